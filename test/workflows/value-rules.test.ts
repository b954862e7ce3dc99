import { describe, expect, test } from 'vitest'
import { type ActionChange, editAction } from '#workflows/action/action-edits.ts'
import type { ActionEvent } from '#workflows/action/action-events.ts'
import type { ActionFacts, ActionState } from '#workflows/action/action-facts.ts'
import { actionRequirements } from '#workflows/action/action-requirements.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import { fieldRule } from '#workflows/engine/field-rule.ts'
import { fittingFault, smallBaselineFault } from '#workflows/measure/measure-fields.ts'
import { deputyFault } from '#workflows/people/deputy.ts'
import { leavingFault, pastDayRule } from '#workflows/people/leaving.ts'
import { escalationFault } from '#workflows/plan/escalation-order.ts'
import { termFault } from '#workflows/plan/plan-days.ts'
import { whyNotDescribe } from '#workflows/plan/plan-edits.ts'
import { parentFault, possibleParents } from '#workflows/priority/strands.ts'
import { type Actor, answerTo, report } from '../support/action-answers.ts'
import { anActionIn, NOW, standing, surroundings, TODAY } from '../support/facts.ts'

const yesterday = addDays(TODAY, -1)
const tomorrow = addDays(TODAY, 1)

/** An action that is to start in February and to be done in March. */
const later = { startOn: '2027-02-01', dueOn: '2027-03-31' }

describe('an event of an action', () => {
  const reopen: ActionEvent = { type: 'reopen', reason: 'It came undone', dueOn: '2027-03-01' }
  const reinstate: ActionEvent = { ...reopen, type: 'reinstate' }
  test.each<[string, ActionState, Actor, ActionEvent, Partial<ActionFacts>, string | null]>([
    [
      'a forecast of yesterday',
      'inProgress',
      'owner',
      { ...report, forecastOn: yesterday },
      {},
      'forecastOn',
    ],
    ['a forecast of today', 'inProgress', 'owner', { ...report, forecastOn: TODAY }, {}, null],
    ['a forecast taken back', 'inProgress', 'owner', { ...report, forecastOn: null }, {}, null],
    [
      'no forecast, where one that stands is past',
      'inProgress',
      'owner',
      report,
      { forecastOn: yesterday },
      null,
    ],
    [
      'a new due date before the start',
      'signedOff',
      'chair',
      { ...reopen, dueOn: '2027-01-31' },
      later,
      'dueOn',
    ],
    ['a new due date on the start', 'signedOff', 'chair', { ...reopen, dueOn: '2027-02-01' }, later, null],
    [
      'a due date before the start',
      'cancelled',
      'chair',
      { ...reinstate, dueOn: '2027-01-31' },
      later,
      'dueOn',
    ],
    ['a due date on the start', 'cancelled', 'chair', { ...reinstate, dueOn: '2027-02-01' }, later, null],
    ['a due date of today', 'cancelled', 'chair', { ...reinstate, dueOn: TODAY }, {}, null],
    [
      'a due date without any start',
      'cancelled',
      'chair',
      { ...reinstate, dueOn: TODAY },
      { startOn: null },
      null,
    ],
  ])('with %s: %s by %s', (_, state, by, event, action, field) => {
    const answer = answerTo(state, by, event, { action })
    expect(answer.ok ? null : [answer.code, answer.missing.map((each) => each.field)]).toEqual(
      field && ['dateNotAllowed', [field]],
    )
  })
})

describe('an edit of the days of an action', () => {
  const backwards = { startOn: '2027-04-01', dueOn: '2027-03-31' }
  test.each<[string, ActionState, ActionChange, Partial<ActionFacts>, string | null]>([
    ['a due date before the start', 'draft', { dueOn: '2027-01-31' }, later, 'dueOn'],
    ['a due date on the start', 'draft', { dueOn: '2027-02-01' }, later, null],
    ['a start after the due date', 'draft', { startOn: '2027-04-01' }, later, 'startOn'],
    ['a start after the due date', 'inProgress', { startOn: '2027-04-01' }, later, 'startOn'],
    ['both, the wrong way round', 'draft', { startOn: '2027-04-01', dueOn: '2027-03-30' }, later, 'dueOn'],
    ['no start any more', 'draft', { startOn: null }, backwards, null],
    ['no due date any more', 'draft', { dueOn: null }, backwards, null],
    ['a title, where the days stood out of order', 'draft', { title: 'Other words' }, backwards, null],
    ['the days that stood out of order', 'draft', backwards, backwards, null],
    ['another day out of order', 'draft', { dueOn: '2027-03-30' }, backwards, 'dueOn'],
    ['another start out of order', 'draft', { startOn: '2027-04-02' }, backwards, 'startOn'],
  ])('names %s of one that is %s: the field to blame', (_, state, change, action, field) => {
    const answer = editAction({
      action: anActionIn(state, action),
      event: { type: 'edit', change },
      around: surroundings(),
      standing: standing('administrator'),
      today: TODAY,
      now: NOW,
    })
    expect(answer.ok ? null : [answer.code, answer.missing.map((each) => each.field)]).toEqual(
      field && ['dateNotAllowed', [field]],
    )
    expect(answer.ok || answer.because).toEqual(answer.ok || answer.missing[0]?.detail)
  })
})

