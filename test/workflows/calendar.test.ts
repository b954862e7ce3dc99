import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  dayInWords,
  daysBetween,
  endOfLondonDay,
  isDay,
  londonDay,
  londonHour,
  mondayOf,
  weekdayOf,
} from '#workflows/calendar/calendar.ts'
import { workingDaysBetween } from '#workflows/calendar/working-days.ts'

const anyDay = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const days = fc.integer({ min: -100_000, max: 100_000 })

describe('a day', () => {
  test.each([
    ['2026-11-23', true],
    ['2024-02-29', true],
    ['1900-01-01', true],
    ['1899-12-31', false],
    ['0206-02-03', false],
    ['2026-02-29', false],
    ['2026-02-30', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-1-2', false],
    ['2026-11-23T10:00:00Z', false],
    ['20261123', false],
    ['+002026-11-23', false],
    ['tomorrow', false],
    ['', false],
  ])('%s is one: %s', (text, is) => {
    expect(isDay(text)).toBe(is)
  })

  test('is reckoned as the calendar does', () => {
    fc.assert(
      fc.property(anyDay, days, (day, by) => {
        const date = Temporal.PlainDate.from(day)
        expect(addDays(day, by)).toBe(date.add({ days: by }).toString())
        expect(daysBetween(day, addDays(day, by))).toBe(by)
        expect(weekdayOf(day)).toBe(date.dayOfWeek)
        expect(mondayOf(day)).toBe(date.subtract({ days: date.dayOfWeek - 1 }).toString())
        expect(isDay(day)).toBe(true)
      }),
    )
  })

  test('is London’s, summer and winter', () => {
    expect(londonDay('2026-07-01T22:59:59.999Z')).toBe('2026-07-01')
    expect(londonDay('2026-07-01T23:00:00.000Z')).toBe('2026-07-02')
    expect(londonDay(new Date('2026-12-01T23:59:59.999Z'))).toBe('2026-12-01')
    expect(endOfLondonDay('2026-07-01')).toBe('2026-07-01T22:59:59.999Z')
    expect(endOfLondonDay('2026-12-01')).toBe('2026-12-01T23:59:59.999Z')
    expect(londonHour('2026-07-01', 8)).toBe('2026-07-01T07:00:00.000Z')
    expect(londonHour('2026-12-01', 8)).toBe('2026-12-01T08:00:00.000Z')
  })

  test('is read as people write it', () => {
    expect(dayInWords('2018-05-14')).toBe('14 May 2018')
  })
})

test('working days are counted for the year of each day, over new year', () => {
  expect(workingDaysBetween('2026-12-24', '2027-01-05')).toBe(5)
  expect(workingDaysBetween('2026-12-30', '2027-01-05', 'scotland')).toBe(2)
})
