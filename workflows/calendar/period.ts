import { type Day, dayInWords } from './calendar.ts'

/** The first and the last day of a month, a quarter or a year. */
export type Period = { from: Day; to: Day }

/** A month or several in words: 'October 2026', 'August 2026 to October 2026'. */
export function periodInWords({ from, to }: Period): string {
  const month = (day: Day) => dayInWords(day).replace(/^\d+ /, '')
  return month(from) === month(to) ? month(to) : `${month(from)} to ${month(to)}`
}
