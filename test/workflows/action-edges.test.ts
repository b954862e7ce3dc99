import { describe, expect, test } from 'vitest'
import { type ActionEdit, type ActionChange, editAction } from '#workflows/action/action-edits.ts'
import {
  type ActionFacts,
  type ActionState,
  type ActionSurroundings,
  type Evidence,
  extensionStates,
  initialDescription,
} from '#workflows/action/action-facts.ts'
import { chairStandsBack, isReadyToAgree, needsEndorsement } from '#workflows/action/action-requirements.ts'
import { checkIsDue, embeddingGaps, evidenceOwed } from '#workflows/action/embedding.ts'
import { criteriaWithoutEvidence } from '#workflows/action/shown-evidence.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import { defaultSettings, priorityStates } from '#workflows/plan/plan-settings.ts'
import { ratingOf } from '#workflows/rating/rating.ts'
import { TAKEN_OUT_URL } from '#workflows/redaction/marks.ts'
import {
  answerTo,
  endorse,
  openRequest,
  report,
  signOff,
  submit,
  supersede,
} from '../support/action-answers.ts'
import { aPublished } from '../support/decisions.ts'
import {
  anAction,
  anActionIn,
  NOW,
  someEvidence,
  standing,
  standingNames,
  surroundings,
  TODAY,
} from '../support/facts.ts'

const [criterion] = anAction().criteria

test('a new action is neither critical nor bound to a regulator’s date until that is said of it', () => {
  expect(initialDescription).toMatchObject({ critical: false, regulatorDate: false })
})

describe('an action is agreed', () => {
  test.each<[string[], Partial<ActionFacts>]>([
    [[], {}],
    [[], { criteria: criterion ? [criterion] : [] }],
    [['owner'], { ownerId: null }],
    [['dueOn'], { dueOn: null }],
    [['criteria'], { criteria: [] }],
    [['owner', 'dueOn', 'criteria'], { ownerId: null, dueOn: null, criteria: [] }],
  ])('once it does not lack %j', (lacks, action) => {
    const answer = answerTo('draft', 'lead', { type: 'agree' }, { action })
    expect(answer.ok ? [] : answer.missing.map(({ field }) => field)).toEqual(lacks)
    expect(answer.ok).toBe(lacks.length === 0)
    expect(isReadyToAgree(anActionIn('draft', action))).toBe(answer.ok)
    expect(isReadyToAgree(anActionIn('agreed', action))).toBe(false)
  })
})

describe('an action is submitted', () => {
  test.each<[string[], string, Partial<ActionFacts>]>([
    [[], 'evidence for each criterion', {}],
    [[], 'evidence for the only criterion', { criteria: criterion ? [criterion] : [] }],
    [['criteria/1/evidence'], 'none for the second', { evidence: anAction().evidence.slice(0, 1) }],
    [['criteria/0/evidence'], 'none for the first', { evidence: anAction().evidence.slice(1) }],
    [['criteria/0/evidence', 'criteria/1/evidence'], 'none at all', { evidence: [] }],
  ])('once there is no lack of %j: %s', (fields, _, action) => {
    const answer = answerTo('inProgress', 'owner', submit, { action })
    expect(answer.ok ? [] : answer.missing.map(({ field }) => field)).toEqual(fields)
    expect(answer.ok).toBe(fields.length === 0)
    expect(criteriaWithoutEvidence(anAction(action))).toHaveLength(fields.length)
  })

  test('never without criteria, and is told so in a sentence of its own', () => {
    const because = (action: Partial<ActionFacts>) => {
      const answer = answerTo('inProgress', 'owner', submit, { action })
      return answer.ok ? null : answer.because
    }
    expect(because({ criteria: [] })).toContain('no closure criteria')
    expect(because({ criteria: criterion ? [criterion] : [], evidence: [] })).toContain('needs evidence')
  })

  test.each(extensionStates)('after a request for more time that is %s, unless it is still open', (state) => {
    const action = { extensions: [{ ...openRequest, state }] }
    const answer = answerTo('inProgress', 'owner', submit, { action })
    expect(answer.ok ? null : answer.code).toBe(state === 'requested' ? 'extensionOpen' : null)
  })
})

