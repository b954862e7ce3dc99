import type { MovementKind } from '#workflows/measure/movement.ts'
import type { Rating } from './rating.ts'

/** What became of the outcomes of a priority, by its measures. */
export const outcomeMovements = ['better', 'same', 'worse', 'unknown'] as const
export type OutcomeMovement = (typeof outcomeMovements)[number]

/**
 * Whether the outcomes of a priority move, by what its measures did: better where most of them got better, worse where
 * more got worse than better, else no better. Those of which nothing can be said count for nothing; where they are all,
 * it is unknown. A rule of this product, not a published one.
 */
export function outcomeMovement(kinds: readonly MovementKind[]): OutcomeMovement {
  const of = (kind: MovementKind) => kinds.filter((each) => each === kind).length
  const [better, worse, same] = [of('better'), of('worse'), of('same')]
  if (better + worse + same === 0) return 'unknown'
  if (better > worse + same) return 'better'
  return worse > better ? 'worse' : 'same'
}

/** Green outside and red within: delivery looks good, and the outcome did not get better. */
export function isWatermelon(delivery: Rating, outcome: OutcomeMovement): boolean {
  return (delivery === 'green' || delivery === 'blue') && (outcome === 'same' || outcome === 'worse')
}
