import { addDays, type Day, daysBetween } from '#workflows/calendar/calendar.ts'
import type { Period } from '#workflows/calendar/period.ts'

/** How often a figure of a measure is due: for each of these periods that ends. */
export const frequencies = ['month', 'quarter', 'yearToMarch', 'yearToAugust', 'yearToDecember'] as const
export type Frequency = (typeof frequencies)[number]

/** A figure is late two weeks after its period, unless the measure tells otherwise. */
export const usualDueAfterDays = 14

/** What the rule needs to know of a measure: how often its figures are due, from when on, and when they are late. */
export type Supply = {
  /** Null where nobody owes figures at set times. */
  every: Frequency | null
  /** Figures are due for the period in which this day lies, and for those after it. */
  dueFromOn: Day | null
  /** So many days after a period its figure is late. */
  dueAfterDays: number
}

/** The figures that are missing of a measure. */
export type FiguresOwed = {
  /** The last days of the periods without one, oldest first: at most `mostOwed`. */
  periods: Day[]
  /** The day by which the oldest of them was or is due. */
  dueOn: Day
  /** Days by which it is late; 0 while there is time. */
  lateDays: number
}

/** So many missing figures are counted: beyond them nobody looks. */
export const mostOwed = 36

const [march, august, december] = [3, 8, 12]

/** How many months a period of a frequency has, and the month in which the last one of a year ends. */
const rhythms: Readonly<Record<Frequency, { months: number; endsIn: number }>> = {
  month: { months: 1, endsIn: december },
  quarter: { months: 3, endsIn: december },
  yearToMarch: { months: 12, endsIn: march },
  yearToAugust: { months: 12, endsIn: august },
  yearToDecember: { months: 12, endsIn: december },
}

/** The last day of the period in which a day lies. */
export function periodEnd(every: Frequency, day: Day): Day {
  return endBefore(every, day, 0)
}

/** The last day of the period before the one in which a day lies: the newest one that has ended by then. */
export function lastEnded(every: Frequency, day: Day): Day {
  return endBefore(every, day, 1)
}

/** The last day of the period that lies so many periods before that of a day. */
function endBefore(every: Frequency, day: Day, periods: number): Day {
  const { months, endsIn } = rhythms[every]
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  const ahead = (december + endsIn - month) % months
  return lastDayOf(year, month + ahead - periods * months)
}

/** The first and the last day of the period of a frequency in which a day lies. */
export function periodOf(every: Frequency, day: Day): Period {
  const to = periodEnd(every, day)
  return { from: addDays(lastEnded(every, to), 1), to }
}

/**
 * A day of the period whose figure this is: the middle of the days that it is of, since twelve weeks that end in October
 * are those of the quarter before. Of a day, or of days that are more than one period, such as a rolling year, the last.
 */
export function dayCounted(every: Frequency | null, { asAtOn, periodStartOn }: CountedDays): Day {
  if (every === null || periodStartOn === null) return asAtOn
  const days = daysBetween(periodStartOn, asAtOn) + 1
  return days > mostDays[every] ? asAtOn : addDays(periodStartOn, Math.floor(days / 2))
}

type CountedDays = { asAtOn: Day; periodStartOn: Day | null }

/** The days of more than these are more than one period: a quarter longer than it. */
export const mostDays: Readonly<Record<Frequency, number>> = {
  month: 38,
  quarter: 115,
  yearToMarch: 460,
  yearToAugust: 460,
  yearToDecember: 460,
}

/**
 * Which figures of a measure are missing on a day: one for each period that has ended since the newest figure, and not
 * before figures were agreed to be due. A newer figure settles what was missing before it. Null where none is missing.
 * @param newestOn the day for which the newest figure that stands is counted, by `dayCounted`; null where there is none
 */
export function figuresOwed(
  { every, dueFromOn, dueAfterDays }: Supply,
  newestOn: Day | null,
  today: Day,
): FiguresOwed | null {
  if (every === null || dueFromOn === null) return null
  const next = newestOn === null ? null : periodEnd(every, addDays(periodEnd(every, newestOn), 1))
  const from = periodEnd(every, dueFromOn)
  const oldest = next !== null && next > from ? next : from
  const periods: Day[] = []
  for (let end = oldest; end < today && periods.length < mostOwed; end = periodEnd(every, addDays(end, 1)))
    periods.push(end)
  if (periods.length === 0) return null
  const dueOn = addDays(oldest, dueAfterDays)
  return { periods, dueOn, lateDays: Math.max(0, daysBetween(dueOn, today)) }
}

/** A measure with the day from which its figures are due: where they are due but none was told, from this period on. */
export function withDueFrom<T extends Pick<Supply, 'every' | 'dueFromOn'>>(measure: T, today: Day): T {
  return measure.every === null || measure.dueFromOn !== null ? measure : { ...measure, dueFromOn: today }
}

/** How exactly the day of a figure of a period is known. */
export function precisionOf(every: Frequency | null): 'month' | 'quarter' | 'year' {
  if (every === null) return 'month'
  return every === 'month' || every === 'quarter' ? every : 'year'
}

/** @param month counted from January as 1, and on beyond the year at both ends */
function lastDayOf(year: number, month: number): Day {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}
