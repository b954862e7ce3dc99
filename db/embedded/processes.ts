import { readdir, readFile, stat } from 'node:fs/promises'
import type { Place } from '#db/embedded/folder.ts'
import { run } from '#db/embedded/run.ts'

export type ServerProcess = { pid: number; parent: number }

/**
 * The living processes of the server that belongs to this data folder: its postmaster and what that
 * started. Undefined where the system can't be asked (Windows).
 * A process counts only by the name we gave the cluster and, wherever the system shows it, by having
 * this very data directory as its working directory; a process id alone proves nothing.
 */
export async function clusterProcesses(place: Place): Promise<ServerProcess[] | undefined> {
  if (process.platform === 'win32') return undefined
  const ours = (await listProcesses()).filter(({ command }) => isTitledOurs(command, place.clusterName))
  const checked = await Promise.all(ours.map(async (one) => ((await worksIn(one.pid, place)) ? [one] : [])))
  return checked.flat()
}

/**
 * Whether this living process is a PostgreSQL server on our data directory that another process started.
 */
export async function isForeignServer(pid: number, place: Place): Promise<boolean> {
  const found = (await listProcesses()).find((one) => one.pid === pid)
  if (found === undefined || !/postgres|postmaster/.test(found.command)) return false
  if (isTitledOurs(found.command, place.clusterName)) return false
  const directory = await workingDirectory(pid)
  if (directory === undefined) return found.command.includes(place.cluster)
  return sameFile(directory, await stat(place.cluster, { bigint: true }))
}

/** Whether some living process works in this directory; no where the system doesn't tell. */
export async function isWorkingDirectory(path: string): Promise<boolean> {
  if (process.platform !== 'linux') return false
  const directory = await stat(path, { bigint: true }).catch(() => undefined)
  if (directory === undefined) return false
  const used = await Promise.all((await listProcesses()).map(({ pid }) => workingDirectory(pid)))
  return used.some((one) => one !== undefined && sameFile(one, directory))
}

/** Whether a process of this id exists, ours or not; a zombie counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

type Listed = ServerProcess & { command: string }

function isTitledOurs(command: string, name: string): boolean {
  return command.startsWith(`postgres: ${name}: `) || ` ${command} `.includes(` cluster_name=${name} `)
}

async function worksIn(pid: number, place: Place): Promise<boolean> {
  const directory = await workingDirectory(pid)
  if (directory === undefined) return true
  try {
    return sameFile(directory, await stat(place.cluster, { bigint: true }))
  } catch {
    return false
  }
}

type FileIdentity = { dev: bigint; ino: bigint }

// Undefined where it isn't shown: outside Linux, or as root of a container without CAP_SYS_PTRACE.
async function workingDirectory(pid: number): Promise<FileIdentity | undefined> {
  if (process.platform !== 'linux') return undefined
  try {
    return await stat(`/proc/${pid}/cwd`, { bigint: true })
  } catch {
    return undefined
  }
}

function sameFile(one: FileIdentity, other: FileIdentity): boolean {
  return one.dev === other.dev && one.ino === other.ino
}

/** Every process that runs here, with its parent and its command line; zombies and threads of the kernel are none. */
export async function listProcesses(): Promise<Listed[]> {
  return process.platform === 'linux' ? listFromProc() : listFromPs()
}

// Slim images have no ps.
async function listFromProc(): Promise<Listed[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const all = await Promise.all(pids.map((pid) => readProc(Number(pid))))
  return all.flat()
}

async function readProc(pid: number): Promise<Listed[]> {
  try {
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim()
    // Kernel threads and zombies have no command line.
    if (command === '') return []
    const status = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The second field is a name in brackets that may itself hold brackets and spaces.
    const parent = Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1])
    return [{ pid, parent, command }]
  } catch {
    return []
  }
}

async function listFromPs(): Promise<Listed[]> {
  const { output } = await run('ps', ['-axww', '-o', 'pid=,ppid=,command='])
  return output.split('\n').flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return command === undefined
      ? []
      : [{ pid: Number(pid), parent: Number(parent), command: command.trim() }]
  })
}