test('a form is told what the event would be refused with, for the field it asks about alone', () => {
  const question = {
    action: anActionIn('signedOff', later),
    around: surroundings(),
    standing: standing('chair'),
    today: TODAY,
    now: NOW,
  }
  const { test: holds, because } = fieldRule(actionRequirements, question, 'reopen', 'dueOn')
  expect([yesterday, '2027-01-31', '2027-02-01'].map((day) => [holds(day), because(day)])).toEqual([
    [false, 'Give a new due date that is not in the past.'],
    [false, 'The due date cannot lie before the start.'],
    [true, ''],
  ])
})

describe('the days of a plan or a horizon', () => {
  const term = { firstOn: '2026-06-01', lastOn: '2028-05-31' }
  const backwards = { firstOn: '2028-06-01', lastOn: '2028-05-31' }
  test.each([
    ['a last day before the first', { lastOn: '2026-05-31' }, term, 'lastOn'],
    ['a last day on the first', { lastOn: '2026-06-01' }, term, null],
    ['a first day after the last', { firstOn: '2028-06-01' }, term, 'firstOn'],
    ['both of a new one, the wrong way round', backwards, undefined, 'lastOn'],
    ['one day of a new one', { lastOn: '2026-05-31' }, undefined, null],
    ['no day, where they stood out of order', {}, backwards, null],
  ])('%s', (_, change, before, field) => {
    expect(termFault('plan', change, before)?.field ?? null).toBe(field)
  })

  test('are told of by name', () => {
    expect(termFault('long horizon', backwards)?.detail).toBe(
      'The last day of the long horizon cannot lie before its first.',
    )
    expect(termFault('plan', { firstOn: '2028-06-01' }, term)?.detail).toBe(
      'The first day of the plan cannot lie after its last.',
    )
  })
})

test.each([
  [5, 10, 20, null],
  [5, 5, 5, null],
  [6, 5, 20, 'escalateChairDays'],
  [5, 10, 9, 'escalateAgendaDays'],
  [11, 10, 9, 'escalateChairDays'],
  [10, 10, 9, 'escalateAgendaDays'],
])(
  'what is overdue for %i, %i and %i working days reaches lead, chair and board in this order',
  (a, b, c, field) => {
    const asked = { escalateLeadDays: a, escalateChairDays: b, escalateAgendaDays: c }
    expect(escalationFault(asked)?.field ?? null).toBe(field)
  },
)

test.each([
  ['themselves', { deputyId: 'owner' }, 'deputyId'],
  ['until a day before the first', { fromOn: tomorrow, untilOn: TODAY }, 'untilOn'],
  ['until yesterday', { fromOn: '2026-11-02', untilOn: yesterday }, 'untilOn'],
  ['for 366 days', { untilOn: addDays(TODAY, 366) }, null],
  ['for 367 days', { untilOn: addDays(TODAY, 367) }, 'untilOn'],
  ['today', { untilOn: TODAY }, null],
])('an owner names a deputy: %s', (_, wanted, field) => {
  const asked = { deputyId: 'deputy', fromOn: TODAY, untilOn: tomorrow, ...wanted }
  expect(deputyFault(asked, { ownerId: 'owner', today: TODAY })?.field ?? null).toBe(field)
})

test.each([
  [{ leftOn: tomorrow }, 'leftOn'],
  [{ fromOn: tomorrow, leftOn: TODAY }, 'fromOn'],
  [{ fromOn: TODAY, leftOn: yesterday }, null],
  [{ leftOn: null }, null],
  [{}, null],
])('whoever leaves or hands over does so by today: %j', (days, field) => {
  const fault = leavingFault(days, TODAY)
  expect(fault?.field ?? null).toBe(field)
  if (fault?.field === 'leftOn') expect(pastDayRule('leftOn', TODAY).because(tomorrow)).toBe(fault.detail)
  expect(pastDayRule('fromOn', TODAY).test(tomorrow)).toBe(false)
})

