import type { AggregateOf } from '#workflows/engine/requirement.ts'
import type { Accepted, Refused } from '#workflows/engine/step.ts'

/** What came of a change: `Read` is what it was decided on. */
export type Outcome<Read, Aggregate> =
  | { outcome: 'done'; accepted: Accepted<Aggregate> }
  | { outcome: 'refused'; refused: Refused; decision: Read }
  | { outcome: 'stale'; version: number; decision: Read }
  | { outcome: 'notFound' }

/** Times that a change is decided again while others are in its way. */
const MOST = 10

/**
 * Decides a change on what is there and writes it; decides again where something it rests on changed in between,
 * a few times at most.
 * @param ifVersion the version the caller decided on; left out, whatever is there
 * @param read what the change is decided on; null when there is nothing
 * @param write does it, and says whether it was done
 */
export async function decideAndWrite<Read, S>({
  ifVersion,
  read,
  versionOf,
  decide,
  write,
}: {
  ifVersion: number | undefined
  read: () => Promise<Read | null>
  versionOf: (read: Read) => number
  decide: (read: Read) => Accepted<AggregateOf<S>> | Refused
  write: (read: Read, accepted: Accepted<AggregateOf<S>>) => Promise<boolean>
}): Promise<Outcome<Read, AggregateOf<S>>> {
  for (let times = 1; ; times++) {
    const decision = await read()
    if (decision === null) return { outcome: 'notFound' }
    const version = versionOf(decision)
    if (ifVersion !== undefined && ifVersion !== version) return { outcome: 'stale', version, decision }
    const decided = decide(decision)
    if (!decided.ok) return { outcome: 'refused', refused: decided, decision }
    if (await write(decision, decided)) return { outcome: 'done', accepted: decided }
    if (times === MOST) return { outcome: 'stale', version, decision }
  }
}