describe('an action is signed off', () => {
  const able = (
    around: Partial<ActionSurroundings>,
    action: Partial<ActionFacts> = {},
    state: ActionState = 'endorsed',
  ) => standingNames.filter((name) => answerTo(state, name, signOff, { action, around }).ok)

  test('by the chair, or by the vice-chair where every chair has to stand back, and by nobody else', () => {
    expect(able({})).toEqual(['chair'])
    expect(able({ chairIds: ['elsewhere'] }, { submittedBy: 'elsewhere' })).toEqual(['chair', 'viceChair'])
    expect(able({ chairIds: ['elsewhere', 'another'] }, { submittedBy: 'elsewhere' })).toEqual(['chair'])
  })

  test.each<[boolean, string[], Partial<ActionFacts>]>([
    [false, ['chair'], {}],
    [true, ['chair'], { ownerId: 'chair' }],
    [true, ['chair'], { submittedBy: 'chair' }],
    [true, ['chair'], { endorsedBy: 'chair' }],
    [false, ['chair', 'second'], { ownerId: 'chair' }],
    [false, ['second', 'chair'], { ownerId: 'chair' }],
    [true, ['chair', 'second'], { ownerId: 'chair', submittedBy: 'second' }],
    [true, ['chair', 'second'], { submittedBy: 'second', endorsedBy: 'chair' }],
  ])('without its chairs: %s, they being %j', (standsBack, chairIds, action) => {
    expect(chairStandsBack(anActionIn('endorsed', action), { chairIds })).toBe(standsBack)
  })

  test.each<[boolean, 'oneKey' | 'twoKeys', string | null, Partial<ActionFacts>]>([
    [true, 'twoKeys', 'lead', {}],
    [true, 'twoKeys', null, {}],
    [true, 'twoKeys', null, { ownerId: null, submittedBy: null }],
    [false, 'twoKeys', 'lead', { ownerId: 'lead' }],
    [false, 'twoKeys', 'lead', { submittedBy: 'lead' }],
    [false, 'oneKey', 'lead', {}],
  ])('after an endorsement: %s, with %s and the lead %s', (needed, closure, leadId, action) => {
    const { ownerId, submittedBy } = anActionIn('submitted', action)
    expect(needsEndorsement({ ownerId, submittedBy }, { plan: { settings: { closure } }, leadId })).toBe(
      needed,
    )
  })

  test('not by who endorsed it, once it is endorsed', () => {
    expect(answerTo('endorsed', 'chair', signOff, { action: { endorsedBy: 'chair' } })).toMatchObject({
      code: 'ownWork',
    })
    const around = {
      plan: {
        ...surroundings().plan,
        settings: { ...surroundings().plan.settings, closure: 'oneKey' as const },
      },
    }
    expect(answerTo('submitted', 'chair', signOff, { action: { endorsedBy: 'chair' }, around }).ok).toBe(true)
  })

  test('which the vice-chair is told of, where the one who endorsed it is the only chair', () => {
    const answer = answerTo('submitted', ['lead', 'chair'], endorse, { around: { chairIds: ['lead'] } })
    expect(answer.ok && answer.notices.map(({ personId }) => personId)).toEqual(['owner', 'viceChair'])
  })
})

describe('the evidence that a change has stuck', () => {
  const after = (change: Partial<Evidence>) => someEvidence({ datedOn: '2026-11-20', ...change })
  const gapsWith = (evidence: Evidence[], signedOffOn: string | null = '2026-11-19') =>
    embeddingGaps(anActionIn('signedOff', { evidence, signedOffOn })).length

  test.each<[number, string, Evidence[]]>([
    [0, 'two kinds, one independent', [after({ kind: 'audit', independent: true }), after({ kind: 'data' })]],
    [1, 'none independent', [after({ kind: 'audit' }), after({ kind: 'data' })]],
    [1, 'one kind, twice', [after({ independent: true }), after({})]],
    [1, 'one alone', [after({ independent: true })]],
    [2, 'none', []],
    [2, 'on the day of sign-off', [after({ kind: 'audit', independent: true, datedOn: '2026-11-19' })]],
    [
      1,
      'one of them from before',
      [after({ kind: 'audit', independent: true }), after({ kind: 'data', datedOn: '2026-11-18' })],
    ],
  ])('lacks %i things: %s', (gaps, _, evidence) => {
    expect(gapsWith(evidence)).toBe(gaps)
  })

  test('counts for nothing before it was signed off', () => {
    expect(gapsWith([after({ kind: 'audit', independent: true }), after({ kind: 'data' })], null)).toBe(2)
  })
})

