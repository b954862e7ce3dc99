import { compareWithStart } from './grades.ts'
import type { MeasureFacts } from './measure-facts.ts'
import type { Comparison, Direction, ToldFigure } from './measure-rules.ts'

/** What became of a measure: better or worse than at first, and whether that is no better. */
export type MeasureWay = {
  direction: Direction
  /** Whether it is no better than at first; null where the two cannot be compared. */
  unmoved: boolean | null
  /** The newest figure beside the first; null while there is none. */
  compared: Comparison | null
}

/**
 * The way of a measure from its first value, which is its baseline or else its first figure, to its newest.
 * @param first its first figure that stands; null where there is none
 * @param newest its newest figure that stands; the first where there is one alone
 */
export function measureWay(
  measure: MeasureFacts,
  first: ToldFigure | null,
  newest: ToldFigure | null,
): MeasureWay {
  if (newest === null) return { direction: 'unknown', unmoved: null, compared: null }
  const compared = compareWithStart(measure, first, newest)
  const { direction } = compared
  return { direction, unmoved: direction === 'unknown' ? null : direction !== 'better', compared }
}
