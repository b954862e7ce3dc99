import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anchor, day, daysLate, moment, weekday } from '#server/ui/html/words.ts'
import { addDays, dayInWords } from '#workflows/calendar/calendar.ts'

describe('days and moments', () => {
  test('read as people write them', () => {
    expect(day('2018-05-14')).toBe('14 May 2018')
    expect(day('2018-09-01')).toBe('1 September 2018')
    expect(weekday('2018-05-14')).toBe('Monday 14 May 2018')
  })

  test('say the same as the calendar does, on any day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (n) => {
        const any = addDays('2000-01-01', n)
        expect(day(any)).toBe(dayInWords(any))
      }),
    )
  })

  test('are told by London clocks, in summer and in winter', () => {
    expect(moment('2018-05-14T08:02:00Z')).toBe('14 May 2018 at 9:02am')
    expect(moment('2018-01-14T08:02:00Z')).toBe('14 January 2018 at 8:02am')
    expect(moment(new Date('2018-05-14T23:30:00Z'))).toBe('15 May 2018 at 12:30am')
    expect(moment('2018-05-14T13:00:00Z')).toBe('14 May 2018 at 2pm')
    expect(moment('2018-05-14T11:00:00Z')).toBe('14 May 2018 at midday')
    expect(moment('2018-05-13T23:00:00Z')).toBe('14 May 2018 at midnight')
  })
})

describe('counts', () => {
  test('say how late something is with the right plural', () => {
    expect([2, 1, 0, -1, -2].map(daysLate)).toEqual([
      '2 days late',
      '1 day late',
      'due today',
      'due tomorrow',
      'due in 2 days',
    ])
    expect(daysLate(1204)).toBe('1,204 days late')
  })
})

describe('the anchor of a reference', () => {
  test('is the reference itself where that can be an id', () => {
    expect(['P1', 'P1.S10', 'R-2'].map(anchor)).toEqual(['P1', 'P1.S10', 'R-2'])
  })

  test('holds nothing that ends an id or a link, and is never that of another reference', () => {
    const refs = fc.string({
      unit: fc.constantFrom('P', '1', '_', ' ', '.', '#', '"', '&', '%', '/', '-', '\u00a0', '\u{1f600}'),
      minLength: 1,
    })
    fc.assert(
      fc.property(refs, refs, (one, other) => {
        expect(anchor(one)).toMatch(/^[A-Za-z0-9._-]+$/)
        expect(anchor(one) === anchor(other)).toBe(one === other)
      }),
    )
  })
})
