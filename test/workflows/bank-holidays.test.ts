import { describe, expect, test } from 'vitest'
import { bankHolidays, type Region, regions } from '#workflows/calendar/bank-holidays.ts'
import { addDays, weekdayOf } from '#workflows/calendar/calendar.ts'
import { isWorkingDay, workingDayFrom, workingDaysBetween } from '#workflows/calendar/working-days.ts'

/** As the government published them: month and day, by year. */
const published: Record<Region, Record<number, string>> = {
  englandAndWales: {
    2019: '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26',
    2020: '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28',
    2021: '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28',
    2022: '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27',
    2023: '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26',
    2024: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
    2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
    2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
    2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
  },
  scotland: {
    2017: '01-02 01-03 04-14 05-01 05-29 08-07 11-30 12-25 12-26',
    2019: '01-01 01-02 04-19 05-06 05-27 08-05 12-02 12-25 12-26',
    2021: '01-01 01-04 04-02 05-03 05-31 08-02 11-30 12-27 12-28',
    2022: '01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27',
    2023: '01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26',
    2026: '01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28',
  },
  northernIreland: {
    2018: '01-01 03-19 03-30 04-02 05-07 05-28 07-12 08-27 12-25 12-26',
    2019: '01-01 03-18 04-19 04-22 05-06 05-27 07-12 08-26 12-25 12-26',
    2020: '01-01 03-17 04-10 04-13 05-08 05-25 07-13 08-31 12-25 12-28',
    2022: '01-03 03-17 04-15 04-18 05-02 06-02 06-03 07-12 08-29 09-19 12-26 12-27',
  },
}

describe('bank holidays are those that were published', () => {
  test.each(
    regions.flatMap((region) =>
      Object.keys(published[region]).map((year) => [region, Number(year)] as const),
    ),
  )('%s in %i', (region, year) => {
    const days = [...bankHolidays(year, region)].toSorted().map((day) => day.slice(5))
    expect(days.join(' ')).toBe(published[region][year])
  })
})

/** Easter Sunday as the tables of the Gregorian calendar give it: the Sunday after the full moon of spring. */
function easterByTables(year: number): string {
  const golden = (year % 19) + 1
  const century = Math.floor(year / 100) + 1
  const leapYearsLeftOut = Math.floor((3 * century) / 4) - 12
  const moonCorrection = Math.floor((8 * century + 5) / 25) - 5
  const epact = (((11 * golden + 20 + moonCorrection - leapYearsLeftOut) % 30) + 30) % 30
  const inOrder = epact === 24 || (epact === 25 && golden > 11) ? epact + 1 : epact
  const moon = 44 - inOrder < 21 ? 74 - inOrder : 44 - inOrder
  const fullMoon = addDays(`${year}-03-01`, moon - 1)
  return addDays(fullMoon, 8 - (weekdayOf(fullMoon) % 7) - 1)
}

test('Good Friday and Easter Monday lie around the Sunday of the calendar’s own tables, in every year', () => {
  const wrong = Array.from({ length: 3_000 }, (_, at) => 1900 + at).filter((year) => {
    const easter = easterByTables(year)
    const days = bankHolidays(year, 'northernIreland')
    return !days.has(addDays(easter, -2)) || !days.has(addDays(easter, 1))
  })
  expect(wrong).toEqual([])
})

test('each year has as many as its region keeps, all of them Monday to Friday, but for those proclaimed', () => {
  const usual: Record<Region, number> = { englandAndWales: 8, scotland: 9, northernIreland: 10 }
  const special = [2022, 2023, 2026]
  for (const region of regions)
    for (let year = 1980; year < 2080; year += 1) {
      const days = [...bankHolidays(year, region)]
      expect(days.filter((day) => weekdayOf(day) > 5)).toEqual([])
      if (!special.includes(year)) expect([region, year, days.length]).toEqual([region, year, usual[region]])
    }
})

test('they differ by region: Easter Monday is worked in Scotland, St Andrew’s day elsewhere', () => {
  expect(isWorkingDay('2026-04-06')).toBe(false)
  expect(isWorkingDay('2026-04-06', 'scotland')).toBe(true)
  expect(isWorkingDay('2026-11-30')).toBe(true)
  expect(workingDayFrom('2026-11-30', 'scotland')).toBe('2026-12-01')
})

test('working days are counted after the first day and up to the last, without weekends and holidays', () => {
  expect(workingDaysBetween('2026-12-24', '2026-12-24')).toBe(0)
  expect(workingDaysBetween('2026-12-24', '2026-12-29')).toBe(1)
  expect(workingDaysBetween('2026-11-02', '2026-11-09')).toBe(5)
  expect(workingDaysBetween('2026-11-09', '2026-11-02')).toBe(0)
})
