import { type Day, daysBetween } from '#workflows/calendar/calendar.ts'
import { changeWords } from './change-words.ts'
import { difference } from './measure-arithmetic.ts'
import type { Comparator, MeasureFacts, Rank } from './measure-facts.ts'
import { ordinal } from './run-of.ts'
import { apart, wholesOf } from './whole-figures.ts'

/** What others and we have at one date. */
export type ComparedAt = {
  on: Day | null
  others: readonly Comparator[]
  /** Our figure of that time; null where we have none. */
  ours: { on: Day; value: number; shown: string } | null
  /** Our place among those whose numbers are known; null where it cannot be worked out. */
  rank: Rank | null
}

type Ours = NonNullable<ComparedAt['ours']>
type Ranked = Pick<MeasureFacts, 'polarity' | 'targetValue'>

/** A place as tables print it: '2nd', '=3rd', '2nd of 12', '=3rd of 11, among statistical neighbours'. */
export function rankWords({ position, tied, of, among }: Rank): string {
  const place = `${tied ? '=' : ''}${ordinal(position)}`
  return `${place}${of === null ? '' : ` of ${of}`}${among === null ? '' : `, among ${among}`}`
}

/** What is wrong with a place as it was published: nobody is 5th of 4. Null where it can be, or of how many is not told. */
export function placeFault(position: number | null, of: number | null): string | null {
  return position !== null && of !== null && position > of
    ? `A place cannot be ${ordinal(position)} of ${of}. Put the place right, or of how many it is.`
    : null
}

/**
 * Our place among others, the best first: one more than how many are better; shared where another has the same.
 * Null where neither way is better, or there is nobody else.
 */
export function rankAmong(
  { polarity, targetValue }: Ranked,
  ours: number,
  others: readonly number[],
): Rank | null {
  if (others.length === 0 || polarity === 'contextOnly') return null
  if (polarity === 'nearTarget' && targetValue === null) return null
  const [own = 0, target = 0, ...all] = wholesOf([ours, targetValue ?? 0, ...others]).figures
  const isBetter = (a: number | bigint, b: number | bigint) => {
    if (polarity === 'nearTarget') return apart(a, target) < apart(b, target)
    return polarity === 'higherIsBetter' ? a > b : a < b
  }
  return {
    position: 1 + all.filter((other) => isBetter(other, own)).length,
    tied: all.some((other) => !isBetter(other, own) && !isBetter(own, other)),
    of: all.length + 1,
    among: null,
  }
}

/**
 * Comparators by date, the newest first and those of no date last, each beside our own figure of that time: the newest
 * one of that day or of the year before it.
 * @param figures ours, oldest first
 */
export function comparedByDate(
  measure: Ranked & { comparators: readonly Comparator[] },
  figures: readonly Ours[],
): ComparedAt[] {
  const dates = new Set(measure.comparators.map(({ asAtOn }) => asAtOn))
  const days = [...dates].filter((on) => on !== null)
  return [...days.toSorted().toReversed(), ...(dates.has(null) ? [null] : [])].map((on) => {
    const others = measure.comparators.filter(({ asAtOn }) => asAtOn === on)
    const ours = figures.findLast((figure) => on === null || isOfYearTo(on, figure.on)) ?? null
    const known = others.flatMap(({ value }) => value ?? [])
    return { on, others, ours, rank: ours && rankAmong(measure, ours.value, known) }
  })
}

/**
 * How a comparator changed on a year before, in words: '2.5 points lower than a year before'; null where it has no
 * number, or none of between ten and fourteen months before.
 */
export function changeOnYear(
  measure: Pick<MeasureFacts, 'unit' | 'scale'>,
  one: Pick<Comparator, 'name' | 'value' | 'asAtOn'>,
  all: readonly Pick<Comparator, 'name' | 'value' | 'asAtOn'>[],
): string | null {
  const { name, value, asAtOn } = one
  if (value === null || asAtOn === null) return null
  const earlier = all.flatMap((each) => {
    const days = each.asAtOn === null ? 0 : daysBetween(each.asAtOn, asAtOn)
    return each.name === name && each.value !== null && days >= 300 && days <= 430
      ? [{ value: each.value, apart: Math.abs(days - 365) }]
      : []
  })
  const [before] = earlier.toSorted((a, b) => a.apart - b.apart)
  if (before === undefined) return null
  const by = difference(before.value, value)
  return by === 0 ? 'The same as a year before' : `${changeWords(measure, by)} than a year before`
}

function isOfYearTo(end: Day, on: Day): boolean {
  const days = daysBetween(on, end)
  return days >= 0 && days <= 366
}
