import { expect, test } from 'vitest'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import { timesDateMoved } from '#workflows/action/date-moves.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { anAction } from '../support/facts.ts'

const [first, second, third, fourth] = ['2027-02-26', '2027-03-31', '2027-05-28', '2027-07-30'] as const

const moved = (from: Day, to: Day, state: 'granted' | 'refused' | 'requested' = 'granted') =>
  ({ state, previousDueOn: from, dueOn: to }) as ActionFacts['extensions'][number]

test.each<[times: number, what: string, facts: Partial<ActionFacts>]>([
  [0, 'never agreed', { baselineDueOn: null, dueOn: first }],
  [0, 'without a date', { dueOn: null }],
  [0, 'due as first agreed', {}],
  [0, 'due as first agreed, more time refused', { extensions: [moved(first, second, 'refused')] }],
  [0, 'due as first agreed, more time asked for', { extensions: [moved(first, second, 'requested')] }],
  [1, 'given more time', { dueOn: second, timesExtended: 1, extensions: [moved(first, second)] }],
  [1, 'given more time, of which no request is kept', { dueOn: second, timesExtended: 1 }],
  [1, 'opened again with a later date', { dueOn: second }],
  [1, 'brought back with an earlier date', { dueOn: '2027-01-29' }],
  [0, 'opened again with the same date', { dueOn: first }],
  [
    2,
    'given more time twice',
    { dueOn: third, timesExtended: 2, extensions: [moved(first, second), moved(second, third)] },
  ],
  [
    2,
    'given more time, then opened again',
    { dueOn: third, timesExtended: 1, extensions: [moved(first, second)] },
  ],
  [
    2,
    'opened again, then given more time',
    { dueOn: third, timesExtended: 1, extensions: [moved(second, third)] },
  ],
  [
    3,
    'opened again between two grants',
    { dueOn: fourth, timesExtended: 2, extensions: [moved(first, second), moved(third, fourth)] },
  ],
  [
    2,
    'given more time, then opened again for the date first agreed',
    { dueOn: first, timesExtended: 1, extensions: [moved(first, second)] },
  ],
])('the due date has moved %i times: %s', (times, _what, facts) => {
  expect(timesDateMoved(anAction(facts))).toBe(times)
})
