import { dayInWords } from '#workflows/calendar/calendar.ts'
import { periodInWords } from '#workflows/calendar/period.ts'
import { type Frequency, periodOf } from '#workflows/measure/figures-due.ts'
import type { KeptObservation, MeasureFacts, ObservationFacts } from '#workflows/measure/measure-facts.ts'
import type { NewObservation } from '#workflows/measure/observation-rules.ts'
import type { Warning } from './warning.ts'

/** So many times the figure before, or so little of it, reads like a slip of the pen. */
const TIMES = 5

/** More than so many of anything is counted in no area: a nought too many, or the sum of all years. */
const MOST = 10_000_000

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
  if (value === null) return []
  if (unit === 'count' && value >= MOST) {
    const detail = `${published ?? value} is more than is counted in any area. Is it right?`
    return [{ field: 'published', code: 'figureUnusual', detail }]
  }
  if (before === null || before.value === null) return []
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

/**
 * What is unusual about a figure beside those of its own period: a measure whose figures are due at set times has one
 * for each, so that a second one is asked about. One that corrects another is none.
 * @param standing figures of the measure that stand, withdrawn ones among them
 */
export function periodWarnings(
  { every }: { every: Frequency | null },
  standing: readonly Pick<KeptObservation, 'kind' | 'status' | 'asAtOn' | 'published' | 'value'>[],
  { kind, status, asAtOn, corrects }: Pick<NewObservation, 'kind' | 'status' | 'asAtOn' | 'corrects'>,
): Warning[] {
  if (every === null || kind !== 'figure' || status === 'withdrawn' || corrects !== null) return []
  const period = periodOf(every, asAtOn)
  const there = standing.find(
    (each) =>
      each.kind === 'figure' &&
      each.status !== 'withdrawn' &&
      each.asAtOn >= period.from &&
      each.asAtOn <= period.to,
  )
  if (!there) return []
  const shown = there.published ?? there.value ?? 'a distribution'
  const detail = `There is a figure for ${periodInWords(period)} already: ${shown}, of ${dayInWords(there.asAtOn)}. Is it another?`
  return [{ field: 'asAtOn', code: 'figureUnusual', detail }]
}
