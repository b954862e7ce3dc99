import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#workflows/calendar/calendar.ts'
import { type DayParts, dayOfParts } from '#workflows/calendar/day-parts.ts'

const boxes = (day: string, month = '', year = ''): DayParts => ({ day, month, year })

test.each([
  ['in figures', boxes('27', '3', '2027')],
  ['with noughts before', boxes('27', '03', '2027')],
  ['with a month by its name', boxes('27', 'March', '2027')],
  ['with the beginning of it', boxes('27', 'mar', '2027')],
  ['with a point', boxes('27', 'Mar.', '2027')],
  ['with an ending', boxes('27th', 'MARCH', '2027')],
  ['with space around', boxes(' 27 ', ' march ', ' 2027 ')],
  ['pasted in figures', boxes('27 3 2027')],
  ['pasted in words', boxes('27 March 2027')],
  ['pasted from a letter', boxes('Saturday, 27th of March 2027')],
  ['pasted with strokes', boxes('27/03/2027')],
  ['pasted with points', boxes('27.3.2027')],
  ['pasted with dashes', boxes('27-Mar-2027')],
  ['pasted as programs write it', boxes('2027-03-27')],
])('a day is read as it was typed: %s', (_how, typed) => {
  expect(dayOfParts(typed)).toBe('2027-03-27')
})

test.each([
  ['nothing', boxes('')],
  ['a day that is none', boxes('31', '2', '2027')],
  ['a month of two letters', boxes('27', 'ma', '2027')],
  ['no month', boxes('27', 'Marchember', '2027')],
  ['month before day', boxes('March 27 2027')],
  ['figures with two for the year', boxes('27/3/27')],
  ['more than a day', boxes('27 March 2027 at noon')],
])('is none: %s', (_what, typed) => {
  expect(dayOfParts(typed)).toBeNull()
})

test('is the whole day in the first box, whatever the form had filled into the others', () => {
  expect(dayOfParts(boxes('27 3 2027', '1', '2027'))).toBe('2027-03-27')
  expect(dayOfParts(boxes('27 March 2027', '4', '2028'))).toBe('2027-03-27')
})

test('every day is read as it is said in words', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60_000 }), (days) => {
      const day = addDays('1950-01-01', days)
      const words = new Date(`${day}T12:00:00Z`).toLocaleDateString('en-GB', { dateStyle: 'full' })
      expect(dayOfParts(boxes(words))).toBe(day)
    }),
  )
})
