import { writeSync } from 'node:fs'
import { Socket } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { TOO_MUCH_MEMORY } from './lines.ts'

// Runs beside what works, which hears nothing while it works: typst and resvg hold its thread, and so does a parser.
const { mostMegabytes } = workerData as { mostMegabytes: number }

/** Ends when whoever asked for the work is gone, however that happened. */
const lifeline = new Socket({ fd: 4 })
lifeline.on('error', () => {})
lifeline.on('close', () => process.kill(process.pid, 'SIGKILL'))
lifeline.resume()

/** What is taken outside of JavaScript is seen by no limit of Node's own. */
function weigh(): void {
  if (process.memoryUsage.rss() <= mostMegabytes * 1024 ** 2) return
  writeSync(2, `\n${TOO_MUCH_MEMORY}\n`)
  process.kill(process.pid, 'SIGKILL')
}

weigh()
setInterval(weigh, 50)
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage('watching')
