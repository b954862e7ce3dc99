import { describe, expect, test } from 'vitest'
import { chanceOf } from '#test/support/random.ts'
import { addDays, type Day, daysBetween } from '#workflows/calendar/calendar.ts'
import { isWorkingDay } from '#workflows/calendar/working-days.ts'
import { days as anyDays } from '#workflows/limits.ts'
import { farDaysFault } from '#workflows/plan/plan-days.ts'
import { moveDue, moveEnd, moveStart, moveWindow, shiftBetween } from '#workflows/plan/plan-shift.ts'

const TODAY = '2026-11-23'
const isLast = (day: Day) => addDays(day, 1).endsWith('-01')
const monthsOf = (first: Day, last: Day) => {
  const [from, until] = [first, addDays(last, 1)].map((day) => day.split('-').map(Number)) as [
    number[],
    number[],
  ]
  return [
    ((until[0] ?? 0) - (from[0] ?? 0)) * 12 + (until[1] ?? 0) - (from[1] ?? 0),
    (until[2] ?? 0) - (from[2] ?? 0),
  ]
}

test.each([
  ['2026-04-01', '2027-04-01', { months: 12, days: 0 }],
  ['2026-04-01', '2027-01-01', { months: 9, days: 0 }],
  ['2026-04-01', '2026-04-18', { months: 0, days: 17 }],
  ['2026-04-01', '2027-05-15', { months: 13, days: 14 }],
  ['2026-01-31', '2026-02-28', { months: 1, days: 0 }],
  ['2027-04-01', '2026-04-01', { months: -12, days: 0 }],
  ['2027-04-10', '2027-04-01', { months: 0, days: -9 }],
  ['2027-04-18', '2026-06-01', { months: -10, days: -17 }],
  ['2027-03-05', '2027-01-30', { months: 0, days: -34 }],
  ['2027-03-05', '2026-01-30', { months: -12, days: -34 }],
])('the shift from %s to %s is %j', (from, to, shift) => {
  expect(shiftBetween(from, to)).toEqual(shift)
  expect(moveStart(from, shift)).toBe(to)
})

test.each([
  ['an end of a month stays one', '2026-06-30', { months: 2, days: 0 }, '2026-08-31'],
  ['so does that of February', '2027-02-28', { months: 12, days: 0 }, '2028-02-29'],
  ['and into February', '2026-12-31', { months: 2, days: 0 }, '2027-02-28'],
  ['a day within keeps its number', '2026-06-15', { months: 8, days: 0 }, '2027-02-15'],
  ['days come after months', '2026-06-30', { months: 1, days: 17 }, '2026-08-17'],
])('%s', (_what, day, shift, moved) => {
  expect(moveEnd(day, shift)).toBe(moved)
})

test.each([
  ['a Saturday becomes the Friday before', '2027-03-30', { months: 4, days: 1 }, null, '2027-07-30'],
  ['Boxing Day the working day before Christmas', '2026-11-26', { months: 1, days: 0 }, null, '2026-12-24'],
  ['a working day stays', '2026-11-23', { months: 1, days: 0 }, null, '2026-12-23'],
  ['never before it starts', '2026-11-26', { months: 1, days: 0 }, '2026-12-26', '2026-12-26'],
] as const)('what is due: %s', (_what, day, shift, notBefore, due) => {
  expect(moveDue(day, shift, 'englandAndWales', { notBefore })).toBe(due)
})

test.each([
  // 2 and 3 January 2027 are a weekend, 1 January is a bank holiday.
  [
    'the next working day where the one before lies before its window',
    '2027-01-01',
    '2027-12-31',
    '2027-01-04',
  ],
  ['itself where its window has no working day', '2027-01-01', '2027-01-03', '2027-01-02'],
  ['the working day before where that lies in its window', '2026-12-01', '2027-12-31', '2026-12-31'],
])('what is due within a window: %s', (_what, firstOn, lastOn, due) => {
  const shift = { months: 1, days: 0 }
  expect(moveDue('2026-12-02', shift, 'englandAndWales', { within: { firstOn, lastOn } })).toBe(due)
})

test('a window of the last days of January is moved into February in order', () => {
  const moved = moveWindow({ firstOn: '2027-01-29', lastOn: '2027-01-30' }, { months: 1, days: 0 })
  expect(moved).toEqual({ firstOn: '2027-02-28', lastOn: '2027-02-28' })
})

test.each([
  ['no day', [null, undefined], false],
  ['the first and the last day of all', [anyDays.first, null, anyDays.last], false],
  ['one before the first', [TODAY, addDays(anyDays.first, -1)], true],
  ['one after the last', [addDays(anyDays.last, 1), TODAY], true],
])('days are not moved beyond those that a field takes: %s', (_what, moved, isFar) => {
  expect(farDaysFault(moved) !== null).toBe(isFar)
})

