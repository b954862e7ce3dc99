import type { MeasureFacts, ObservationFacts } from './measure-facts.ts'
import { baselinePoint, compare, type Direction, pointOf } from './measure-rules.ts'

/** What became of a measure: better or worse than at first, and whether that is no better. */
export type MeasureWay = {
  direction: Direction
  /** Whether it is no better than at first; null where the two cannot be compared. */
  unmoved: boolean | null
}

/**
 * The way of a measure from its first value, which is its baseline or else its first figure, to its newest.
 * @param first its first figure that stands; null where there is none
 * @param newest its newest figure that stands; the first where there is one alone
 */
export function measureWay(
  measure: MeasureFacts,
  first: ObservationFacts | null,
  newest: ObservationFacts | null,
): MeasureWay {
  if (first === null || newest === null) return { direction: 'unknown', unmoved: null }
  const earlier = first.asAtOn < newest.asAtOn ? pointOf(measure, first) : null
  const { direction } = compare(
    measure,
    baselinePoint(measure) ?? earlier,
    pointOf(measure, newest),
    'There is no earlier figure.',
  )
  return { direction, unmoved: direction === 'unknown' ? null : direction !== 'better' }
}
