import { expect, test } from 'vitest'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import { defaultSettings } from '#workflows/plan/plan-settings.ts'
import { greenUnheardSince, withoutTheMove } from '#workflows/rating/greens.ts'
import { anAction, anActionIn, TODAY } from '../support/facts.ts'

const inDays = (days: number) => addDays(TODAY, days)

test.each<[string | null, string, Partial<ActionFacts>, ActionFacts['state']?]>([
  [null, 'its date never moved', {}],
  ['overdue', 'the first date has passed', { baselineDueOn: inDays(-1) }],
  ['overdue', 'it was opened again with a later date', { baselineDueOn: inDays(-90), timesExtended: 0 }],
  [null, 'the first date lies ahead, with evidence', { baselineDueOn: inDays(10) }],
  [
    'overdue',
    'the first date has passed and it awaits sign-off',
    { baselineDueOn: '2026-11-10' },
    'submitted',
  ],
  [null, 'it was submitted by the first date', { baselineDueOn: '2026-11-16' }, 'submitted'],
  [null, 'it is red by its date of now', { baselineDueOn: inDays(-9), dueOn: inDays(-1) }],
  [null, 'it is amber by its date of now', { baselineDueOn: inDays(-9), ownerId: null }],
  [null, 'its date moved earlier', { baselineDueOn: inDays(200) }],
  [null, 'it was never agreed', { baselineDueOn: null }],
  [null, 'it is signed off', { baselineDueOn: inDays(-90) }, 'signedOff'],
  [null, 'it is not to start yet', { baselineDueOn: inDays(-9), startOn: inDays(9) }, 'agreed'],
])('by the date first agreed it would be %s: %s', (code, _what, facts, state = 'inProgress') => {
  expect(withoutTheMove(anActionIn(state, facts), defaultSettings, TODAY)?.code ?? null).toBe(code)
})

test('is amber by the first date where that is near and bare of evidence', () => {
  const action = anAction({ baselineDueOn: inDays(14), evidence: [] })
  expect(withoutTheMove(action, defaultSettings, TODAY)?.code).toBe('dueSoonNoEvidence')
})

test.each<[number | null, string, Partial<ActionFacts>, ActionFacts['state']?, number?]>([
  [null, 'heard of 34 days ago', { lastUpdateOn: inDays(-34) }],
  [-35, 'heard of 35 days ago, amber for that alone', { lastUpdateOn: inDays(-35) }],
  [-35, 'heard of 35 days ago in a plan that bears 60', { lastUpdateOn: inDays(-35) }, 'inProgress', 60],
  [null, 'heard of 34 days ago in a plan that bears 7', { lastUpdateOn: inDays(-34) }, 'inProgress', 7],
  [-40, 'never heard of', { lastUpdateOn: null, agreedOn: inDays(-40), startOn: null }],
  [null, 'red', { lastUpdateOn: inDays(-40), dueOn: inDays(-1) }],
  [null, 'amber for more than its silence', { lastUpdateOn: inDays(-40), timesExtended: 2 }],
  [null, 'with the chair', { lastUpdateOn: inDays(-40) }, 'submitted'],
  [null, 'signed off', { lastUpdateOn: inDays(-40) }, 'signedOff'],
  [null, 'without any day', { lastUpdateOn: null, agreedOn: null, startOn: null }],
])('green and unheard of since %s: %s', (days, _what, facts, state = 'inProgress', staleDays = 35) => {
  const settings = { ...defaultSettings, staleDays }
  const since = days === null ? null : inDays(days)
  expect(greenUnheardSince(anActionIn(state, facts), settings, TODAY)).toBe(since)
})
