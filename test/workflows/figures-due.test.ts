import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '#workflows/calendar/calendar.ts'
import {
  dayCounted,
  figuresOwed,
  type Frequency,
  frequencies,
  lastEnded,
  mostOwed,
  periodEnd,
  periodOf,
  precisionOf,
  type Supply,
  withDueFrom,
} from '#workflows/measure/figures-due.ts'

const monthly: Supply = { every: 'month', dueFromOn: '2026-01-15', dueAfterDays: 14 }

const anyDay = fc.integer({ min: 0, max: 20_000 }).map((number) => addDays('1990-01-01', number))

describe('figures due', () => {
  it.each([
    ['month', '2028-02-11', '2028-02-29', '2028-01-31'],
    ['month', '2026-12-31', '2026-12-31', '2026-11-30'],
    ['month', '2026-01-01', '2026-01-31', '2025-12-31'],
    ['quarter', '2026-04-01', '2026-06-30', '2026-03-31'],
    ['quarter', '2026-02-01', '2026-03-31', '2025-12-31'],
    ['yearToMarch', '2026-03-31', '2026-03-31', '2025-03-31'],
    ['yearToMarch', '2026-04-01', '2027-03-31', '2026-03-31'],
    ['yearToAugust', '2026-09-01', '2027-08-31', '2026-08-31'],
    ['yearToDecember', '2026-09-01', '2026-12-31', '2025-12-31'],
  ] as const)('a %s with %s in it ends on %s, after the one that ended on %s', (every, day, end, before) => {
    expect(periodEnd(every, day)).toBe(end)
    expect(lastEnded(every, day)).toBe(before)
  })

  it.each<[Frequency, months: number, endsIn: number]>([
    ['month', 1, 0],
    ['quarter', 3, 0],
    ['yearToMarch', 12, 3],
    ['yearToAugust', 12, 8],
    ['yearToDecember', 12, 0],
  ])(
    'every day lies in one %s, of %i whole months, which follows the one before it',
    (every, length, endsIn) => {
      const monthOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
      fc.assert(
        fc.property(anyDay, (day) => {
          const { from, to } = periodOf(every, day)
          expect([from <= day, day <= to]).toEqual([true, true])
          expect([from.slice(8), addDays(to, 1).slice(8)]).toEqual(['01', '01'])
          expect(monthOf(to) - monthOf(from) + 1).toBe(length)
          expect(monthOf(to) % length).toBe(endsIn)
          expect(lastEnded(every, day)).toBe(addDays(from, -1))
        }),
      )
    },
  )

  it.each([
    ['quarter', '2026-07-22', '2026-10-13', '2026-09-30', 'twelve weeks that end in the next quarter'],
    ['quarter', '2026-07-01', '2026-09-30', '2026-09-30', 'the whole quarter'],
    ['month', '2026-10-14', '2026-11-10', '2026-10-31', 'four weeks, most of them before'],
    ['month', '2026-11-01', '2026-11-30', '2026-11-30', 'the whole month'],
    ['month', '2025-11-11', '2026-11-10', '2026-11-30', 'a rolling year'],
    ['month', null, '2026-11-10', '2026-11-30', 'a day'],
    ['yearToMarch', '2026-01-01', '2026-12-31', '2027-03-31', 'a calendar year, most of it after'],
  ] as const)(
    'a figure by the %s of %s to %s is that of the period to %s: %s',
    (every, periodStartOn, asAtOn, end, _) => {
      expect(periodEnd(every, dayCounted(every, { asAtOn, periodStartOn }))).toBe(end)
    },
  )

  it.each([
    ['month', 'month'],
    ['quarter', 'quarter'],
    ['yearToMarch', 'year'],
    ['yearToAugust', 'year'],
    ['yearToDecember', 'year'],
    [null, 'month'],
  ] as const)('a figure of each %s is known to the %s', (every, precision) => {
    expect(precisionOf(every)).toBe(precision)
  })

  it.each([
    ['from today, where none is told', { every: 'month', dueFromOn: null }, '2026-11-01'],
    ['from the day that is told', { every: 'month', dueFromOn: '2026-01-15' }, '2026-01-15'],
    ['from no day, where none are owed', { every: null, dueFromOn: null }, null],
  ] as const)('figures are due %s', (_, supply, from) => {
    expect(withDueFrom(supply, '2026-11-01').dueFromOn).toBe(from)
  })

  it.each<
    [string, Partial<Supply>, string | null, string, [periods: string[], dueOn: string, late: number] | null]
  >([
    ['nothing is owed while the month lasts', {}, '2026-09-30', '2026-10-31', null],
    [
      'on the day after, its figure is due',
      {},
      '2026-09-30',
      '2026-11-01',
      [['2026-10-31'], '2026-11-14', 0],
    ],
    ['on its day it is not late yet', {}, '2026-09-30', '2026-11-14', [['2026-10-31'], '2026-11-14', 0]],
    ['a day later it is', {}, '2026-09-30', '2026-11-15', [['2026-10-31'], '2026-11-14', 1]],
    ['a figure of any day of a month is that of the month', {}, '2026-10-05', '2026-11-20', null],
    [
      'two months are missing',
      {},
      '2026-08-31',
      '2026-11-01',
      [['2026-09-30', '2026-10-31'], '2026-10-14', 18],
    ],
    [
      'without a figure all since it was agreed',
      {},
      null,
      '2026-03-01',
      [['2026-01-31', '2026-02-28'], '2026-02-14', 15],
    ],
    [
      'what was missing before it was agreed is not owed',
      { dueFromOn: '2026-10-02' },
      '2018-05-31',
      '2026-11-01',
      [['2026-10-31'], '2026-11-14', 0],
    ],
    ['no set times, nothing owed', { every: null }, null, '2026-11-01', null],
    ['no day from which on, nothing owed', { dueFromOn: null }, null, '2026-11-01', null],
    [
      'a quarter',
      { every: 'quarter', dueAfterDays: 30 },
      '2026-06-30',
      '2026-11-01',
      [['2026-09-30'], '2026-10-30', 2],
    ],
    [
      'a year to March',
      { every: 'yearToMarch', dueAfterDays: 60 },
      '2026-03-31',
      '2027-04-01',
      [['2027-03-31'], '2027-05-30', 0],
    ],
  ])('%s', (_, change, newestOn, today, wanted) => {
    const owed = figuresOwed({ ...monthly, ...change }, newestOn, today)
    expect(owed && [owed.periods, owed.dueOn, owed.lateDays]).toEqual(wanted)
  })

  it('counts no more than three years of missing months, and says of the oldest how late it is', () => {
    const owed = figuresOwed({ ...monthly, dueFromOn: '2000-01-01' }, null, '2026-11-01')
    expect(owed?.periods).toHaveLength(mostOwed)
    expect([owed?.periods[0], owed?.periods.at(-1)]).toEqual(['2000-01-31', '2002-12-31'])
    expect(owed?.dueOn).toBe('2000-02-14')
  })

  it('is settled by a figure of the newest period that has ended, whenever that was', () => {
    fc.assert(
      fc.property(fc.constantFrom(...frequencies), anyDay, anyDay, (every, dueFromOn, today) => {
        const supply: Supply = { every, dueFromOn, dueAfterDays: 14 }
        const ended = lastEnded(every, today)
        expect(figuresOwed(supply, ended, today)).toBeNull()
        const owed = figuresOwed(supply, null, today)
        expect(owed === null).toBe(periodEnd(every, dueFromOn) >= today)
        if (owed !== null && owed.periods.length < mostOwed) expect(owed.periods.at(-1)).toBe(ended)
      }),
    )
  })
})