describe('for any plan and any first day', () => {
  const chance = chanceOf(20_261_129)
  const anyDay = () => addDays('2024-01-01', chance.below(3_650))
  const cases = Array.from({ length: 2_000 }, () => ({
    from: anyDay(),
    to: anyDay(),
    a: anyDay(),
    b: anyDay(),
  }))
  const monthStart = (day: Day) => `${day.slice(0, 7)}-01`

  test('days keep their order', () => {
    for (const { from, to, a, b } of cases) {
      const shift = shiftBetween(from, to)
      const [first, last] = [a, b].toSorted() as [Day, Day]
      for (const move of [moveStart, moveEnd]) expect(move(first, shift) <= move(last, shift)).toBe(true)
      expect(moveDue(first, shift, 'scotland') <= moveDue(last, shift, 'scotland')).toBe(true)
    }
  })

  test('the first day becomes the day that was asked for, and nothing that began before it begins later', () => {
    for (const { from, to, a } of cases) {
      const shift = shiftBetween(from, to)
      expect([from, to, moveStart(from, shift)]).toEqual([from, to, to])
      if (a <= from) expect(moveStart(a, shift) <= to).toBe(true)
    }
  })

  test('no window is turned round, however short it is', () => {
    for (const { from, to, a } of cases) {
      const window = { firstOn: a, lastOn: addDays(a, chance.below(4)) }
      const { firstOn, lastOn } = moveWindow(window, shiftBetween(from, to))
      expect([from, to, window, firstOn <= lastOn]).toEqual([from, to, window, true])
    }
  })

  test('what was due in its window still is, and in order, on a working day where the window has one', () => {
    for (const { from, to, a } of cases) {
      const window = { firstOn: a, lastOn: addDays(a, chance.below(40)) }
      const shift = shiftBetween(from, to)
      const within = moveWindow(window, shift)
      const days = Array.from({ length: daysBetween(within.firstOn, within.lastOn) + 1 }, (_, at) =>
        addDays(within.firstOn, at),
      )
      const hasWork = days.some((day) => isWorkingDay(day, 'scotland'))
      let last = within.firstOn
      for (let day = window.firstOn; day <= window.lastOn; day = addDays(day, 1)) {
        const due = moveDue(day, shift, 'scotland', { within })
        expect([day, due >= last && due <= within.lastOn]).toEqual([day, true])
        expect([day, isWorkingDay(due, 'scotland') || !hasWork]).toEqual([day, true])
        last = due
      }
    }
  })

  test('windows that follow one another still do, and keep their lengths in months', () => {
    for (const { to, a, b } of cases) {
      const [first, next] = [a, b].map(monthStart).toSorted() as [Day, Day]
      if (first === next) continue
      const shift = shiftBetween(first, to)
      const last = addDays(next, -1)
      expect(addDays(moveEnd(last, shift), 1)).toBe(moveStart(next, shift))
      // To an earlier day that is no beginning of a month, a window may be a day longer or shorter.
      if (shift.days >= 0 && shift.days < 28)
        expect(monthsOf(moveStart(first, shift), moveEnd(last, shift))).toEqual(monthsOf(first, last))
    }
  })

  test('by whole months, the last day of a month becomes the last of another', () => {
    for (const { from, to, a } of cases) {
      const { months } = shiftBetween(from, to)
      const last = addDays(monthStart(a), -1)
      expect(isLast(moveEnd(last, { months, days: 0 }))).toBe(true)
    }
  })

  test('what is due is due on a working day, within ten days of where it was moved to', () => {
    for (const { from, to, a } of cases) {
      const shift = shiftBetween(from, to)
      const due = moveDue(a, shift, 'northernIreland')
      expect(isWorkingDay(due, 'northernIreland')).toBe(true)
      expect(daysBetween(due, moveEnd(a, shift))).toBeLessThan(10)
    }
  })

  test('what begins and ends with months comes back by the shift back, from any later day and any other month', () => {
    for (const { from, to, a } of cases) {
      const first = monthStart(from)
      const later = monthStart(to) > first
      const other = addDays(monthStart(to), later ? chance.below(28) : 0)
      const [there, back] = [shiftBetween(first, other), shiftBetween(other, first)]
      const day = monthStart(a)
      expect(moveStart(moveStart(day, there), back)).toBe(day)
      const last = addDays(day, -1)
      expect(moveEnd(moveEnd(last, there), back)).toBe(last)
    }
  })
})
