import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day, daysBetween, weekdayOf } from '#workflows/calendar/calendar.ts'
import { isWorkingDay } from '#workflows/calendar/working-days.ts'
import {
  type MeetingSeries,
  seriesDays,
  seriesPlaces,
  seriesWeekdays,
  titleInSeries,
} from '#workflows/meeting/series.ts'

const monthly = { everyMonths: 1, times: 3 }
const held = (series: MeetingSeries) => seriesDays(series, 'englandAndWales').map(({ heldOn }) => heldOn)

test.each<[string, MeetingSeries, Day[]]>([
  [
    'the second Tuesday of every month',
    { place: 'second', weekday: 'tuesday', fromOn: '2026-12-01', ...monthly },
    ['2026-12-08', '2027-01-12', '2027-02-09'],
  ],
  [
    'from the next month on, where that of this month is gone by',
    { place: 'second', weekday: 'tuesday', fromOn: '2026-12-09', ...monthly },
    ['2027-01-12', '2027-02-09', '2027-03-09'],
  ],
  [
    'on the very day from which it begins',
    { place: 'first', weekday: 'friday', fromOn: '2027-01-01', everyMonths: 1, times: 2 },
    // New Year's Day is a bank holiday.
    ['2027-01-04', '2027-02-05'],
  ],
  [
    'the last Monday, which in May and August is a bank holiday',
    { place: 'last', weekday: 'monday', fromOn: '2027-05-01', everyMonths: 3, times: 2 },
    ['2027-06-01', '2027-08-31'],
  ],
  [
    'every third month over the end of a year',
    { place: 'fourth', weekday: 'thursday', fromOn: '2026-11-01', everyMonths: 3, times: 2 },
    ['2026-11-26', '2027-02-25'],
  ],
])('a board sits on %s', (_, series, days) => {
  expect(held(series)).toEqual(days)
})

test('a day that was moved off a bank holiday says from which', () => {
  const series = {
    place: 'first',
    weekday: 'friday',
    fromOn: '2027-01-01',
    everyMonths: 1,
    times: 1,
  } as const
  expect(seriesDays(series, 'englandAndWales')).toEqual([{ heldOn: '2027-01-04', movedFrom: '2027-01-01' }])
})

test('a meeting of a series is named after its month', () => {
  expect(titleInSeries('Improvement board', '2026-12-08')).toBe('Improvement board, December 2026')
})

test('whatever the series, its days are working days in order, none before it begins, each on its weekday unless moved', () => {
  const series = fc.record({
    place: fc.constantFrom(...seriesPlaces),
    weekday: fc.constantFrom(...seriesWeekdays),
    fromOn: fc.integer({ min: 0, max: 3_000 }).map((days) => addDays('2025-01-01', days)),
    everyMonths: fc.integer({ min: 1, max: 12 }),
    times: fc.integer({ min: 1, max: 24 }),
  })
  fc.assert(
    fc.property(series, (each) => {
      const days = seriesDays(each, 'englandAndWales')
      expect(days).toHaveLength(each.times)
      for (const [at, { heldOn, movedFrom }] of days.entries()) {
        expect(isWorkingDay(heldOn)).toBe(true)
        expect(weekdayOf(movedFrom ?? heldOn)).toBe(seriesWeekdays.indexOf(each.weekday) + 1)
        expect(heldOn >= each.fromOn).toBe(true)
        const next = days[at + 1]
        if (next) expect(heldOn < next.heldOn).toBe(true)
      }
      expect(daysBetween(each.fromOn, days[0]?.heldOn ?? '')).toBeLessThan(70)
    }),
  )
})
