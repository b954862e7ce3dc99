import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Day, londonDay, londonHour } from '#workflows/calendar/calendar.ts'
import { isWorkingDay, workingDaysBetween } from '#workflows/calendar/working-days.ts'
import {
  type CallInRule,
  callInKinds,
  callInRuleOf,
  callInUntil,
  defaultCallIn,
  lastDayOfCallIn,
  lastDayUntil,
  untilInWords,
} from '#workflows/decision/call-in.ts'
import { clearDays, noticeOf, shortNotice } from '#workflows/decision/key-decision.ts'

const usual = callInRuleOf(defaultCallIn)
const days = fc.integer({ min: 0, max: 20_000 }).map((number): Day => addDays('2005-01-01', number))
const rules: fc.Arbitrary<CallInRule> = fc.record({
  days: fc.integer({ min: 1, max: 60 }),
  kind: fc.constantFrom(...callInKinds),
  hour: fc.integer({ min: 1, max: 24 }),
  who: fc.constant('Councillors'),
})

describe('the time for a call-in', () => {
  test.each<[string, Day, Partial<CallInRule>, string, string]>([
    [
      'the end of the fifth working day',
      '2026-11-23',
      {},
      'the end of Monday 30 November 2026',
      '2026-12-01T00:00:00.000Z',
    ],
    ['a weekend between', '2026-11-20', {}, 'the end of Friday 27 November 2026', '2026-11-28T00:00:00.000Z'],
    [
      'publication at a weekend',
      '2026-11-21',
      {},
      'the end of Friday 27 November 2026',
      '2026-11-28T00:00:00.000Z',
    ],
    // Boxing Day is a Saturday, and Monday 28 December its substitute.
    [
      'Christmas and New Year',
      '2026-12-23',
      {},
      'the end of Monday 4 January 2027',
      '2027-01-05T00:00:00.000Z',
    ],
    ['Easter', '2026-04-01', {}, 'the end of Friday 10 April 2026', '2026-04-10T23:00:00.000Z'],
    [
      'a bank holiday proclaimed once',
      '2022-09-15',
      {},
      'the end of Friday 23 September 2022',
      '2022-09-23T23:00:00.000Z',
    ],
    [
      'midday of the eighth calendar day',
      '2026-11-23',
      { days: 8, kind: 'calendar', hour: 12 },
      '12:00 on Tuesday 1 December 2026',
      '2026-12-01T12:00:00.000Z',
    ],
    [
      'the night in which clocks go forward',
      '2026-03-21',
      { days: 7, kind: 'calendar' },
      'the end of Saturday 28 March 2026',
      '2026-03-29T00:00:00.000Z',
    ],
    [
      'the hour that clocks skip',
      '2026-03-28',
      { days: 1, kind: 'calendar', hour: 1 },
      '01:00 on Sunday 29 March 2026',
      '2026-03-29T01:00:00.000Z',
    ],
    // Stockton-on-Tees, signed on 21 July 2014: 'Midnight on Friday, 25th July 2014'.
    [
      'a record of 2014 with four working days',
      '2014-07-21',
      { days: 4 },
      'the end of Friday 25 July 2014',
      '2014-07-25T23:00:00.000Z',
    ],
  ])('ends as councils count it: %s', (_, publishedOn, change, words, at) => {
    const rule = { ...usual, ...change }
    const until = callInUntil(publishedOn, rule)
    expect([untilInWords(until, rule), until]).toEqual([words, at])
  })

  test('counts neither the day of publication nor a day on which nobody works', () => {
    fc.assert(
      fc.property(days, rules, (publishedOn, rule) => {
        const last = lastDayOfCallIn(publishedOn, rule)
        if (rule.kind === 'calendar') return last === addDays(publishedOn, rule.days)
        return isWorkingDay(last) && workingDaysBetween(publishedOn, last) === rule.days
      }),
    )
  })

  test('ends on its last day, at its hour in London', () => {
    fc.assert(
      fc.property(days, rules, (publishedOn, rule) => {
        const until = callInUntil(publishedOn, rule)
        const last = lastDayOfCallIn(publishedOn, rule)
        expect(lastDayUntil(until, rule)).toBe(last)
        if (rule.hour === 24) expect(until).toBe(londonHour(addDays(last, 1), 0))
        else expect(londonDay(until)).toBe(last)
      }),
    )
  })

  test('is never shorter for a decision that is published later, nor for more days', () => {
    fc.assert(
      fc.property(days, rules, (publishedOn, rule) => {
        const until = callInUntil(publishedOn, rule)
        expect(callInUntil(addDays(publishedOn, 1), rule) >= until).toBe(true)
        expect(callInUntil(publishedOn, { ...rule, days: rule.days + 1 }) > until).toBe(true)
      }),
    )
  })
})

describe('the notice of a key decision', () => {
  test.each<[Day, Day, number]>([
    ['2026-11-01', '2026-11-30', 28],
    ['2026-11-02', '2026-11-30', 27],
    ['2026-11-29', '2026-11-30', 0],
    ['2026-11-30', '2026-11-30', 0],
    ['2026-12-02', '2026-11-30', 0],
    ['2024-02-01', '2024-03-01', 28],
  ])(
    'of %s for %s gives clear days, without its own and that of the decision',
    (noticeOn, decidedOn, clear) => {
      expect(clearDays(noticeOn, decidedOn)).toBe(clear)
    },
  )

  test.each([
    ['noticeGiven', '2026-11-01', { days: 28, due: 28, short: 0 }, null],
    [
      'noticeGiven',
      '2026-11-12',
      { days: 17, due: 28, short: 11 },
      'Short notice: published on 12 November 2026, it gives 17 clear days of the 28 that are due, 11 too few.',
    ],
    [
      'noticeGiven',
      '2026-11-28',
      { days: 1, due: 28, short: 27 },
      'Short notice: published on 28 November 2026, it gives 1 clear day of the 28 that are due, 27 too few.',
    ],
    ['generalException', '2026-11-24', { days: 5, due: 5, short: 0 }, null],
    [
      'generalException',
      '2026-11-25',
      { days: 4, due: 5, short: 1 },
      'Short notice: published on 25 November 2026, it gives 4 clear days of the 5 that are due, 1 too few.',
    ],
    ['specialUrgency', '2026-11-28', null, null],
    ['notKey', '2026-11-28', null, null],
    ['noticeGiven', null, null, null],
  ] as const)('that is %s on %s is said to be short where it is', (keyKind, noticeOn, notice, said) => {
    const decision = { keyKind, noticeOn, decidedOn: '2026-11-30' }
    expect(noticeOf(decision)).toEqual(notice)
    expect(shortNotice(decision)).toBe(said)
  })

  test('is short by just the days that it would have had to come earlier', () => {
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('noticeGiven' as const, 'generalException' as const),
        (noticeOn, later, keyKind) => {
          const decidedOn = addDays(noticeOn, later)
          const { short } = noticeOf({ keyKind, noticeOn, decidedOn }) ?? { short: -1 }
          expect(shortNotice({ keyKind, noticeOn: addDays(noticeOn, -short), decidedOn })).toBe(null)
          if (short > 0)
            expect(shortNotice({ keyKind, noticeOn: addDays(noticeOn, 1 - short), decidedOn })).not.toBe(null)
        },
      ),
    )
  })
})