test('a closed plan keeps what it says of itself, and its settings may change', () => {
  const closed = { state: 'closed' } as const
  const fields = ['title', 'description', 'vision', 'ownerBody', 'serves', 'challenges', 'firstOn', 'lastOn']
  expect(fields.filter((field) => whyNotDescribe(closed, { [field]: '' }) === null)).toEqual([])
  expect(whyNotDescribe(closed, { staleDays: 40, digestHour: 7 })).toBeNull()
  expect(whyNotDescribe({ state: 'active' }, { title: 'Other words' })).toBeNull()
})

describe('a priority may be a strand', () => {
  const all = [
    { id: 'top', parentId: null, state: 'active' },
    { id: 'strand', parentId: 'top', state: 'active' },
    { id: 'done', parentId: null, state: 'delivered' },
    { id: 'strandOfDone', parentId: 'done', state: 'active' },
    { id: 'alone', parentId: null, state: 'draft' },
  ] as const
  test.each([
    ['alone', ['top']],
    ['strand', ['top', 'alone']],
    ['strandOfDone', ['top', 'done', 'alone']],
    ['top', []],
    [undefined, ['top', 'alone']],
  ])('%s: of %j', (ownId, parents) => {
    expect(possibleParents(all, ownId).map(({ id }) => id)).toEqual(parents)
    const refused = all.filter(({ id }) => parentFault(all, { parentId: id }, ownId)?.field === 'parentId')
    expect(refused.map(({ id }) => id)).toEqual(
      all.map(({ id }) => id).filter((id) => !(parents as string[]).includes(id)),
    )
    expect(parentFault(all, { parentId: null }, ownId)).toBeNull()
  })
})

describe('what a measure says of itself', () => {
  const place = (rank: number, rankOf: number | null) => ({ name: 'England', rank, rankOf })
  const at = (name: string, asAtOn: string) => ({ name, rank: null, rankOf: null, asAtOn })
  const rate = { unit: 'rate', per: 1_000, scale: [] } as const
  test.each([
    ['a base of something else than a rate', { per: 100 }, { unit: 'count' }, 'per'],
    ['another unit for a rate that keeps its base', { unit: 'count' }, rate, 'per'],
    ['another unit and no base', { unit: 'count', per: null }, rate, null],
    ['a base of a rate', { per: 100 }, rate, null],
    ['a scale, where a base stood with no rate', { scale: ['A'] }, { unit: 'count', per: 100 }, null],
    ['a grade twice', { scale: ['Good', 'good'] }, { unit: 'judgement' }, 'scale'],
    [
      'a place beyond all',
      { comparators: [place(1, 4), place(5, 4)] },
      { unit: 'count' },
      'comparators/1/rank',
    ],
    [
      'the last place',
      { comparators: [place(4, 4), { ...place(5, null), name: 'The region' }] },
      { unit: 'count' },
      null,
    ],
    [
      'one of others twice for a day',
      { comparators: [at('England', '2026-03-01'), at('england ', '2026-03-01')] },
      { unit: 'count' },
      'comparators/1/name',
    ],
    [
      'one of others for two days',
      { comparators: [at('England', '2026-03-01'), at('England', '2025-03-01')] },
      { unit: 'count' },
      null,
    ],
    [
      'one of others twice, as it stood before this was asked',
      { comparators: [at('England', '2026-03-01'), at('England', '2026-03-01')] },
      { unit: 'count', comparators: [at('England', '2026-03-01'), at('England', '2026-03-01')] },
      null,
    ],
    [
      'a step twice',
      { steps: [{ startOn: '2026-03-01' }, { startOn: '2026-03-01' }] },
      { unit: 'count' },
      'steps/1/startOn',
    ],
    [
      'a place that was kept before',
      { comparators: [place(5, 4)] },
      { unit: 'count', comparators: [place(5, 4)] },
      null,
    ],
    ['each grade once', { scale: ['Good', 'Poor'] }, { unit: 'judgement' }, null],
  ] as const)('%s', (_, change, before, field) => {
    expect(fittingFault(change, before)?.field ?? null).toBe(field)
  })

  test.each([
    ['3', null, 'baseline'],
    [null, 5, 'baseline'],
    ['6', null, null],
    ['about three', null, null],
    [null, null, null],
  ])('a baseline of %j or %j counts as few people', (baseline, baselineValue, field) => {
    expect(smallBaselineFault({ baseline, baselineValue }, 'count')?.field ?? null).toBe(field)
  })
})