describe('the check that a change has stuck', () => {
  const checkOn = (embedCheckOn: string | null, evidence: Evidence[] = []) =>
    anActionIn('signedOff', { embedCheckOn, signedOffOn: '2026-11-19', evidence })
  const settings = { dueSoonDays: 14 }

  test.each([
    [true, TODAY],
    [true, addDays(TODAY, -1)],
    [false, addDays(TODAY, 1)],
    [false, null],
  ])('is due: %s, where it is set for %s', (due, embedCheckOn) => {
    expect(checkIsDue(checkOn(embedCheckOn), TODAY)).toBe(due)
  })

  test.each([
    [2, 'on its day', TODAY, false],
    [2, 'on the first day on which it is told ahead', addDays(TODAY, 14), false],
    [0, 'a day before that', addDays(TODAY, 15), false],
    [2, 'long before it, where the chair asks', addDays(TODAY, 90), true],
    [0, 'without a day', null, false],
    [2, 'without a day, where the chair asks', null, true],
  ])('owes %i things %s', (owed, _, embedCheckOn, asked) => {
    expect(evidenceOwed(checkOn(embedCheckOn), settings, TODAY, asked)).toHaveLength(owed)
  })

  test('owes what is lacking, and nothing once it was made or the action opened again', () => {
    const one = [someEvidence({ datedOn: '2026-11-20', independent: true })]
    expect(evidenceOwed(checkOn(TODAY, one), settings, TODAY, false)).toEqual(['twoKinds'])
    for (const state of ['embedded', 'inProgress'] as const)
      expect(evidenceOwed({ ...checkOn(TODAY), state }, settings, TODAY, true)).toEqual([])
  })
})

test('evidence shows nothing any more once what it leads to was taken out', () => {
  const out = { url: TAKEN_OUT_URL, datedOn: '2026-11-20', independent: true }
  const shown = (id: string, change: Partial<Evidence> = {}) => someEvidence({ criterionId: id, ...change })
  const half = anAction({ evidence: [shown('first'), shown('second', out)] })
  expect(criteriaWithoutEvidence(half).map(({ id }) => id)).toEqual(['second'])
  const none = anAction({ dueOn: addDays(TODAY, 1), evidence: [shown('first', out)] })
  expect(ratingOf(none, defaultSettings, TODAY).code).toBe('dueSoonNoEvidence')
  const embedding = [shown('first', { ...out, kind: 'audit' }), shown('first', { ...out, kind: 'data' })]
  expect(embeddingGaps(anActionIn('signedOff', { evidence: embedding }))).toHaveLength(2)
})

describe('an own rating', () => {
  test.each<[boolean, 'amber' | 'red', string, Partial<ActionFacts>, ActionState?]>([
    [true, 'amber', 'on track', {}],
    [true, 'red', 'on track', {}],
    [false, 'amber', 'overdue', { dueOn: '2026-11-22' }],
    [true, 'red', 'overdue', { dueOn: '2026-11-22' }],
    [true, 'amber', 'rated red by the owner before', { ownRating: 'red' }],
    [false, 'amber', 'overdue before its start', { dueOn: '2026-11-22', startOn: '2026-12-01' }, 'agreed'],
    [false, 'amber', 'forecast far too late', { forecastOn: '2027-03-27' }],
    [true, 'amber', 'forecast late', { forecastOn: '2027-03-26' }],
  ])('is taken: %s, %s while it is %s', (ok, ownRating, _, action, state = 'inProgress') => {
    const answer = answerTo(state, 'owner', { ...report, ownRating }, { action })
    expect(answer.ok ? null : answer.code).toBe(ok ? null : 'ownRatingBetter')
  })

  test.each([
    ['2027-03-27', 'ownRatingBetter'],
    ['2027-03-26', null],
    [null, null],
    ['tomorrow', 'dateNotAllowed'],
  ])('is held against the forecast reported with it: %s', (forecastOn, code) => {
    const event = { ...report, ownRating: 'amber', forecastOn } as const
    const answer = answerTo('inProgress', 'owner', event, { action: { forecastOn: '2027-06-01' } })
    expect(answer.ok ? null : answer.code).toBe(code)
  })
})

