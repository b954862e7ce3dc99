import { describe, expect, test } from 'vitest'
import { bankHolidays, type Region, regions } from '#workflows/calendar/bank-holidays.ts'
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
