import { type Day, dayInWords } from '#workflows/calendar/calendar.ts'
import { periodInWords } from '#workflows/calendar/period.ts'
import { inUnit } from '#workflows/measure/change-words.ts'
import { dayCounted, type Frequency, periodEnd, periodOf } from '#workflows/measure/figures-due.ts'
import type { KeptObservation, MeasureFacts, ObservationFacts } from '#workflows/measure/measure-facts.ts'
import { gradesInWords } from '#workflows/measure/measure-recalculation.ts'
import { aimShown } from '#workflows/measure/measure-rules.ts'
import type { NewObservation } from '#workflows/measure/observation-rules.ts'
import { type MeasureRanged, type UsualRange, usualRange } from '#workflows/measure/usual-range.ts'
import type { Warning } from './warning.ts'

/** So many times the figure before, or so little of it, reads like a slip of the pen; smaller numbers vary by chance. */
const [TIMES, FLOOR] = [3, 20]

/** More than so many of anything is counted in no area: a nought too many, or the sum of all years. */
const MOST = 10_000_000

/** So many points between two shares do. */
const POINTS = 40

/** A figure and the day it is of. */
type Earlier = Pick<ObservationFacts, 'value' | 'published' | 'asAtOn'>

/**
 * What is unusual about a figure beside those before it: that it lies far outside of what they were, or, where they are
 * too few to tell, that it is many times as much or as little as the newest, or a share far from it. A share below 1%
 * before which there is none may be one that is told as a part of one, 0.57 for 57%.
 * @param earlier the figures of earlier days, in whatever order
 */
export function figureWarnings(
  measure: MeasureRanged,
  earlier: readonly Earlier[],
  { value, published }: Pick<ObservationFacts, 'value' | 'published'>,
): Warning[] {
  const { unit } = measure
  if (value === null) return []
  if (unit === 'count' && value >= MOST) {
    const detail = `${published ?? value} is more than is counted in any area. Is it right?`
    return [{ field: 'published', code: 'figureUnusual', detail }]
  }
  if (unit === 'count' && !Number.isInteger(value) && !measure.decimals) {
    const detail = `${published ?? value} is no whole number, and a count is one. Is it right, or is ${inUnit(unit, Math.round(value))} meant?`
    return [{ field: 'published', code: 'figureUnusual', detail }]
  }
  const points = earlier.flatMap((each) => (each.value === null ? [] : [{ ...each, value: each.value }]))
  const before = points.reduce<(typeof points)[number] | null>(
    (one, each) => (one === null || each.asAtOn > one.asAtOn ? each : one),
    null,
  )
  if (before === null) return partOfOne(unit, value, published)
  const shown = aimShown(measure, published, value) ?? ''
  const range = usualRange(
    measure,
    points.map((each) => ({ on: each.asAtOn, value: each.value })),
  )
  const beside =
    range === null
      ? isFar(unit, before.value, value) &&
        `the figure before it, ${aimShown(measure, before.published, before.value)}`
      : isFarOutside(unit, range, value) &&
        `its figures so far, which lie between ${inUnit(unit, range.least)} and ${inUnit(unit, range.most)}`
  if (beside === false) return []
  const detail = `${shown} is far from ${beside}. Is it right?`
  return [{ field: 'published', code: 'figureUnusual', detail }]
}

function isFar(unit: MeasureFacts['unit'], from: number, to: number): boolean {
  if (isInPoints(unit)) return Math.abs(to - from) >= POINTS || (from > 1 && to > 0 && to < 1)
  return isManyTimes(from, to)
}

function isManyTimes(one: number, other: number): boolean {
  const [less, more] = [Math.abs(one), Math.abs(other)].toSorted((a, b) => a - b)
  return more !== undefined && less !== undefined && more >= FLOOR && less * TIMES <= more
}

/** Beyond a range by more than it is wide, or many times its end. */
function isFarOutside(unit: MeasureFacts['unit'], { low, high }: UsualRange, value: number): boolean {
  if (value >= low && value <= high) return false
  const end = value > high ? high : low
  const least = isInPoints(unit) ? 10 : Math.max(10, Math.abs(end) / 5)
  const isSmall = isInPoints(unit) && low > 1 && value > 0 && value < 1
  return (
    isSmall ||
    Math.abs(value - end) > Math.max(high - low, least) ||
    (!isInPoints(unit) && isManyTimes(end, value))
  )
}

const isInPoints = (unit: MeasureFacts['unit']): boolean => unit === 'percent' || unit === 'percentagePoints'

/** A share below 1% before which there is none may be told as a part of one. */
function partOfOne(unit: MeasureFacts['unit'], value: number, published: string | null): Warning[] {
  if (unit !== 'percent' || value <= 0 || value >= 1) return []
  const meant = Number((value * 100).toFixed(4))
  const detail = `${published ?? value} is less than one in a hundred. Is it right, or is ${meant}% meant?`
  return [{ field: 'published', code: 'figureUnusual', detail }]
}

/**
 * That a figure is of a month, quarter or year that is not over: all of it cannot be known yet. Where the measure is
 * counted on a day, its day is meant.
 */
export function unfinishedWarnings(
  { kind, status, asAtOn, precision }: Pick<NewObservation, 'kind' | 'status' | 'asAtOn' | 'precision'>,
  today: Day,
): Warning[] {
  const end = precision === 'month' ? periodEnd('month', asAtOn) : asAtOn
  if (kind !== 'figure' || status === 'withdrawn' || precision === 'day' || end <= today) return []
  const what =
    precision === 'month' ? periodInWords({ from: end, to: end }) : `The ${precision} to ${dayInWords(end)}`
  const detail = `${what} is not over, so that no figure of all of it can be known. Give the day to which it was counted, or wait until it is over. Is it right?`
  return [{ field: 'asAtOn', code: 'figureUnusual', detail }]
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
    'kind' | 'status' | 'asAtOn' | 'periodStartOn' | 'published' | 'value' | 'distribution'
  >[],
  { corrects, ...wanted }: Pick<NewObservation, 'kind' | 'status' | 'asAtOn' | 'periodStartOn' | 'corrects'>,
): Warning[] {
  if (every === null || wanted.kind !== 'figure' || wanted.status === 'withdrawn' || corrects !== null)
    return []
  const period = periodOf(every, dayCounted(every, wanted))
  const there = standing.find(
    (each) =>
      each.kind === 'figure' &&
      each.status !== 'withdrawn' &&
      dayCounted(every, each) >= period.from &&
      dayCounted(every, each) <= period.to,
  )
  if (!there) return []
  const shown = there.published ?? there.value ?? (gradesInWords(there.distribution) || 'one without a text')
  const detail = `There is a figure for ${periodInWords(period)} already: ${shown}, of ${dayInWords(there.asAtOn)}. Is it another?`
  return [{ field: 'asAtOn', code: 'figureUnusual', detail }]
}