describe('a day of an event', () => {
  const reason = 'It slid.'
  test.each([
    [{ type: 'reopen', reason, dueOn: TODAY }, 'signedOff', true],
    [{ type: 'reopen', reason, dueOn: '2026-11-22' }, 'signedOff', false],
    [{ type: 'reinstate', reason, dueOn: TODAY }, 'cancelled', true],
    [{ type: 'reinstate', reason, dueOn: '2026-11-22' }, 'cancelled', false],
    [{ ...signOff, embedCheckOn: '2026-11-24' }, 'endorsed', true],
    [{ ...signOff, embedCheckOn: TODAY }, 'endorsed', false],
  ] as const)('is allowed: %j, while it is %s: %s', (event, state, ok) => {
    expect(answerTo(state, 'chair', event)).toMatchObject(ok ? { ok } : { ok, code: 'dateNotAllowed' })
  })

  test.each([
    [TODAY, true],
    ['2026-11-22', true],
    ['2026-11-24', false],
  ])('of a transfer is today or earlier: %s, %s', (fromOn, ok) => {
    const event = { type: 'transfer', ownerId: 'heir', fromOn, reason } as const
    expect(answerTo('agreed', 'lead', event).ok).toBe(ok)
  })
})

test.each<[boolean, string, ActionSurroundings['successor']]>([
  [true, 'of the plan', { id: 'successor', planId: 'plan', state: 'agreed', recommendationIds: [] }],
  [true, 'that is finished', { id: 'successor', planId: 'plan', state: 'signedOff', recommendationIds: [] }],
  [false, 'that is not there', null],
  [
    false,
    'that is the action itself',
    { id: 'action', planId: 'plan', state: 'agreed', recommendationIds: [] },
  ],
  [false, 'of another plan', { id: 'successor', planId: 'other', state: 'agreed', recommendationIds: [] }],
  [
    false,
    'that is cancelled',
    { id: 'successor', planId: 'plan', state: 'cancelled', recommendationIds: [] },
  ],
  [
    false,
    'that is superseded',
    { id: 'successor', planId: 'plan', state: 'superseded', recommendationIds: [] },
  ],
])('an action takes over: %s, one %s', (ok, _, successor) => {
  expect(answerTo('agreed', 'chair', supersede, { around: { successor } }).ok).toBe(ok)
})

