import type { MeasureFacts, ObservationFacts } from '#workflows/measure/measure-facts.ts'
import type { Warning } from './warning.ts'

/** So many times the figure before, or so little of it, reads like a slip of the pen. */
const TIMES = 5

/** So many points between two shares do. */
const POINTS = 40

/**
 * What is unusual about a figure beside the newest one before it: that it is many times as much or as little, or that a
 * share is far from it. Small numbers vary by chance, so that nothing is said of them.
 * @param before the newest figure of an earlier day; null where there is none
 */
export function figureWarnings(
  { unit }: Pick<MeasureFacts, 'unit'>,
  before: Pick<ObservationFacts, 'value' | 'published'> | null,
  { value, published }: Pick<ObservationFacts, 'value' | 'published'>,
): Warning[] {
  if (value === null || before === null || before.value === null) return []
  const [from, to] = [before.value, value]
  const strange =
    unit === 'percent' || unit === 'percentagePoints'
      ? Math.abs(to - from) >= POINTS || (from > 1 && to > 0 && to < 1)
      : Math.max(Math.abs(from), Math.abs(to)) >= 20 &&
        Math.min(Math.abs(from), Math.abs(to)) * TIMES <= Math.max(Math.abs(from), Math.abs(to))
  if (!strange) return []
  const detail = `${published ?? value} is far from the figure before it, ${before.published ?? from}. Is it right?`
  return [{ field: 'published', code: 'figureUnusual', detail }]
}
