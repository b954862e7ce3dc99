import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Processor time that processes have used so far, in milliseconds, as the operating system counts it. */
export type Used = { server: number; database: number }

const ticksASecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

type Stat = { parent: number; own: number; ended: number }

/** The times of a process and of those of its children that have ended; null where there is none. */
function statOf(pid: number): Stat | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number)
    const ms = (...at: number[]) =>
      (at.reduce((sum, field) => sum + (fields[field] ?? 0), 0) * 1_000) / ticksASecond
    return { parent: fields[1] ?? 0, own: ms(11, 12), ended: ms(13, 14) }
  } catch {
    return null
  }
}

/** Of the server the one process with all its threads, of the database every process below its first. */
export function usedBy(serverPid: number, postmasterPid: number): Used {
  const postmaster = statOf(postmasterPid)
  if (!postmaster)
    throw new Error('The database server is no process of this machine: its processor time is unknown.')
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter((stat) => stat?.parent === postmasterPid)
  const database = children.reduce((sum, stat) => sum + (stat?.own ?? 0), postmaster.own + postmaster.ended)
  return { server: statOf(serverPid)?.own ?? 0, database }
}

/** The memory that a process holds, in megabytes. */
export function rssMbOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Math.round(Number(kilobytes) / 1_024)
}

/** The process that started another. */
export function parentOf(pid: number): number {
  const stat = statOf(pid)
  if (!stat) throw new Error(`There is no process ${pid} on this machine.`)
  return stat.parent
}
