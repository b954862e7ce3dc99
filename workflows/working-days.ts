import { addDays, type Day, mondayOf } from './calendar.ts'

/**
 * Days that the bank holiday rules for England and Wales alone would miss or misplace: holidays proclaimed
 * once, and regular ones moved. Source: the government's published list at gov.uk/bank-holidays.
 */
const proclaimed: readonly Day[] = ['2020-05-08', '2022-06-02', '2022-06-03', '2022-09-19', '2023-05-08']
const withdrawn: readonly Day[] = ['2020-05-04', '2022-05-30']

/** Whether offices work on this day: Monday to Friday and no bank holiday in England and Wales. */
export function isWorkingDay(day: Day): boolean {
  return Temporal.PlainDate.from(day).dayOfWeek <= 5 && !bankHolidays(yearOf(day)).has(day)
}

/** The day itself when it is a working day, otherwise the first working day after it. */
export function workingDayFrom(day: Day): Day {
  let candidate = day
  while (!isWorkingDay(candidate)) candidate = addDays(candidate, 1)
  return candidate
}

/** Working days after `from`, up to and including `to`; 0 when `to` is not after `from`. */
export function workingDaysBetween(from: Day, to: Day): number {
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day)) count++
  return count
}

const known = new Map<number, ReadonlySet<Day>>()

/**
 * The bank holidays of a year in England and Wales, with substitutes for those that fall on a weekend
 * (Banking and Financial Dealings Act 1971, schedule 1, and the yearly proclamations).
 */
export function bankHolidays(year: number): ReadonlySet<Day> {
  const cached = known.get(year)
  if (cached) return cached
  const days = new Set([
    weekdayFrom(`${year}-01-01`),
    addDays(easterSunday(year), -2),
    addDays(easterSunday(year), 1),
    firstMonday(year, 5),
    mondayOf(`${year}-05-31`),
    mondayOf(`${year}-08-31`),
    ...christmas(year),
    ...proclaimed.filter((day) => yearOf(day) === year),
  ])
  for (const day of withdrawn) days.delete(day)
  known.set(year, days)
  return days
}

/** Christmas Day and Boxing Day, or the weekdays given in their stead, by the weekday of the 25th. */
function christmas(year: number): Day[] {
  const days: Record<number, [number, number]> = { 5: [25, 28], 6: [27, 28], 7: [26, 27] }
  const [first, second] = days[Temporal.PlainDate.from(`${year}-12-25`).dayOfWeek] ?? [25, 26]
  return [`${year}-12-${first}`, `${year}-12-${second}`]
}

function weekdayFrom(day: Day): Day {
  const weekday = Temporal.PlainDate.from(day).dayOfWeek
  return weekday > 5 ? addDays(day, 8 - weekday) : day
}

function firstMonday(year: number, month: number): Day {
  const first = `${year}-${String(month).padStart(2, '0')}-01`
  const monday = mondayOf(first)
  return monday === first ? first : addDays(monday, 7)
}

/** Easter Sunday of a year in the Gregorian calendar, by the anonymous computus published in Nature, 1876. */
function easterSunday(year: number): Day {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const inCentury = year % 100
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7
  const shift = Math.floor((golden + 11 * epact + 22 * weekday) / 451)
  const month = Math.floor((epact + weekday - 7 * shift + 114) / 31)
  const day = ((epact + weekday - 7 * shift + 114) % 31) + 1
  return Temporal.PlainDate.from({ year, month, day }).toString()
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4))
}
