import { describe, expect, test } from 'vitest'
import { type ActionFacts, actionStates } from '#workflows/action/action-facts.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import { defaultSettings, type PlanSettings } from '#workflows/plan/plan-settings.ts'
import { ownRatingStands, ratingAfterUpdate } from '#workflows/rating/after-update.ts'
import {
  type RatingCode,
  ratingCodeOf,
  ratingCodes,
  ratingOf,
  ratings,
  worstOf,
} from '#workflows/rating/rating.ts'
import { anAction, anActionIn, someEvidence, TODAY } from '../support/facts.ts'

const inDays = (days: number) => addDays(TODAY, days)
const dueOn = anAction().dueOn as string
const afterDue = (days: number) => addDays(dueOn, days)

const blocker = (change: Partial<ActionFacts['blockers'][number]> = {}): ActionFacts['blockers'] => [
  {
    id: 'b',
    state: 'open',
    what: 'Data',
    waitingOn: 'The police',
    sinceOn: '2026-11-02',
    critical: false,
    raisedBy: 'owner',
    how: null,
    resolvedOn: null,
    ...change,
  },
]
const milestone = (change: Partial<ActionFacts['milestones'][number]> = {}): ActionFacts['milestones'] => [
  {
    id: 'm',
    title: 'Half',
    state: 'planned',
    dueOn: inDays(-1),
    metOn: null,
    timesReplanned: 0,
    ...change,
  },
]
const extension = (state: ActionFacts['extensions'][number]['state']): ActionFacts['extensions'] => [
  {
    id: 'x',
    state,
    reasonCode: 'capacity',
    text: 'Two posts are empty.',
    effect: null,
    mitigation: null,
    previousDueOn: dueOn,
    dueOn: afterDue(14),
    requestedBy: 'owner',
    requestedOn: TODAY,
    decidedBy: null,
    decidedOn: null,
    decisionReason: null,
    regulatorAgreement: null,
  },
]

function because(facts: Partial<ActionFacts>, state: ActionFacts['state'] = 'inProgress'): string {
  return ratingOf(anActionIn(state, facts), defaultSettings, TODAY).because
}

type Example = [code: RatingCode, what: string, facts: ActionFacts, settings?: Partial<PlanSettings>]

