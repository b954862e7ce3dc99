import { day } from '#server/ui/html/words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { Frequency } from '#workflows/measure/figures-due.ts'
import type { DatePrecision, ObservationStatus, Polarity, Unit } from '#workflows/measure/measure-facts.ts'

/** Which way a measure should go, as a sentence. */
export const polarityWords: Record<Polarity, string> = {
  higherIsBetter: 'Higher is better',
  lowerIsBetter: 'Lower is better',
  nearTarget: 'Near the target is better',
  contextOnly: 'For context only',
}

/** What a figure of a measure is. */
export const unitWords: Record<Unit, string> = {
  count: 'A number of people, cases or things',
  percent: 'A share, in per cent',
  rate: 'A rate per so many, such as per 10,000 children',
  ratio: 'A ratio, such as cases per worker',
  days: 'A number of days',
  currency: 'An amount in pounds',
  percentagePoints: 'A difference of two shares, in points',
  grade: 'How many have each grade',
  judgement: 'A judgement on a scale, in words',
  words: 'Words',
}

/** How often a figure is due. */
export const frequencyWords: Record<Frequency, string> = {
  month: 'Every month',
  quarter: 'Every quarter',
  yearToMarch: 'Every year to 31 March',
  yearToAugust: 'Every year to 31 August',
  yearToDecember: 'Every year to 31 December',
}

/** Where the newest figure stands towards the baseline. */
export const directionWords: Record<string, string> = {
  better: 'Better than at the start',
  worse: 'Worse than at the start',
  same: 'Unchanged since the start',
  unknown: 'Cannot be compared with the start',
}

/** How firm a figure is. */
export const statusWords: Record<ObservationStatus, string> = {
  provisional: 'Provisional',
  validated: 'Validated',
  notStated: 'Not stated',
  withdrawn: 'Withdrawn',
}

/** When a figure was so, only as exactly as it is known: '14 May 2018', 'May 2018', 'Quarter to June 2018'. */
export function asAt({
  asAtOn,
  periodStartOn,
  precision,
}: {
  asAtOn: Day
  periodStartOn: Day | null
  precision: DatePrecision
}): string {
  const words = day(asAtOn)
  const month = words.slice(words.indexOf(' ') + 1)
  if (precision === 'month') return month
  if (precision === 'quarter') return `Quarter to ${month}`
  if (precision === 'year') return `Year to ${month}`
  return periodStartOn === null ? words : `${day(periodStartOn)} to ${words}`
}

/** How numbers of a unit are written: '94%', '£2,800', '12.5'. */
export function inUnit(unit: Unit): (value: number) => string {
  if (unit === 'percent') return (value) => `${inFigures(value)}%`
  return (value) => (unit === 'currency' ? `£${inFigures(value)}` : String(inFigures(value)))
}

/** A number as people read it, or null for none. */
export function inFigures(value: number | null): string | null {
  return value === null ? null : value.toLocaleString('en-GB', { maximumFractionDigits: 6 })
}
