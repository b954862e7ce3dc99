import { isDay } from '#workflows/calendar/calendar.ts'
import { isFarDay } from '#workflows/limits.ts'

/** The three boxes of a date input, as they were typed. */
export type DayParts = { day: string; month: string; year: string }

/**
 * A day from what was typed into the boxes of a date input: `YYYY-MM-DD`, or null where it is none. A month may be a
 * number, a name or the beginning of one; a whole day that was pasted into the first box counts, whatever stands in the
 * others from before: day before month as the boxes stand, or as `2027-03-27`.
 */
export function dayOfParts(typed: DayParts): string | null {
  const { day, month, year } = apart(typed)
  // Filled up with noughts, a part that is left empty would make a day before all others.
  if (day === '' || month === '' || year === '') return null
  const iso = `${year.padStart(4, '0')}-${monthOf(month).padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(iso) || isFarDay(iso) ? iso : null
}

function apart({ day, month, year }: DayParts): DayParts {
  const own = { day: withoutEnding(day.trim()), month: month.trim(), year: year.trim() }
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(day.trim())
  if (iso) return { day: iso[3] ?? '', month: iso[2] ?? '', year: iso[1] ?? '' }
  const [, first, second, third] = whole.exec(day.trim()) ?? []
  return first === undefined ? own : { day: first, month: second ?? '', year: third ?? '' }
}

// A weekday before it is how calendars and letters write a day: 'Saturday, 27 March 2027'.
const whole =
  /^(?:[a-z]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s./-]+(\d{1,2}|[a-z]{3,9})\.?,?[\s./-]+(\d{4})$/i

function withoutEnding(day: string): string {
  return day.replace(/^(\d{1,2})(st|nd|rd|th)$/i, '$1')
}

function monthOf(typed: string): string {
  const number = monthNumber(typed.replace(/\.$/, ''))
  return number === null ? typed : String(number)
}

/** The number of a month by its name or the first letters of it, three at least; null for anything else. */
export function monthNumber(name: string): number | null {
  const letters = name.toLowerCase()
  const at = letters.length < 3 ? -1 : months.findIndex((month) => month.startsWith(letters))
  return at < 0 ? null : at + 1
}

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
