import { join } from 'node:path'
import { type Fault, runApart } from '#server/apart/run.ts'
import { type Said, type Step, steps } from './messages.ts'

/** How the process that draws ended. */
export type Ended = { made: Extract<Said, { made: unknown }>['made'] } | { tooDeep: string } | Fault

type Run = {
  /** The file that is run, and how much memory it may take. */
  program: string
  mostMegabytes: number
  order: string
  signal: AbortSignal
  onStep: (step: Step) => void
}

/** The process that draws a report. */
export const CHILD = join(import.meta.dirname, 'child.ts')

/** Bytes that are taken from the process that draws: a report of a thousand pages has a tenth of it. */
const MOST_BYTES = 200_000_000

/** Draws a report in a process of its own. Settles once it is gone. Never rejects. */
export async function runChild({ onStep, ...run }: Run): Promise<Ended> {
  let said: Exclude<Said, { step: Step }> | null = null
  const take = (line: string): boolean => {
    const told = saidIn(line)
    if (told && 'step' in told) onStep(told.step)
    else if (told && said === null) said = told
    else return false
    return true
  }
  const fault = await runApart({ ...run, mostBytes: MOST_BYTES, flags: ['--allow-addons'], take })
  return fault ?? said ?? { fault: 'failed', detail: '0: ' }
}

/** What a line says; null where it says nothing that is known. */
function saidIn(line: string): Said | null {
  try {
    const told = JSON.parse(line) as { step?: unknown; tooDeep?: unknown; made?: Record<string, unknown> }
    const step = steps.find((each) => each === told.step)
    if (step) return { step }
    if (typeof told.tooDeep === 'string') return { tooDeep: told.tooDeep }
    const { word, pdf, html, data, used } = told.made ?? {}
    const isWhole = [word, pdf, html, data].every((part) => typeof part === 'string' && part !== '')
    return isWhole && typeof used === 'object' && used !== null
      ? (told as Extract<Said, { made: unknown }>)
      : null
  } catch {
    return null
  }
}