/** The rule, one example or more for each code; those with a number of days stand on both sides of it. */
const examples: Example[] = [
  ['excluded', 'cancelled', anActionIn('cancelled')],
  ['excluded', 'superseded, though long overdue', anActionIn('superseded', { dueOn: inDays(-90) })],
  ['notAgreed', 'a draft', anActionIn('draft')],
  ['notAgreed', 'a draft that is past its date', anActionIn('draft', { dueOn: inDays(-1) })],
  [
    'embedded',
    'embedded, though its check is long past',
    anActionIn('embedded', { embedCheckOn: inDays(-9) }),
  ],
  ['completeEmbedding', 'signed off', anActionIn('signedOff')],
  ['completeEmbedding', 'the check is due today', anActionIn('signedOff', { embedCheckOn: TODAY })],
  ['embedCheckOverdue', 'the check was due yesterday', anActionIn('signedOff', { embedCheckOn: inDays(-1) })],
  ['completeEmbedding', 'no check is planned', anActionIn('signedOff', { embedCheckOn: null })],
  ['notDue', 'agreed, to start tomorrow', anActionIn('agreed', { startOn: inDays(1) })],
  ['onTrack', 'agreed, to start today', anActionIn('agreed', { startOn: TODAY })],
  ['notStarted', 'agreed, to start yesterday', anActionIn('agreed', { startOn: inDays(-1) })],
  ['onTrack', 'started early', anAction({ startOn: inDays(30) })],
  ['onTrack', 'no date to start', anActionIn('agreed', { startOn: null })],
  ['overdue', 'due yesterday', anAction({ dueOn: inDays(-1) })],
  ['onTrack', 'due today, with evidence', anAction({ dueOn: TODAY })],
  ['overdue', 'returned and past its date', anActionIn('returned', { dueOn: inDays(-1) })],
  ['forecastFarLate', 'forecast 29 days late', anAction({ forecastOn: afterDue(29) })],
  ['forecastLate', 'forecast 28 days late', anAction({ forecastOn: afterDue(28) })],
  ['forecastLate', 'forecast a day late', anAction({ forecastOn: afterDue(1) })],
  ['onTrack', 'forecast for the day', anAction({ forecastOn: dueOn })],
  ['forecastLate', '40 of 40 days', anAction({ forecastOn: afterDue(40) }), { farLateDays: 40 }],
  ['criticalBlocker', 'a critical blocker', anAction({ blockers: blocker({ critical: true }) })],
  ['onTrack', 'it is resolved', anAction({ blockers: blocker({ critical: true, state: 'resolved' }) })],
  ['openBlocker', 'a blocker', anAction({ blockers: blocker() })],
  ['dueSoonNoEvidence', 'due in 14 days, bare', anAction({ dueOn: inDays(14), evidence: [] })],
  ['dueSoonNoEvidence', 'due today, bare', anAction({ dueOn: TODAY, evidence: [] })],
  ['onTrack', 'due in 15 days, bare', anAction({ dueOn: inDays(15), evidence: [] })],
  ['onTrack', 'due in 14 days, evidence', anAction({ dueOn: inDays(14), evidence: [someEvidence()] })],
  [
    'dueSoonNoEvidence',
    'due in 15 of 15 days',
    anAction({ dueOn: inDays(15), evidence: [] }),
    { dueSoonDays: 15 },
  ],
  ['stale', 'last heard of 35 days ago', anAction({ lastUpdateOn: inDays(-35) })],
  ['onTrack', 'last heard of 34 days ago', anAction({ lastUpdateOn: inDays(-34) })],
  ['stale', '7 of 7 days', anAction({ lastUpdateOn: inDays(-7) }), { staleDays: 7 }],
  ['stale', 'never heard of, agreed 35 days ago', anAction({ lastUpdateOn: null, agreedOn: inDays(-35) })],
  ['onTrack', 'no word, but it began 34 days ago', anAction({ lastUpdateOn: null, startOn: inDays(-34) })],
  ['extensionRequested', 'an open request', anAction({ extensions: extension('requested') })],
  ['onTrack', 'a request refused', anAction({ extensions: extension('refused') })],
  ['extendedOften', 'extended twice', anAction({ timesExtended: 2 })],
  ['onTrack', 'extended once', anAction({ timesExtended: 1 })],
  ['extendedOften', 'once of once', anAction({ timesExtended: 1 }), { oftenExtended: 1 }],
  ['milestoneMissed', 'a milestone of yesterday', anAction({ milestones: milestone() })],
  ['onTrack', 'a milestone of today', anAction({ milestones: milestone({ dueOn: TODAY }) })],
  ['onTrack', 'a milestone met late', anAction({ milestones: milestone({ state: 'met', metOn: TODAY }) })],
  ['onTrack', 'a milestone dropped', anAction({ milestones: milestone({ state: 'dropped' }) })],
  ['ownerMissing', 'no owner', anAction({ ownerId: null })],
  ['dueMissing', 'no due date', anAction({ dueOn: null })],
  ['dueMissing', 'no due date but a forecast', anAction({ dueOn: null, forecastOn: inDays(400) })],
  ['ownRatingAmber', 'the owner says amber', anAction({ ownRating: 'amber' })],
  ['ownRatingRed', 'the owner says red', anAction({ ownRating: 'red' })],
  ['ownRatingRed', 'the owner says red, the rule amber', anAction({ ownRating: 'red', blockers: blocker() })],
  ['overdue', 'the owner says amber, the rule red', anAction({ ownRating: 'amber', dueOn: inDays(-1) })],
  [
    'openBlocker',
    'both say amber: the rule is the reason',
    anAction({ ownRating: 'amber', blockers: blocker() }),
  ],
  ['onTrack', 'nothing applies', anAction()],
]

