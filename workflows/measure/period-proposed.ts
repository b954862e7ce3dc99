import { addDays, type Day, daysBetween } from '#workflows/calendar/calendar.ts'
import { type Frequency, lastEnded, periodEnd, precisionOf } from './figures-due.ts'
import { type DatePrecision, datePrecisions, type ObservationFacts } from './measure-facts.ts'

/** Of what a figure is: of a day, of a span of days, or of a month, quarter or year. */
export type FigurePeriod = Pick<ObservationFacts, 'asAtOn' | 'periodStartOn' | 'precision'>

/**
 * Of what the next figure of a measure is likely to be: of the same as its newest one, be it on the day or a rolling
 * year to the day, and at least of the period for which figures are due. What is told to a day is told up to today,
 * where the month is not over.
 * @param last the newest figure; null where there is none
 * @param endOn the last day of the month for which it is asked
 */
export function periodProposed(
  { every }: { every: Frequency | null },
  last: FigurePeriod | null,
  { endOn, today }: { endOn: Day; today: Day },
): FigurePeriod {
  if (last?.precision !== 'day') {
    const least = precisionOf(every)
    const precision = last === null ? least : longer(last.precision, least)
    return { asAtOn: endOn, periodStartOn: null, precision }
  }
  const asAtOn = endOn > today ? today : endOn
  const { periodStartOn } = last
  return {
    asAtOn,
    precision: 'day',
    periodStartOn: periodStartOn === null ? null : startOf(periodStartOn, last.asAtOn, asAtOn),
  }
}

/** As what a figure of a measure is offered to be told where only its day is asked for. */
export function precisionProposed(last: FigurePeriod | null): DatePrecision {
  if (last === null) return 'month'
  const { precision, periodStartOn, asAtOn } = last
  if (precision !== 'day' || periodStartOn === null) return precision
  const days = daysBetween(periodStartOn, asAtOn)
  if (days > 300) return 'year'
  return days > 80 ? 'quarter' : 'month'
}

const longer = (one: DatePrecision, other: DatePrecision): DatePrecision =>
  datePrecisions.indexOf(one) > datePrecisions.indexOf(other) ? one : other

/** Where a span begins that is as long as another and ends with a day: so many months where that was of whole ones. */
function startOf(from: Day, to: Day, end: Day): Day {
  const days = daysBetween(from, to)
  if (days >= 360 && days <= 370) return addDays(yearBefore(end), 1)
  if (!from.endsWith('-01') || periodEnd('month', to) !== to || periodEnd('month', end) !== end)
    return addDays(end, -days)
  let before = end
  for (let month = to; month >= from; month = lastEnded('month', month)) before = lastEnded('month', before)
  return addDays(before, 1)
}

/** The same day of the year before; 28 February for the 29th. */
function yearBefore(day: Day): Day {
  return `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`.replace(/-02-29$/, '-02-28')
}
