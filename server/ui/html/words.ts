import { Temporal } from 'temporal-polyfill'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import { dayInWords as day, LONDON, weekdayOf } from '#workflows/calendar/calendar.ts'
import { count } from '#workflows/words.ts'

export { dayInWords as day, monthNames } from '#workflows/calendar/calendar.ts'

/** A day with its weekday: 'Monday 14 May 2018'. */
export function weekday(value: Day): string {
  return `${weekdays[weekdayOf(value) - 1]} ${day(value)}`
}

/** A moment as people in London read it: '14 May 2018 at 9:02am', '14 May 2018 at midday'. */
export function moment(value: Instant | Date): string {
  const at = zoned(value)
  return `${day(at.toPlainDate().toString())} at ${clock(at.hour, at.minute)}`
}

/** How late something is, from the days past its due date: '16 days late', 'due today', 'due in 5 days'. */
export function daysLate(days: number): string {
  if (days > 0) return `${count(days, 'day')} late`
  if (days === 0) return 'due today'
  return days === -1 ? 'due tomorrow' : `due in ${count(-days, 'day')}`
}

/**
 * The id of what a reference names on its page: 'P1' as it stands, 'P1 a' as 'P1_20_a'. An id holds no space, and
 * two references never share one.
 */
export function anchor(ref: string): string {
  return ref.replace(/[^A-Za-z0-9.-]/gu, (sign) => `_${sign.codePointAt(0)?.toString(16)}_`)
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

function zoned(value: Instant | Date): Temporal.ZonedDateTime {
  const instant =
    typeof value === 'string'
      ? Temporal.Instant.from(value)
      : Temporal.Instant.fromEpochMilliseconds(value.getTime())
  return instant.toZonedDateTimeISO(LONDON)
}

function clock(hour: number, minute: number): string {
  if (minute === 0 && hour % 12 === 0) return hour === 0 ? 'midnight' : 'midday'
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`
  return `${hour % 12 || 12}${minutes}${hour < 12 ? 'am' : 'pm'}`
}
