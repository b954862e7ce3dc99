import type { Clock } from '#db/connection/clock.ts'
import type { Db } from '#db/connection/connect.ts'
import { seal } from './seal.ts'

/** Seconds between two rounds: events are sealed well within a minute. */
const EVERY_SECONDS = 20

export type Sealer = { stop: () => Promise<void> }

/**
 * Seals the history in the background, off the path of every write. A round that fails is made up for by the next.
 * @param onError told what went wrong
 */
export function startSealer(db: Db, clock: Clock, onError: (error: unknown) => void): Sealer {
  let stopped = false
  let wake = () => {}
  const rounds = async () => {
    while (!stopped) {
      await seal(db, clock).catch(onError)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, EVERY_SECONDS * 1_000)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
        if (stopped) wake()
      })
    }
  }
  const running = rounds()
  return {
    stop: async () => {
      stopped = true
      wake()
      await running
    },
  }
}
