import { setImmediate } from 'node:timers/promises'

/** Items that are worked on without a break. */
const PORTION = 100

/** What comes of each item, in their order; others are served between portions of them, so that thousands keep nobody waiting. */
export async function inPortions<T, R>(items: readonly T[], work: (item: T) => readonly R[]): Promise<R[]> {
  const done: R[] = []
  for (const [at, item] of items.entries()) {
    if (at > 0 && at % PORTION === 0) await setImmediate()
    done.push(...work(item))
  }
  return done
}
