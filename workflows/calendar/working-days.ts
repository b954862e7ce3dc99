import { bankHolidays, type Region } from './bank-holidays.ts'
import { addDays, type Day, weekdayOf } from './calendar.ts'

/** Whether offices work on this day: Monday to Friday and no bank holiday there; England and Wales unless told. */
export function isWorkingDay(day: Day, region: Region = 'englandAndWales'): boolean {
  return weekdayOf(day) <= 5 && !bankHolidays(Number(day.slice(0, 4)), region).has(day)
}

/** The day itself when it is a working day, otherwise the first working day after it. */
export function workingDayFrom(day: Day, region?: Region): Day {
  let candidate = day
  while (!isWorkingDay(candidate, region)) candidate = addDays(candidate, 1)
  return candidate
}

/** Working days after `from`, up to and including `to`; 0 when `to` is not after `from`. */
export function workingDaysBetween(from: Day, to: Day, region?: Region): number {
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day, region)) count++
  return count
}

/** The day itself when it is a working day, otherwise the last working day before it. */
export function workingDayUpTo(day: Day, region?: Region): Day {
  let candidate = day
  while (!isWorkingDay(candidate, region)) candidate = addDays(candidate, -1)
  return candidate
}

/** The working day that comes so many working days after `from`, which does not count itself; `from` for none. */
export function workingDayAfter(from: Day, days: number, region?: Region): Day {
  let day = from
  for (let left = days; left > 0; left--) day = workingDayFrom(addDays(day, 1), region)
  return day
}
