import { once } from 'node:events'
import { writeSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { Used } from './lines.ts'

/** In a process apart, before it works: has its memory and its parent watched. Settles once they are. */
export async function watched(): Promise<void> {
  const guard = new Worker(new URL('guard.ts', import.meta.url), {
    workerData: { mostMegabytes: Number(process.argv[2]) },
  })
  // On a busy machine the work could be done before anybody watches.
  await once(guard, 'message')
  guard.unref()
}

/** Says one thing to the parent of a process apart, as a line of JSON on a pipe of its own. */
export function say(said: unknown): void {
  const line = Buffer.from(`${JSON.stringify(said)}\n`)
  for (let from = 0; from < line.length;) from += writeSync(3, line, from)
}

/** What this process took until now. */
export function used(): Used {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  return { processorSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: Math.ceil(maxRSS / 1024) }
}
