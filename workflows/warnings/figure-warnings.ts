import { dayInWords } from '#workflows/calendar/calendar.ts'
import { periodInWords } from '#workflows/calendar/period.ts'
import { type Frequency, periodOf } from '#workflows/measure/figures-due.ts'
import type { KeptObservation, MeasureFacts, ObservationFacts } from '#workflows/measure/measure-facts.ts'
import { gradesInWords } from '#workflows/measure/measure-recalculation.ts'
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
 * share is far from it. Small numbers vary by chance, so that nothing is said of them. A share below 1% before which there
 * is none may be one that is told as a part of one, 0.57 for 57%.
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
  if (before === null || before.value === null) return partOfOne(unit, value, published)
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

/** A share below 1% before which there is none may be told as a part of one. */
function partOfOne(unit: MeasureFacts['unit'], value: number, published: string | null): Warning[] {
  if (unit !== 'percent' || value <= 0 || value >= 1) return []
  const meant = Number((value * 100).toFixed(4))
  const detail = `${published ?? value} is less than one in a hundred. Is it right, or is ${meant}% meant?`
  return [{ field: 'published', code: 'figureUnusual', detail }]
}

/**
 * What is unusual about a figure beside those of its own period: a measure whose figures are due at set times has one
 * for each, so that a second one is asked about. One that corrects another is none.
 * @param standing figures of the measure that stand, withdrawn ones among them
 */
export function periodWarnings(
  { every }: { every: Frequency | null },
  standing: readonly Pick<
    KeptObservation,
    'kind' | 'status' | 'asAtOn' | 'published' | 'value' | 'distribution'
  >[],
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
  const shown = there.published ?? there.value ?? (gradesInWords(there.distribution) || 'one without a text')
  const detail = `There is a figure for ${periodInWords(period)} already: ${shown}, of ${dayInWords(there.asAtOn)}. Is it another?`
  return [{ field: 'asAtOn', code: 'figureUnusual', detail }]
}
