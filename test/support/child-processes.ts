import { readdirSync, readFileSync } from 'node:fs'

/** The processes that a process has started and that run, by /proc; none elsewhere than on Linux. */
export function childrenOf(parent: number | undefined): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => statOf(pid)?.parent === parent)
}

/** The processes that draw reports for this one. */
export const drawing = (): number[] =>
  childrenOf(process.pid).filter((pid) => isAlive(pid) && commandOf(pid).includes('documents'))

export const isAlive = (pid: number): boolean => ![undefined, 'Z', 'X'].includes(statOf(pid)?.state)

function statOf(pid: number): { state: string; parent: number } | null {
  try {
    const [state = '', parent] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return { state, parent: Number(parent) }
  } catch {
    return null
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