describe('the rating of an action', () => {
  test.each(examples)('is %s: %s', (code, _, facts, settings = {}) => {
    const rated = ratingOf(facts, { ...defaultSettings, ...settings }, TODAY)
    expect(rated).toMatchObject({ code, rating: ratingCodes[code] })
  })

  test('has an example for every code, and colours as the rule gives them', () => {
    expect(new Set(examples.map(([code]) => code))).toEqual(new Set(Object.keys(ratingCodes)))
    expect(Object.groupBy(Object.keys(ratingCodes) as RatingCode[], (code) => ratingCodes[code])).toEqual({
      none: ['excluded', 'notAgreed'],
      blue: ['embedded'],
      grey: ['notDue'],
      red: ['overdue', 'forecastFarLate', 'criticalBlocker', 'ownRatingRed'],
      amber: [
        'embedCheckOverdue',
        'forecastLate',
        'openBlocker',
        'dueSoonNoEvidence',
        'stale',
        'extensionRequested',
        'extendedOften',
        'notStarted',
        'milestoneMissed',
        'ownerMissing',
        'dueMissing',
        'ownRatingAmber',
      ],
      green: ['completeEmbedding', 'onTrack'],
    })
  })

  test('always says why in a sentence, and for red and amber what would turn it green', () => {
    for (const [code, , facts, settings] of examples) {
      const rated = ratingOf(facts, { ...defaultSettings, ...settings }, TODAY)
      expect(rated.because).toMatch(/^[A-Z].{5,}\.$/)
      expect(rated.because).not.toMatch(/undefined|null|NaN|  /)
      const calls = rated.rating === 'red' || rated.rating === 'amber'
      const stated = /^[A-Z].{5,}\.$/.test(rated.toTurnGreen ?? '')
      expect({ code, stated, none: rated.toTurnGreen === null }).toEqual({
        code,
        stated: calls,
        none: !calls,
      })
    }
  })

  test('names the facts that triggered it', () => {
    expect(because({ dueOn: inDays(-1) })).toBe('Overdue by 1 day; it was due on 22 November 2026.')
    expect(because({ dueOn: inDays(-9) })).toBe('Overdue by 9 days; it was due on 14 November 2026.')
    expect(because({ forecastOn: afterDue(28) })).toBe(
      'The owner expects it on 26 March 2027, 28 days after it is due.',
    )
    expect(because({ lastUpdateOn: inDays(-40) })).toBe('No update for 40 days, since 14 October 2026.')
    expect(because({ timesExtended: 2 })).toBe('Its due date has been moved twice.')
    expect(because({ timesExtended: 3 })).toBe('Its due date has been moved 3 times.')
  })

  test('keeps the colour of the day it was submitted, whatever comes in its way or is done afterwards', () => {
    const code = (facts: Partial<ActionFacts>) =>
      ratingCodeOf(anActionIn('endorsed', { submittedOn: inDays(-7), ...facts }), defaultSettings, TODAY)
    expect(code({ blockers: blocker({ sinceOn: inDays(-6) }) })).toBe('onTrack')
    expect(code({ blockers: blocker({ sinceOn: inDays(-6), critical: true }) })).toBe('onTrack')
    expect(code({ blockers: blocker({ sinceOn: inDays(-7) }) })).toBe('openBlocker')
    const resolved = (days: number) => blocker({ state: 'resolved', resolvedOn: inDays(days) })
    expect([code({ blockers: resolved(-7) }), code({ blockers: resolved(-6) })]).toEqual([
      'onTrack',
      'openBlocker',
    ])
    const met = (days: number) => milestone({ state: 'met', dueOn: inDays(-8), metOn: inDays(days) })
    expect([code({ milestones: met(-7) }), code({ milestones: met(-6) })]).toEqual([
      'onTrack',
      'milestoneMissed',
    ])
    expect(code({ milestones: milestone({ state: 'dropped', dueOn: inDays(-8) }) })).toBe('onTrack')
  })

  test('keeps the colour of the day it was submitted, whatever the date does afterwards', () => {
    for (const state of ['submitted', 'endorsed'] as const) {
      const inTime = anActionIn(state, {
        dueOn: inDays(-1),
        submittedOn: inDays(-1),
        lastUpdateOn: inDays(-1),
      })
      const late = anActionIn(state, { dueOn: inDays(-2), submittedOn: inDays(-1), lastUpdateOn: inDays(-1) })
      for (const later of [0, 100]) {
        expect(ratingOf(inTime, defaultSettings, inDays(later))).toMatchObject({ code: 'onTrack' })
        expect(ratingOf(late, defaultSettings, inDays(later))).toMatchObject({
          code: 'overdue',
          toTurnGreen: 'Sign it off.',
        })
      }
    }
  })

  test('says how long ago it was submitted, which is not how long its decision has waited with the chair', () => {
    const rest = 'When it was submitted: on track, as no rule for red or amber applies.'
    expect(because({ submittedOn: TODAY }, 'submitted')).toBe(`Submitted for sign-off today. ${rest}`)
    expect(because({ submittedOn: inDays(-1) }, 'submitted')).toBe(
      `Submitted for sign-off 1 day ago. ${rest}`,
    )
    expect(because({ submittedOn: inDays(-7) }, 'submitted')).toBe(
      `Submitted for sign-off 7 days ago. ${rest}`,
    )
  })

  test('is red before it is amber, in the order of the rule', () => {
    const all: Partial<ActionFacts> = {
      dueOn: inDays(-1),
      forecastOn: inDays(60),
      ownRating: 'red',
      timesExtended: 9,
      ownerId: null,
      blockers: blocker({ critical: true }),
      evidence: [],
      lastUpdateOn: null,
      agreedOn: null,
      extensions: extension('requested'),
      milestones: milestone(),
      startOn: inDays(-99),
      state: 'agreed',
    }
    const inOrder: [RatingCode, Partial<ActionFacts>][] = [
      ['overdue', { dueOn: inDays(1) }],
      ['forecastFarLate', { forecastOn: inDays(2) }],
      ['criticalBlocker', { blockers: blocker() }],
      ['ownRatingRed', { ownRating: 'amber' }],
      ['forecastLate', { forecastOn: null }],
      ['openBlocker', { blockers: [] }],
      ['dueSoonNoEvidence', { evidence: [someEvidence()] }],
      ['stale', { lastUpdateOn: TODAY }],
      ['extensionRequested', { extensions: [] }],
      ['extendedOften', { timesExtended: 0 }],
      ['notStarted', { startOn: null }],
      ['milestoneMissed', { milestones: [] }],
      ['ownerMissing', { ownerId: 'owner' }],
      ['ownRatingAmber', { ownRating: null }],
    ]
    const facts = anAction(all)
    for (const [code, mended] of inOrder) {
      expect(ratingCodeOf(facts, defaultSettings, TODAY)).toBe(code)
      Object.assign(facts, mended)
    }
    expect(ratingCodeOf(facts, defaultSettings, TODAY)).toBe('onTrack')
  })

  test('of two colours the worse is red, then amber', () => {
    for (const other of ratings) {
      expect([worstOf('red', other), worstOf(other, 'red')]).toEqual(['red', 'red'])
      const withAmber = other === 'red' ? 'red' : 'amber'
      expect([worstOf('amber', other), worstOf(other, 'amber')]).toEqual([withAmber, withAmber])
    }
    expect(worstOf('green', 'blue')).toBe('green')
  })

  test('is given in every state', () => {
    for (const state of actionStates) {
      expect(ratings).toContain(ratingOf(anActionIn(state), defaultSettings, TODAY).rating)
    }
  })
})

describe('the rating after an update', () => {
  const quiet = anActionIn('inProgress', { lastUpdateOn: addDays(TODAY, -90), ownRating: 'red' })

  test('counts the update as the last word, its forecast, and no rating of the owner’s own', () => {
    expect(ratingAfterUpdate(quiet, null, defaultSettings, TODAY).code).toBe('onTrack')
    expect(ratingAfterUpdate(quiet, afterDue(7), defaultSettings, TODAY).code).toBe('forecastLate')
    expect(ratingAfterUpdate(quiet, afterDue(29), defaultSettings, TODAY).code).toBe('forecastFarLate')
  })

  test('counts an agreed action that should have begun as under way', () => {
    const agreed = anActionIn('agreed', { startOn: addDays(TODAY, -3) })
    expect(ratingAfterUpdate(agreed, null, defaultSettings, TODAY).code).toBe('onTrack')
  })

  test.each([
    ['amber', 'green', true],
    ['amber', 'amber', true],
    ['amber', 'red', false],
    ['red', 'green', true],
    ['red', 'red', true],
  ] as const)('lets an owner say %s where the rule says %s: %s', (own, rating, stands) => {
    expect(ownRatingStands(own, { rating })).toBe(stands)
  })
})
