import { describe, expect, test } from 'vitest'
import type { ActionFacts, ActionState } from '#workflows/action/action-facts.ts'
import { daysWaited, decisionWaitsSince, waitedInWords } from '#workflows/action/waiting.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import { anActionIn, TODAY } from '../support/facts.ts'

describe('a decision waits', () => {
  test.each<[ActionState, string | null, Partial<ActionFacts>?]>([
    ['submitted', '2026-11-16'],
    ['endorsed', '2026-11-18'],
    ['endorsed', '2026-11-16', { endorsedOn: null }],
    ['signedOff', '2027-02-17'],
    ['inProgress', null],
    ['returned', null],
    ['embedded', null],
  ])('in the state %s since %s', (state, since, facts) => {
    expect(decisionWaitsSince(anActionIn(state, facts))).toBe(since)
  })

  test.each([
    [0, TODAY, []],
    [1, addDays(TODAY, -1), ['It has waited for 1 day.']],
    [12, addDays(TODAY, -12), ['It has waited for 12 days.']],
    [0, addDays(TODAY, 3), []],
  ])('for %i days since %s', (days, since, words) => {
    expect(daysWaited(since, TODAY)).toBe(days)
    expect(waitedInWords(since, TODAY)).toEqual(words)
  })

  test('for a time that is not told where no day is known', () => {
    expect(waitedInWords(null, TODAY)).toEqual([])
  })
})
