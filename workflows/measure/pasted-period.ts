import { type Day, isDay } from '#workflows/calendar/calendar.ts'
import { dayOfParts, monthNumber } from '#workflows/calendar/day-parts.ts'

/**
 * The period that a heading or a cell names, as its first and last day: 'Oct 2026', 'October-26', '10/2026',
 * '31/10/2026' (the day first), 'Q2 2026/27' (of the year from April), '2026/27'. Null for a text that names none.
 */
export function periodNamed(text: string): { from: Day; to: Day } | null {
  const typed = text.trim()
  const day = dayOfParts({ day: typed, month: '', year: '' })
  if (day !== null) return { from: day, to: day }
  return monthNamed(typed) ?? quarterNamed(typed) ?? yearNamed(typed)
}

/** Whether a text is a month without its year: 'Oct', 'October'. */
export const isMonthAlone = (text: string): boolean => monthNumber(text.trim().replace(/\.$/, '')) !== null

/** The periods that are told in the words of a title: of 'Scorecard, September 2026' the month. Days are none of it. */
export function periodsIn(text: string): string[] {
  const told = text.match(
    /(?<!\d(?:st|nd|rd|th)?\s)\b[a-z]{3,9}\s+\d{4}\b|\bq[1-4]\s+\d{4}\s?[/-]\s?\d{2,4}\b/gi,
  )
  return (told ?? []).filter((each) => periodNamed(each) !== null)
}

function monthNamed(typed: string) {
  const [, name = '', year = ''] = /^([a-z]{3,9})\.?[\s'’-]*(\d{4}|\d{2})$/i.exec(typed) ?? []
  const [, number, ofYear = ''] = /^(\d{1,2})[/-](\d{4})$/.exec(typed) ?? []
  const month = number === undefined ? monthNumber(name) : Number(number)
  if (month === null || month < 1 || month > 12) return null
  return months(whole(number === undefined ? year : ofYear), month, 1)
}

/** Of a financial year, which is written with both of its years: the quarter of one year alone could be either. */
function quarterNamed(typed: string) {
  const [, quarter, year, next] = /^q([1-4])\s+(\d{4})\s?[/-]\s?(\d{2}|\d{4})$/i.exec(typed) ?? []
  if (quarter === undefined || !follows(year, next)) return null
  return months(Number(year), 4 + (Number(quarter) - 1) * 3, 3)
}

function yearNamed(typed: string) {
  const [, year, next] = /^(\d{4})\s?[/-]\s?(\d{2}|\d{4})$/.exec(typed) ?? []
  return year === undefined || !follows(year, next) ? null : months(Number(year), 4, 12)
}

const follows = (year?: string, next?: string): boolean =>
  Number(next?.slice(-2)) === (Number(year) + 1) % 100

const whole = (year: string): number => (year.length === 2 ? 2000 + Number(year) : Number(year))

/** So many months from the first of one on; months beyond December are of the next year. */
function months(year: number, first: number, count: number) {
  const of = (month: number, day: number) => new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10)
  const [from, to] = [of(first - 1, 1), of(first - 1 + count, 0)]
  return isDay(from) && isDay(to) ? { from, to } : null
}
