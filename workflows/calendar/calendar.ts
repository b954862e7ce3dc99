import { Temporal } from 'temporal-polyfill'
import { days } from '#workflows/limits.ts'

/**
 * A calendar day in Europe/London, written `YYYY-MM-DD`: days compare as strings. Days are reckoned as midnights in
 * UTC, where each has 24 hours; only what has to do with clocks in London needs Temporal.
 */
export type Day = string

/** A moment in UTC, written as ISO 8601 with `Z`. */
export type Instant = string

export const LONDON = 'Europe/London'

/**
 * The London day on which a moment falls.
 * @param instant a moment, as an ISO string or a Date
 */
export function londonDay(instant: Instant | Date): Day {
  return toInstant(instant).toZonedDateTimeISO(LONDON).toPlainDate().toString()
}

const DAY_MS = 86_400_000

/** The day `days` calendar days after `day` (before it when negative). */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Calendar days from `from` to `to`: positive when `to` is later. */
export function daysBetween(from: Day, to: Day): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS
}

/** The day of the week: 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(day).getUTCDay() || 7
}

/** Whether the text is a day that exists, from 1900 on: `2026-02-30` is not, nor is `0206-02-03`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < days.first) return false
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}

/** The Monday of the week in which `day` lies. Weeks are named by their Monday. */
export function mondayOf(day: Day): Day {
  return addDays(day, 1 - weekdayOf(day))
}

/** The moment at which London clocks show `hour`:00 on `day`. */
export function londonHour(day: Day, hour: number): Instant {
  const at = Temporal.PlainDate.from(day).toZonedDateTime({
    timeZone: LONDON,
    plainTime: Temporal.PlainTime.from({ hour }),
  })
  return at.toInstant().toString({ smallestUnit: 'millisecond' })
}

/** What the clocks of London show at a moment: '2026-07-12T09:15:00'. */
export function londonClock(instant: Instant): string {
  return toInstant(instant).toZonedDateTimeISO(LONDON).toPlainDateTime().toString({ smallestUnit: 'second' })
}

/** The last moment of a London day: what had happened by then is the state 'as at' that day. */
export function endOfLondonDay(day: Day): Instant {
  const next = Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime({ timeZone: LONDON })
  return next.toInstant().subtract({ milliseconds: 1 }).toString({ smallestUnit: 'millisecond' })
}

// Made once: to make it takes ten times as long as to use it, and a page may show hundreds of days.
/** A day as people read it: '14 May 2018'. A page may show hundreds, and asking the locale each time would cost dear. */
export function dayInWords(day: Day): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${date} ${monthNames[(month ?? 1) - 1]} ${year}`
}

/** The names of the months, from January on. */
export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

function toInstant(instant: Instant | Date): Temporal.Instant {
  return typeof instant === 'string'
    ? Temporal.Instant.from(instant)
    : Temporal.Instant.fromEpochMilliseconds(instant.getTime())
}
