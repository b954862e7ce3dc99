import { describe, expect, test } from 'vitest'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import { defaultSettings } from '#workflows/plan/plan-settings.ts'
import { type RatingCode, ratingOf, silentSince } from '#workflows/rating/rating.ts'
import { openRequest } from '../support/action-answers.ts'
import { anAction, anActionIn, TODAY } from '../support/facts.ts'

const inDays = (days: number) => addDays(TODAY, days)
const blocker = (sinceDays: number, change: Partial<ActionFacts['blockers'][number]> = {}) => ({
  id: 'b',
  state: 'open' as const,
  what: 'Data',
  waitingOn: 'The police',
  sinceOn: inDays(sinceDays),
  critical: false,
  raisedBy: 'owner',
  how: null,
  resolvedOn: null,
  ...change,
})
const over = blocker(-9, { state: 'resolved', resolvedOn: inDays(-3) })
const milestone = (dueDays: number, state: 'planned' | 'met' = 'planned') => ({
  id: 'm',
  title: 'Half',
  state,
  dueOn: inDays(dueDays),
  metOn: state === 'met' ? inDays(-3) : null,
  timesReplanned: 0,
})

describe('one of several parts is enough for a colour', () => {
  test.each<[RatingCode, string, Partial<ActionFacts>]>([
    ['openBlocker', 'an open blocker after a resolved one', { blockers: [over, blocker(-1)] }],
    ['openBlocker', 'an open blocker before a resolved one', { blockers: [blocker(-1), over] }],
    ['openBlocker', 'a blocker since today', { blockers: [blocker(0)] }],
    ['onTrack', 'a blocker from tomorrow on', { blockers: [blocker(1)] }],
    ['onTrack', 'a resolved blocker', { blockers: [over] }],
    ['onTrack', 'a blocker resolved today', { blockers: [{ ...over, resolvedOn: TODAY }] }],
    [
      'openBlocker',
      'a critical one that is resolved',
      { blockers: [{ ...over, critical: true }, blocker(-1)] },
    ],
    [
      'criticalBlocker',
      'a critical one beside another',
      { blockers: [blocker(-1), blocker(0, { critical: true })] },
    ],
    [
      'milestoneMissed',
      'a milestone missed beside one to come',
      { milestones: [milestone(-1), milestone(9)] },
    ],
    ['onTrack', 'milestones met and to come', { milestones: [milestone(-9, 'met'), milestone(0)] }],
    [
      'extensionRequested',
      'a request open after one decided',
      { extensions: [{ ...openRequest, state: 'granted' }, openRequest] },
    ],
  ])('%s: %s', (code, _, change) => {
    expect(ratingOf(anAction(change), defaultSettings, TODAY).code).toBe(code)
  })
})

describe('days at the edge of a rule', () => {
  test.each<[RatingCode, string, Partial<ActionFacts>, ActionFacts['state']?]>([
    ['onTrack', 'a forecast on the due date', { forecastOn: '2027-02-26' }],
    ['forecastLate', 'a forecast a day after it', { forecastOn: '2027-02-27' }],
    ['forecastLate', 'a forecast 28 days after it', { forecastOn: '2027-03-26' }],
    ['forecastFarLate', 'a forecast 29 days after it', { forecastOn: '2027-03-27' }],
    ['onTrack', 'a start today', { startOn: TODAY }, 'agreed'],
    ['notStarted', 'a start yesterday', { startOn: inDays(-1) }, 'agreed'],
    ['notDue', 'a start tomorrow', { startOn: inDays(1) }, 'agreed'],
    ['onTrack', 'no start', { startOn: null }, 'agreed'],
    ['onTrack', 'in progress before its start', { startOn: inDays(1) }],
    ['completeEmbedding', 'a check today', { embedCheckOn: TODAY }, 'signedOff'],
    ['embedCheckOverdue', 'a check yesterday', { embedCheckOn: inDays(-1) }, 'signedOff'],
    ['completeEmbedding', 'no check', { embedCheckOn: null }, 'signedOff'],
    ['onTrack', 'submitted on a day that is not known', { submittedOn: null }, 'submitted'],
  ])('%s: %s', (code, _, change, state = 'inProgress') => {
    expect(ratingOf(anActionIn(state, change), defaultSettings, TODAY).code).toBe(code)
  })
})

describe('the reason', () => {
  test.each<[RegExp, ActionFacts['state'], Partial<ActionFacts>?]>([
    [/^Cancelled/, 'cancelled'],
    [/^Superseded/, 'superseded'],
    [/1 day after it is due/, 'inProgress', { forecastOn: '2027-02-27' }],
    [/2 days after it is due/, 'inProgress', { forecastOn: '2027-02-28' }],
    [/rates it amber/, 'inProgress', { ownRating: 'amber' }],
    [/rates it red/, 'inProgress', { ownRating: 'red' }],
    [/check .* was due on 22 November 2026/, 'signedOff', { embedCheckOn: inDays(-1) }],
    [/Not due to start until 24 November 2026/, 'agreed', { startOn: inDays(1) }],
    [/started on 22 November 2026/, 'agreed', { startOn: inDays(-1) }],
    [/Due on 24 November 2026, within 14 days/, 'inProgress', { dueOn: inDays(1), evidence: [] }],
    [/overdue by 1 day; it was due on 15 November 2026/, 'submitted', { dueOn: '2026-11-15' }],
  ])('%s while it is %s', (said, state, change) => {
    expect(ratingOf(anActionIn(state, change), defaultSettings, TODAY).because).toMatch(said)
  })

  test('tells what would turn it green, unless it is green, and while it awaits sign-off that this does', () => {
    const green = (state: ActionFacts['state'], change: Partial<ActionFacts> = {}) =>
      ratingOf(anActionIn(state, change), defaultSettings, TODAY).toTurnGreen
    expect(green('submitted')).toBeNull()
    expect(green('submitted', { dueOn: '2026-11-15' })).toBe('Sign it off.')
    expect(green('inProgress', { forecastOn: '2027-03-05' })).toContain('26 February 2027')
  })
})

test.each([
  [null, [null, null, null]],
  ['2026-09-03', ['2026-09-03', null, null]],
  ['2026-09-03', [null, '2026-09-03', null]],
  ['2026-09-03', [null, null, '2026-09-03']],
  ['2026-09-03', ['2026-09-01', '2026-09-03', '2026-09-02']],
  ['2026-09-03', ['2026-09-03', '2026-09-01', '2026-09-02']],
  ['2026-09-03', ['2026-09-02', '2026-09-01', '2026-09-03']],
] as const)('an owner is silent since %s, of %j', (since, [lastUpdateOn, agreedOn, startOn]) => {
  expect(silentSince({ lastUpdateOn, agreedOn, startOn })).toBe(since)
})
