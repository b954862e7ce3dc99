import { spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import { readLines, TOO_MUCH_MEMORY } from './lines.ts'

/** How a process apart ended where it did not end well; `detail` is for whoever runs the server. */
export type Fault = { fault: 'memory' | 'stopped' | 'failed'; detail: string }

type Work = {
  /** The file that is run, and how much memory it may take. */
  program: string
  mostMegabytes: number
  /** Bytes that are taken from it at most. */
  mostBytes: number
  /** What it finds on its input. */
  order: string | Uint8Array
  /** What it is told beside that, as arguments. */
  told?: readonly string[]
  /** What Node allows it beyond reading files: `--allow-addons`, for what has code of its own. */
  flags?: readonly string[]
  signal: AbortSignal
  /** Takes a line that it says, and tells whether that was an answer: it is killed where it was none. */
  take: (line: string) => boolean
}

/**
 * Runs a file of ours in a process of its own, which knows nothing of ours: an empty environment, no way to write files
 * or to start others, and so much memory. It is killed when the signal says so, and ends by itself when we do. Settles
 * once it is gone: null where it ended well. Never rejects.
 */
export function runApart(work: Work): Promise<Fault | null> {
  const { program, mostMegabytes, mostBytes, order, told = [], flags = [], signal, take } = work
  const { promise, resolve } = Promise.withResolvers<Fault | null>()
  if (signal.aborted) return Promise.resolve({ fault: 'stopped', detail: 'before it began' })
  const allowed = ['--permission', '--allow-fs-read=*', '--allow-worker', '--no-warnings', ...flags]
  // Most of its memory lies outside of JavaScript, whose own would else grow by 100 MB of what is done with.
  const sparing = ['--expose-gc', '--max-semi-space-size=1', '--optimize-for-size']
  const child = spawn(
    process.execPath,
    [
      ...allowed,
      ...sparing,
      `--max-old-space-size=${mostMegabytes}`,
      program,
      String(mostMegabytes),
      ...told,
    ],
    { env: {}, stdio: ['pipe', 'ignore', 'pipe', 'pipe', 'pipe'], windowsHide: true },
  )
  giveWay(child.pid)
  const kill = () => child.kill('SIGKILL')
  signal.addEventListener('abort', kill, { once: true })
  const [, , errors, answers, lifeline] = child.stdio as [Writable, null, Readable, Readable, Writable]
  let [complaint, isGarbled] = ['', false]
  readLines(answers, mostBytes, (line) => {
    if (line !== null && take(line)) return
    isGarbled = true
    kill()
  })
  errors.setEncoding('utf8').on('data', (text: string) => (complaint = `${complaint}${text}`.slice(-20_000)))
  child.on('error', (error) => resolve({ fault: 'failed', detail: error.message }))
  child.on('close', (code, endedBy) => {
    signal.removeEventListener('abort', kill)
    lifeline.destroy()
    if (signal.aborted) return resolve({ fault: 'stopped', detail: 'it was told to' })
    if (!isGarbled && code === 0) return resolve(null)
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

/** Whoever waits for a page goes first: what is done apart may take longer. */
function giveWay(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW)
  } catch {
    // It has ended already, or the system allows it to nobody: then it is done as any other work.
  }
}
