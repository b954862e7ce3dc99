import { describe, expect, test } from 'vitest'
import { type ActionFacts, type ActionState, actionStates } from '#workflows/action/action-facts.ts'
import {
  askedInTime,
  type OwnerGroup,
  overdueDays,
  overdueMilestones,
  ownerGroupOf,
  staleSince,
} from '#workflows/action/owner-work.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import { defaultSettings, type PlanSettings } from '#workflows/plan/plan-settings.ts'
import { openRequest } from '../support/action-answers.ts'
import { anAction, TODAY } from '../support/facts.ts'

const inDays = (days: number) => addDays(TODAY, days)
const ownersStates: readonly ActionState[] = ['agreed', 'inProgress', 'returned']
const settingsWith = (change: Partial<PlanSettings>) => ({ ...defaultSettings, ...change })
const pressing = { dueOn: inDays(-1), lastUpdateOn: inDays(-100) }

describe('why an action waits for its owner', () => {
  test.each<[OwnerGroup | null, string, Partial<ActionFacts>, Partial<PlanSettings>?]>([
    [null, 'nothing presses', {}],
    ['overdue', 'due yesterday', { dueOn: inDays(-1) }],
    ['dueSoon', 'due today', { dueOn: TODAY }],
    ['dueSoon', 'due on the last of 14 days', { dueOn: inDays(14) }],
    [null, 'due on the day after them', { dueOn: inDays(15) }],
    ['dueSoon', 'due on the last of 3 days', { dueOn: inDays(3) }, { dueSoonDays: 3 }],
    [null, 'due on the day after these', { dueOn: inDays(4) }, { dueSoonDays: 3 }],
    ['returned', 'returned', { state: 'returned' }],
    ['overdue', 'returned and overdue', { state: 'returned', dueOn: inDays(-1) }],
    ['returned', 'returned and due soon', { state: 'returned', dueOn: inDays(1) }],
    ['returned', 'returned without a due date', { state: 'returned', dueOn: null }],
    ['stale', 'silent for 35 days', { lastUpdateOn: inDays(-35) }],
    [null, 'silent for 34 days', { lastUpdateOn: inDays(-34) }],
    ['dueSoon', 'silent and due soon', { lastUpdateOn: inDays(-35), dueOn: inDays(1) }],
    ['stale', 'silent without a due date', { lastUpdateOn: inDays(-35), dueOn: null }],
    [null, 'no due date', { dueOn: null }],
  ])('is %s: %s', (group, _, change, settings = {}) => {
    expect(ownerGroupOf(anAction(change), settingsWith(settings), TODAY)).toBe(group)
  })

  test('is asked only while the next move is the owner’s', () => {
    const waiting = actionStates.filter(
      (state) => ownerGroupOf(anAction({ ...pressing, state }), defaultSettings, TODAY) !== null,
    )
    expect(waiting).toEqual(ownersStates)
  })
})

describe('the day since when the owner is silent', () => {
  test.each<[string | null, string, Partial<ActionFacts>, Partial<PlanSettings>?]>([
    [inDays(-35), 'an update 35 days ago', { lastUpdateOn: inDays(-35) }],
    [null, 'an update 34 days ago', { lastUpdateOn: inDays(-34) }],
    [inDays(-7), '7 of 7 days', { lastUpdateOn: inDays(-7) }, { staleDays: 7 }],
    [null, '6 of 7 days', { lastUpdateOn: inDays(-6) }, { staleDays: 7 }],
    [inDays(-40), 'overdue as well', { lastUpdateOn: inDays(-40), dueOn: inDays(-1) }],
    [null, 'no day is known', { lastUpdateOn: null, agreedOn: null, startOn: null }],
    [null, 'its start lies ahead', { startOn: inDays(1), lastUpdateOn: inDays(-80) }],
    [null, 'it started 34 days ago', { startOn: inDays(-34), lastUpdateOn: inDays(-80) }],
    [inDays(-40), 'it started 40 days ago', { startOn: inDays(-40), lastUpdateOn: null }],
    [inDays(-40), 'agreed 40 days ago', { agreedOn: inDays(-40), startOn: null, lastUpdateOn: null }],
  ])('is %s: %s', (since, _, change, settings = {}) => {
    const action = anAction({ dueOn: inDays(60), ...change })
    expect(staleSince(action, settingsWith(settings), TODAY)).toBe(since)
  })

  test('is told only while the next move is the owner’s', () => {
    const silent = actionStates.filter(
      (state) => staleSince(anAction({ ...pressing, state }), defaultSettings, TODAY) !== null,
    )
    expect(silent).toEqual(ownersStates)
  })
})

describe('milestones that wait for the owner', () => {
  const milestones = (['planned', 'met', 'dropped'] as const).flatMap((state) =>
    [-1, 0, 1].map((days) => ({
      id: `${state} ${days}`,
      title: 'The clinic opens',
      state,
      dueOn: inDays(days),
      metOn: state === 'met' ? TODAY : null,
      timesReplanned: 0,
    })),
  )

  test('are those planned for a day that is past', () => {
    expect(overdueMilestones(anAction({ milestones }), TODAY).map(({ id }) => id)).toEqual(['planned -1'])
  })

  test('are those of an action whose next move is the owner’s', () => {
    const waiting = actionStates.filter(
      (state) => overdueMilestones(anAction({ milestones, state }), TODAY).length > 0,
    )
    expect(waiting).toEqual(ownersStates)
  })
})

describe('the days by which an action is overdue', () => {
  test.each([
    [0, null],
    [0, inDays(1)],
    [0, TODAY],
    [1, inDays(-1)],
    [40, inDays(-40)],
  ])('are %i when it is due on %s', (days, dueOn) => {
    expect(overdueDays({ state: 'inProgress', dueOn }, TODAY)).toBe(days)
  })

  test('count until the board has accepted it or it is out of the plan, and not while it is a draft', () => {
    const counted = actionStates.filter((state) => overdueDays({ state, dueOn: inDays(-1) }, TODAY) > 0)
    expect(counted).toEqual(['agreed', 'inProgress', 'submitted', 'endorsed', 'returned'])
  })
})

describe('more time was asked for in time', () => {
  test.each([
    [true, 'before the action was due', { requestedOn: inDays(-2) }],
    [true, 'on the day it was due', { requestedOn: inDays(-1) }],
    [false, 'once it was late', { requestedOn: TODAY }],
    [false, 'and refused since', { requestedOn: inDays(-2), state: 'refused' as const }],
  ])('%s: %s', (inTime, _when, change) => {
    const extensions = [{ ...openRequest, ...change }]
    expect(askedInTime({ extensions, dueOn: inDays(-1) }) !== undefined).toBe(inTime)
  })

  test('false: without a due date', () => {
    expect(askedInTime({ extensions: [openRequest], dueOn: null })).toBeUndefined()
  })
})