describe('an edit names what stands in its way', () => {
  const edited = (change: ActionChange, action: ActionFacts, around: Partial<ActionSurroundings> = {}) => {
    const event: ActionEdit = { type: 'edit', change }
    const asked = { action, event, around: surroundings(around), standing: standing('lead') }
    const answer = editAction({ ...asked, today: TODAY, now: NOW })
    return answer.ok ? null : [answer.code, ...answer.missing.map(({ field }) => field)]
  }
  const draft = anActionIn('draft')
  const named = (state: (typeof priorityStates)[number], planId = 'plan') => ({
    namedPriority: { id: 'other', planId, state },
  })
  const cover = {
    soleCoverOf: [
      { id: 'recommendation', ref: 'R1' },
      { id: 'second', ref: 'R2' },
    ],
  }
  const listed = { namedRecommendationIds: ['recommendation', 'third'], namedMeasureIds: ['measure'] }
  const tied = { ...anActionIn('inProgress'), decisionId: 'decision' }
  const held = { decision: aPublished({ state: 'calledIn', effectiveAt: null }) }
  const settled = { decision: aPublished({ state: 'confirmed', effectiveAt: NOW }) }
  const inDraft = { plan: { ...surroundings().plan, state: 'draft' as const } }

  test.each<[string[] | null, string, ActionChange, ActionFacts, Partial<ActionSurroundings>?]>([
    [['personNotFound', 'ownerId'], 'another new owner', { ownerId: 'other' }, draft],
    [['personNotFound', 'ownerId'], 'no new owner', { ownerId: 'heir' }, draft, { newOwner: null }],
    [null, 'the new owner', { ownerId: 'heir' }, draft],
    [null, 'no owner', { ownerId: null }, draft],
    [
      ['decisionUnknown', 'decisionId'],
      'a decision of another plan',
      { decisionId: 'other' },
      draft,
      { decisionIsOfPlan: false },
    ],
    [null, 'a decision of the plan', { decisionId: 'decision' }, anActionIn('inProgress')],
    [null, 'no decision', { decisionId: null }, anActionIn('inProgress'), { decisionIsOfPlan: false }],
    [
      ['decisionNotEffective', 'decisionId'],
      'no decision, of one called in',
      { decisionId: null },
      tied,
      held,
    ],
    [
      ['decisionNotEffective', 'decisionId'],
      'another, of one called in',
      { decisionId: 'other' },
      tied,
      held,
    ],
    [null, 'the same decision that is called in', { decisionId: 'decision' }, tied, held],
    [null, 'a title beside a decision called in', { title: 'A' }, tied, held],
    [null, 'no decision, of one that was confirmed', { decisionId: null }, tied, settled],
    [null, 'the same owner', { ownerId: 'owner' }, draft, { newOwner: null }],
    [['wrongState', 'dueOn'], 'a due date once agreed', { dueOn: TODAY, title: 'A' }, anActionIn('agreed')],
    [
      ['criterionUnknown', 'criteria'],
      'a criterion twice',
      { criteria: criterion ? [criterion, criterion] : [] },
      { ...draft, evidence: [] },
    ],
    [['criterionHasEvidence', 'criteria', 'criteria'], 'criteria with evidence', { criteria: [] }, draft],
    [null, 'criteria without evidence', { criteria: [] }, { ...draft, evidence: [] }],
    [
      null,
      'a criterion without evidence, beside one that has some',
      { criteria: draft.criteria.slice(0, 1) },
      { ...draft, evidence: draft.evidence.slice(0, 1) },
    ],
    [['priorityUnknown', 'priorityId'], 'no priority', { priorityId: 'other' }, draft],
    [
      ['priorityUnknown', 'priorityId'],
      'of another plan',
      { priorityId: 'other' },
      draft,
      named('active', 'elsewhere'),
    ],
    [
      ['recommendationUnknown', 'recommendationIds'],
      'not of the plan',
      { recommendationIds: ['strange'] },
      draft,
      listed,
    ],
    [
      ['recommendationUnknown', 'recommendationIds'],
      'one not of the plan',
      { recommendationIds: ['third', 'strange'] },
      draft,
      listed,
    ],
    [['measureUnknown', 'measureIds'], 'not of the plan', { measureIds: ['strange'] }, draft, listed],
    [
      ['measureUnknown', 'measureIds'],
      'one not of the plan',
      { measureIds: ['measure', 'strange'] },
      draft,
      listed,
    ],
    [null, 'measures of the plan', { measureIds: ['measure'] }, draft, listed],
    [null, 'recommendations of the plan', { recommendationIds: ['third', 'recommendation'] }, draft, listed],
    [
      ['recommendationUncovered', 'recommendationIds'],
      'the only cover',
      { recommendationIds: ['recommendation'] },
      draft,
      { ...cover, ...listed },
    ],
    [
      ['recommendationUncovered', 'recommendationIds', 'recommendationIds'],
      'both',
      { recommendationIds: [] },
      draft,
      { ...cover, ...listed },
    ],
    [
      null,
      'the only cover, in a draft plan',
      { recommendationIds: [] },
      draft,
      { ...cover, ...listed, ...inDraft },
    ],
    [
      null,
      'the only cover, out of the plan',
      { recommendationIds: [] },
      anActionIn('cancelled'),
      { ...cover, ...listed },
    ],
    [null, 'nothing of recommendations', { title: 'A' }, draft, cover],
  ])('%j: %s', (refused, _, change, action, around) => {
    expect(edited(change, action, around)).toEqual(refused)
  })

  test('a closed priority takes no action that counts, unless it has it already', () => {
    const into = (action: ActionFacts, priorityId = 'other') =>
      priorityStates.filter((state) => edited({ priorityId }, action, named(state)) === null)
    expect(into(draft)).toEqual(['draft', 'active', 'paused'])
    expect(into(anActionIn('agreed'))).toEqual(['draft', 'active', 'paused'])
    expect(into(anActionIn('cancelled'))).toEqual(priorityStates)
    expect(into(draft, 'priority')).toEqual(priorityStates)
    expect(edited({ title: 'A' }, draft, named('delivered'))).toBeNull()
  })
})
