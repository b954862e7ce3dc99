import { readdir, readFile, readlink } from 'node:fs/promises'

/** The processes that live in a folder or were started from it, by number and command line. */
export async function processesOf(folder: string): Promise<Map<number, string>> {
  const found = new Map<number, string>()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue
    const told = await Promise.all([
      readlink(`/proc/${name}/cwd`).catch(() => ''),
      readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => ''),
    ])
    const [place, command] = told
    if (place === folder || place.startsWith(`${folder}/`) || command.includes(folder))
      found.set(Number(name), command.replaceAll('\0', ' ').trim())
  }
  return found
}

/** The memory that processes hold, in MB, with what they share counted once. */
export async function memoryOf(processes: Iterable<number>): Promise<number> {
  let kilobytes = 0
  for (const pid of processes) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0)
  }
  return Math.round(kilobytes / 1024)
}
