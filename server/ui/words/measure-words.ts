import { day } from '#server/ui/html/words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { changeWords } from '#workflows/measure/change-words.ts'
import type { Frequency } from '#workflows/measure/figures-due.ts'
import type {
  DatePrecision,
  MeasureFacts,
  ObservationStatus,
  Polarity,
  Unit,
} from '#workflows/measure/measure-facts.ts'
import { aimShown, type Direction } from '#workflows/measure/measure-rules.ts'
import type { MeasureWay } from '#workflows/measure/measure-way.ts'

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

/** Where the newest figure stands towards the start: the baseline, or else the first figure. */
export const directionWords: Record<Exclude<Direction, 'unknown'>, string> = {
  better: 'Better than at the start',
  worse: 'Worse than at the start',
  same: 'Unchanged since the start',
}

/** Where the newest figure stands towards the start, or which fact is missing to say it. */
export function wayWords(
  measure: Pick<MeasureFacts, 'unit' | 'scale'>,
  { direction, compared }: Pick<MeasureWay, 'direction' | 'compared'>,
): string {
  if (direction !== 'unknown') return `${directionWords[direction]}.`
  if (compared === null) return 'No figure has been recorded yet.'
  if (compared.difference === null) return compared.because
  const change = changeWords(measure, compared.difference)
  return `${change.charAt(0).toUpperCase()}${change.slice(1)} than at the start, neither better nor worse.`
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

/** What a measure is to reach and when: 'Target 70% by 31 March 2027'; null where no target has been set. */
export function wanted(
  measure: Pick<MeasureFacts, 'unit' | 'target' | 'targetValue' | 'targetOn'>,
): string | null {
  const { target, targetValue, targetOn } = measure
  const words = aimShown(measure, target, targetValue)
  return words === null ? null : `Target ${words}${targetOn === null ? '' : ` by ${day(targetOn)}`}`
}
