import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { type Said, type Step, steps, TOO_MUCH_MEMORY } from './messages.ts'

/** How the process that draws ended. */
export type Ended =
  | { made: Extract<Said, { made: unknown }>['made'] }
  | { tooDeep: string }
  | { fault: 'memory' | 'stopped' | 'failed'; detail: string }

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

/**
 * Draws a report in a process of its own, which knows nothing of ours: an empty environment, no way to write files or
 * to start others, and so much memory. It is killed when the signal says so, and ends by itself when we do. Settles
 * once it is gone. Never rejects.
 */
export function runChild({ program, mostMegabytes, order, signal, onStep }: Run): Promise<Ended> {
  const { promise, resolve } = Promise.withResolvers<Ended>()
  if (signal.aborted) return Promise.resolve({ fault: 'stopped', detail: 'before it began' })
  const flags = ['--permission', '--allow-fs-read=*', '--allow-addons', '--allow-worker', '--no-warnings']
  // A report has most of its memory outside of JavaScript, whose own would else grow by 100 MB of what is done with.
  const sparing = ['--expose-gc', '--max-semi-space-size=1', '--optimize-for-size']
  const child = spawn(
    process.execPath,
    [...flags, ...sparing, `--max-old-space-size=${mostMegabytes}`, program, String(mostMegabytes)],
    { env: {}, stdio: ['pipe', 'ignore', 'pipe', 'pipe', 'pipe'], windowsHide: true },
  )
  const kill = () => child.kill('SIGKILL')
  signal.addEventListener('abort', kill, { once: true })
  const [, , errors, answers, lifeline] = child.stdio as [Writable, null, Readable, Readable, Writable]
  let said: Exclude<Said, { step: Step }> | null = null
  let [complaint, isGarbled] = ['', false]
  readLines(answers, (line) => {
    const told = line === null ? null : saidIn(line)
    if (told && 'step' in told) onStep(told.step)
    else if (told && said === null) said = told
    else {
      isGarbled = true
      kill()
    }
  })
  errors.setEncoding('utf8').on('data', (text: string) => (complaint = `${complaint}${text}`.slice(-20_000)))
  child.on('error', (error) => resolve({ fault: 'failed', detail: error.message }))
  child.on('close', (code, endedBy) => {
    signal.removeEventListener('abort', kill)
    lifeline.destroy()
    if (signal.aborted) return resolve({ fault: 'stopped', detail: 'it was told to' })
    if (said !== null && !isGarbled && code === 0) return resolve(said)
    const fault = outOfMemory.test(complaint) ? 'memory' : 'failed'
    resolve({
      fault,
      detail: isGarbled ? 'what it said was no answer' : `${endedBy ?? code}: ${complaint.trim()}`,
    })
  })
  // It may end before it has read everything, and says why in its own way.
  for (const stream of [child.stdin, lifeline, answers]) stream?.on('error', () => {})
  child.stdin?.end(order)
  return promise
}

const outOfMemory = new RegExp(`${TOO_MUCH_MEMORY}|out of memory|heap limit|OUT_OF_MEMORY`, 'i')

/** Hands over each line as it comes, and null where there are more bytes than anybody asked for. */
function readLines(stream: Readable, take: (line: string | null) => void): void {
  let parts: Buffer[] = []
  let size = 0
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > MOST_BYTES) return take(null)
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      parts.push(chunk.subarray(from, end))
      take(Buffer.concat(parts).toString('utf8'))
      parts = []
      from = end + 1
    }
    parts.push(chunk.subarray(from))
  })
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
