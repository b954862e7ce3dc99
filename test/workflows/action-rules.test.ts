import { describe, expect, test } from 'vitest'
import { actionWorkflow } from '#workflows/action.ts'
import type { ActionEvent } from '#workflows/action-events.ts'
import type { ActionFacts, ActionState, ActionSurroundings, Extension } from '#workflows/action-facts.ts'
import { addDays } from '#workflows/calendar.ts'
import { defaultSettings, planStates } from '#workflows/plan-settings.ts'
import type { RefusalCode } from '#workflows/requirement.ts'
import { possibilities, step } from '#workflows/step.ts'
import {
  anActionIn,
  NOW,
  type StandingName,
  someEvidence,
  standing,
  surroundings,
  TODAY,
} from '../support/facts.ts'

type Case = {
  name: string
  state: ActionState
  by: [StandingName, ...StandingName[]]
  event: ActionEvent
  action?: Partial<ActionFacts>
  around?: Partial<ActionSurroundings>
}

const signOff = { type: 'signOff' } as const
const endorse = { type: 'endorse', statement: 'I opened both documents.' } as const
const report = { type: 'report', updateId: 'update', note: 'Seven families were seen.' } as const
const submit = { type: 'submit', whatChanged: 'Families wait nine days.' } as const
const cancel = { type: 'cancel', reason: 'The service has closed.' } as const
const supersede = { type: 'supersede', successorId: 'successor' } as const
const transfer = { type: 'transfer', ownerId: 'heir', fromOn: TODAY, reason: 'A new post.' } as const
const yesterday = addDays(TODAY, -1)
const tomorrow = addDays(TODAY, 1)

const openRequest: Extension = {
  id: 'extension',
  state: 'requested',
  reasonCode: 'capacity',
  text: 'Two posts are empty.',
  effect: null,
  mitigation: null,
  previousDueOn: '2027-02-26',
  dueOn: '2027-03-12',
  requestedBy: 'owner',
  requestedOn: '2026-11-20',
  decidedBy: null,
  decidedOn: null,
  decisionReason: null,
  regulatorAgreement: null,
}

function plan(change: Partial<ActionSurroundings['plan']['settings']>): Partial<ActionSurroundings> {
  return { plan: { id: 'plan', state: 'active', settings: { ...defaultSettings, ...change } } }
}

function answerTo({ state, by, event, action = {}, around = {} }: Omit<Case, 'name'>) {
  return step(actionWorkflow, {
    action: anActionIn(state, action),
    around: surroundings(around),
    standing: standing(...by),
    today: TODAY,
    now: NOW,
    event,
  })
}

function afterwards(asked: Omit<Case, 'name'>): ActionFacts {
  const answer = answerTo(asked)
  if (!answer.ok) throw new Error(answer.because)
  return answer.after
}

describe('an action is refused', () => {
  const refusals: (Case & { code: RefusalCode; missing?: string[] })[] = [
    {
      name: 'to be agreed without owner, due date and criteria, naming each',
      state: 'draft',
      by: ['lead'],
      event: { type: 'agree' },
      action: {
        ownerId: null,
        dueOn: null,
        criteria: [],
      },
      ...{
        code: 'incomplete',
        missing: ['owner', 'dueOn', 'criteria'],
      },
    },
    {
      name: 'to be started while its plan is not active',
      state: 'agreed',
      by: ['owner'],
      event: { type: 'start' },
      code: 'planNotActive',
      around: {
        plan: {
          id: 'plan',
          state: 'submitted',
          settings: defaultSettings,
        },
      },
    },
    {
      name: 'to be started by a first report while its plan is not active',
      state: 'agreed',
      by: ['owner'],
      event: report,
      code: 'planNotActive',
      around: {
        plan: {
          id: 'plan',
          state: 'closed',
          settings: defaultSettings,
        },
      },
    },
    {
      name: 'a report with a forecast that is no day',
      state: 'inProgress',
      by: ['owner'],
      event: {
        ...report,
        forecastOn: '2027-02-30',
        ownRating: 'red',
      },
      ...{
        code: 'dateNotAllowed',
        missing: ['forecastOn'],
      },
    },
    {
      name: "an own rating better than the rule's",
      state: 'inProgress',
      by: ['owner'],
      event: {
        ...report,
        ownRating: 'amber',
      },
      ...{
        action: { dueOn: yesterday },
        code: 'ownRatingBetter',
        missing: ['ownRating'],
      },
    },
    {
      name: 'an own rating better than the rule gives for the forecast in the same report',
      state: 'inProgress',
      by: ['owner'],
      code: 'ownRatingBetter',
      missing: ['ownRating'],
      event: {
        ...report,
        ownRating: 'amber',
        forecastOn: '2027-06-30',
      },
    },
    {
      name: 'submission without evidence for a criterion, naming the criterion',
      state: 'inProgress',
      by: ['owner'],
      event: submit,
      action: { evidence: [someEvidence({ criterionId: 'first' })] },
      ...{
        code: 'evidenceMissing',
        missing: ['criteria/1/evidence'],
      },
    },
    {
      name: 'submission without any criteria',
      state: 'returned',
      by: ['owner'],
      event: submit,
      action: { criteria: [] },
      code: 'evidenceMissing',
    },
    {
      name: 'submission while an extension is open',
      state: 'inProgress',
      by: ['owner'],
      event: submit,
      code: 'extensionOpen',
      action: { extensions: [openRequest] },
    },
    {
      name: 'endorsement by a lead who owns it',
      state: 'submitted',
      by: ['lead', 'owner'],
      event: endorse,
      code: 'ownWork',
    },
    {
      name: 'endorsement by a lead who submitted it and has handed it on since',
      state: 'submitted',
      by: ['lead'],
      event: endorse,
      action: { submittedBy: 'lead' },
      code: 'ownWork',
    },
    {
      name: 'sign-off by a chair who owns it',
      state: 'endorsed',
      by: ['chair', 'owner'],
      event: signOff,
      code: 'ownWork',
    },
    {
      name: 'sign-off by a chair who endorsed it as lead',
      state: 'endorsed',
      by: ['chair'],
      event: signOff,
      action: { endorsedBy: 'chair' },
      code: 'ownWork',
    },
    {
      name: 'sign-off by a chair who submitted it and has handed it on since',
      state: 'endorsed',
      by: ['chair'],
      event: signOff,
      action: { submittedBy: 'chair' },
      code: 'ownWork',
    },
    {
      name: 'sign-off by an administrator',
      state: 'endorsed',
      by: ['administrator'],
      event: signOff,
      code: 'notYourRole',
    },
    {
      name: 'sign-off by a vice-chair while the chair can',
      state: 'endorsed',
      by: ['viceChair'],
      event: signOff,
      code: 'notYourRole',
    },
    {
      name: 'sign-off by a vice-chair while one of two chairs can',
      state: 'endorsed',
      by: ['viceChair'],
      event: signOff,
      code: 'notYourRole',
      ...{
        action: { ownerId: 'chair' },
        around: { chairIds: ['chair', 'otherChair'] },
      },
    },
    {
      name: 'sign-off by a vice-chair who owns it',
      state: 'endorsed',
      by: ['viceChair', 'owner'],
      event: signOff,
      code: 'ownWork',
      action: { endorsedBy: 'chair' },
    },
    {
      name: 'sign-off of what is not endorsed, where the plan asks for two keys',
      state: 'submitted',
      by: ['chair'],
      event: signOff,
      code: 'wrongState',
    },
    {
      name: 'sign-off with an embedding check that is due today',
      state: 'endorsed',
      by: ['chair'],
      event: {
        ...signOff,
        embedCheckOn: TODAY,
      },
      ...{
        code: 'dateNotAllowed',
        missing: ['embedCheckOn'],
      },
    },
    {
      name: 'sign-off with an embedding check on no day',
      state: 'endorsed',
      by: ['chair'],
      event: {
        ...signOff,
        embedCheckOn: 'next spring',
      },
      ...{
        code: 'dateNotAllowed',
        missing: ['embedCheckOn'],
      },
    },
    {
      name: 'a return for a criterion it does not have',
      state: 'submitted',
      by: ['lead'],
      event: {
        type: 'return',
        reason: 'No.',
        criterionId: 'third',
      },
      ...{
        code: 'criterionUnknown',
        missing: ['criterionId'],
      },
    },
    {
      name: 'embedding with evidence of one kind',
      state: 'signedOff',
      by: ['chair'],
      event: { type: 'embed' },
      action: {
        evidence: [
          someEvidence({
            kind: 'audit',
            datedOn: '2026-11-20',
            independent: true,
          }),
          someEvidence({
            kind: 'audit',
            datedOn: '2026-11-21',
          }),
        ],
      },
      ...{
        code: 'evidenceMissing',
        missing: ['evidence'],
      },
    },
    {
      name: 'embedding with nothing independent of the owner',
      state: 'signedOff',
      by: ['chair'],
      event: { type: 'embed' },
      action: {
        evidence: [
          someEvidence({
            kind: 'audit',
            datedOn: '2026-11-20',
          }),
          someEvidence({
            kind: 'feedback',
            datedOn: '2026-11-20',
          }),
        ],
      },
      ...{
        code: 'evidenceMissing',
        missing: ['evidence'],
      },
    },
    {
      name: 'embedding with evidence of the very day of sign-off',
      state: 'signedOff',
      by: ['chair'],
      event: { type: 'embed' },
      action: {
        evidence: [
          someEvidence({
            kind: 'audit',
            datedOn: '2026-11-19',
            independent: true,
          }),
          someEvidence({
            kind: 'feedback',
            datedOn: '2026-11-20',
            independent: true,
          }),
        ],
      },
      ...{
        code: 'evidenceMissing',
        missing: ['evidence'],
      },
    },
    {
      name: 'reopening with a due date in the past',
      state: 'embedded',
      by: ['chair'],
      event: {
        type: 'reopen',
        reason: 'It slid.',
        dueOn: yesterday,
      },
      ...{
        code: 'dateNotAllowed',
        missing: ['dueOn'],
      },
    },
    {
      name: 'cancellation that leaves a recommendation without an action, naming it',
      state: 'agreed',
      by: ['chair'],
      event: cancel,
      around: {
        soleCoverOf: [
          {
            id: 'recommendation',
            ref: 'R1',
          },
        ],
        successor: null,
      },
      ...{
        code: 'recommendationUncovered',
        missing: ['recommendations'],
      },
    },
    {
      name: 'supersession by an action that does not cover its recommendation',
      state: 'agreed',
      by: ['chair'],
      event: supersede,
      around: {
        soleCoverOf: [
          {
            id: 'recommendation',
            ref: 'R1',
          },
        ],
      },
      ...{
        code: 'recommendationUncovered',
        missing: ['recommendations'],
      },
    },
    {
      name: 'supersession by an action of another plan',
      state: 'agreed',
      by: ['chair'],
      event: supersede,
      around: {
        successor: {
          id: 'successor',
          planId: 'other',
          state: 'agreed',
          recommendationIds: [],
        },
      },
      ...{
        code: 'successorNotSuitable',
        missing: ['successorId'],
      },
    },
    {
      name: 'supersession by an action that is out of the plan',
      state: 'agreed',
      by: ['chair'],
      event: supersede,
      around: {
        successor: {
          id: 'successor',
          planId: 'plan',
          state: 'cancelled',
          recommendationIds: [],
        },
      },
      ...{
        code: 'successorNotSuitable',
        missing: ['successorId'],
      },
    },
    {
      name: 'supersession by itself',
      state: 'agreed',
      by: ['chair'],
      event: {
        type: 'supersede',
        successorId: 'action',
      },
      around: {
        successor: {
          id: 'action',
          planId: 'plan',
          state: 'agreed',
          recommendationIds: [],
        },
      },
      ...{
        code: 'successorNotSuitable',
        missing: ['successorId'],
      },
    },
    {
      name: 'transfer to somebody unknown or gone',
      state: 'agreed',
      by: ['administrator'],
      event: transfer,
      around: { newOwner: null },
      ...{
        code: 'personNotFound',
        missing: ['ownerId'],
      },
    },
    {
      name: 'transfer to its present owner',
      state: 'agreed',
      by: ['administrator'],
      event: transfer,
      action: { ownerId: 'heir' },
      ...{
        code: 'personNotFound',
        missing: ['ownerId'],
      },
    },
    {
      name: 'transfer from a day to come',
      state: 'agreed',
      by: ['lead'],
      event: {
        ...transfer,
        fromOn: tomorrow,
      },
      ...{
        code: 'dateNotAllowed',
        missing: ['fromOn'],
      },
    },
  ]

  test.each(refusals)('$name', ({ name: _, code, missing = [], ...asked }) => {
    const answer = answerTo(asked)
    expect(answer).toMatchObject({ ok: false, code, missing: missing.map((field) => ({ field })) })
    expect(answer.ok ? '' : answer.because).toMatch(/^['A-Z].{12,}\.$/)
  })
})

describe('an action is accepted', () => {
  const acceptances: (Case & { after: Partial<ActionFacts> })[] = [
    {
      name: 'for agreement, which freezes its baseline due date',
      state: 'draft',
      by: ['chair'],
      event: { type: 'agree' },
      action: { dueOn: '2027-01-29' },
      after: {
        state: 'agreed',
        agreedOn: TODAY,
        baselineDueOn: '2027-01-29',
        dueOn: '2027-01-29',
      },
    },
    {
      name: 'with a report in a plan that is not active, once it is in progress',
      state: 'inProgress',
      by: ['contributor'],
      event: report,
      around: {
        plan: {
          id: 'plan',
          state: 'closed',
          settings: defaultSettings,
        },
      },
      after: {
        state: 'inProgress',
        lastUpdateOn: TODAY,
      },
    },
    {
      name: "with an own rating worse than the rule's",
      state: 'inProgress',
      by: ['owner'],
      event: {
        ...report,
        ownRating: 'red',
      },
      after: { ownRating: 'red' },
    },
    {
      name: 'with a report that leaves the forecast as it was',
      state: 'returned',
      by: ['owner'],
      event: report,
      action: { forecastOn: '2027-03-05' },
      after: {
        state: 'returned',
        forecastOn: '2027-03-05',
      },
    },
    {
      name: 'with a report that takes the forecast back',
      state: 'inProgress',
      by: ['owner'],
      event: {
        ...report,
        forecastOn: null,
      },
      action: { forecastOn: '2027-03-05' },
      after: { forecastOn: null },
    },
    {
      name: 'by its lead, who owns it, when the chair signs it off with one key',
      state: 'submitted',
      by: ['chair'],
      event: signOff,
      action: {
        ownerId: 'lead',
        submittedBy: 'lead',
      },
      around: plan({ closure: 'oneKey' }),
      after: {
        state: 'signedOff',
        signedOffBy: 'chair',
        signedOffOn: TODAY,
      },
    },
    {
      name: 'for sign-off by the vice-chair where the chair owns it',
      state: 'endorsed',
      by: ['viceChair'],
      event: signOff,
      action: { ownerId: 'chair' },
      after: {
        state: 'signedOff',
        signedOffBy: 'viceChair',
      },
    },
    {
      name: 'for sign-off by the vice-chair where the chair endorsed it',
      state: 'endorsed',
      by: ['viceChair'],
      event: signOff,
      action: { endorsedBy: 'chair' },
      after: { state: 'signedOff' },
    },
    {
      name: 'for sign-off by the vice-chair where the chair submitted it',
      state: 'endorsed',
      by: ['viceChair'],
      event: signOff,
      action: { submittedBy: 'chair' },
      after: { state: 'signedOff' },
    },
    {
      name: 'with its embedding check ninety days on',
      state: 'endorsed',
      by: ['chair'],
      event: signOff,
      after: { embedCheckOn: '2027-02-21' },
    },
    {
      name: "with its embedding check after the plan's own number of days",
      state: 'endorsed',
      by: ['chair'],
      event: signOff,
      around: plan({ embedAfterDays: 1 }),
      after: { embedCheckOn: tomorrow },
    },
    {
      name: 'with the embedding check that is asked for',
      state: 'endorsed',
      by: ['chair'],
      event: {
        ...signOff,
        embedCheckOn: '2027-06-01',
      },
      after: { embedCheckOn: '2027-06-01' },
    },
    {
      name: 'when reopened: as work to be done anew, its baseline as it was',
      state: 'signedOff',
      by: ['chair'],
      event: {
        type: 'reopen',
        reason: 'Waits have grown.',
        dueOn: TODAY,
      },
      after: {
        ...{
          state: 'inProgress',
          dueOn: TODAY,
          baselineDueOn: '2027-02-26',
          timesExtended: 0,
        },
        ...{
          submittedOn: null,
          submittedBy: null,
          endorsedOn: null,
          endorsedBy: null,
        },
        ...{
          signedOffOn: null,
          signedOffBy: null,
          embedCheckOn: null,
          forecastOn: null,
        },
      },
    },
    {
      name: 'when returned: neither submitted nor endorsed any more',
      state: 'endorsed',
      by: ['chair'],
      event: {
        type: 'return',
        reason: 'One team only.',
        criterionId: 'second',
      },
      after: {
        state: 'returned',
        submittedOn: null,
        submittedBy: null,
        endorsedOn: null,
        endorsedBy: null,
      },
    },
    {
      name: 'when superseded by an action that covers its recommendation',
      state: 'inProgress',
      by: ['chair'],
      event: supersede,
      around: {
        soleCoverOf: [
          {
            id: 'recommendation',
            ref: 'R1',
          },
        ],
        successor: {
          id: 'successor',
          planId: 'plan',
          state: 'inProgress',
          recommendationIds: ['recommendation'],
        },
      },
      after: {
        state: 'superseded',
        successorId: 'successor',
      },
    },
    {
      name: 'when reinstated: with its new date, no successor, its baseline as it was',
      state: 'superseded',
      by: ['chair'],
      event: {
        type: 'reinstate',
        reason: 'It is needed.',
        dueOn: '2027-05-28',
      },
      after: {
        state: 'agreed',
        dueOn: '2027-05-28',
        baselineDueOn: '2027-02-26',
        successorId: null,
      },
    },
    {
      name: 'when transferred: with the new owner, their post and agency',
      state: 'submitted',
      by: ['administrator'],
      event: transfer,
      around: {
        newOwner: {
          id: 'heir',
          name: 'The heir',
          post: 'Head of service',
          agencyId: 'other',
        },
      },
      after: {
        state: 'submitted',
        ownerId: 'heir',
        ownerPost: 'Head of service',
        agencyId: 'other',
      },
    },
  ]

  test.each(acceptances)('$name', ({ name: _, after, ...asked }) => {
    expect(afterwards(asked)).toMatchObject(after)
  })

  test('for its start in an active plan only', () => {
    const accepted = planStates.filter(
      (state) =>
        answerTo({
          state: 'agreed',
          by: ['owner'],
          event: { type: 'start' },
          around: {
            plan: {
              id: 'plan',
              state,
              settings: defaultSettings,
            },
          },
        }).ok,
    )
    expect(accepted).toEqual(['active'])
  })

  test('with the whole report kept', () => {
    const event = { ...report, note: ' Seen. ', forecastOn: '2027-03-05', whatChanged: ' ', ownRating: null }
    expect(afterwards({ state: 'agreed', by: ['contributor'], event }).lastUpdate).toEqual({
      id: 'update',
      by: 'contributor',
      at: NOW,
      note: 'Seen.',
      forecastOn: '2027-03-05',
      ownRating: null,
      whatChanged: null,
    })
  })
})

describe('what may happen next', () => {
  test('offers supersession of the only cover of a recommendation, and asks for the successor', () => {
    const offered = possibilities<ActionEvent>(actionWorkflow, {
      action: anActionIn('agreed'),
      around: surroundings({ soleCoverOf: [{ id: 'recommendation', ref: 'R1' }], successor: null }),
      standing: standing('chair'),
      today: TODAY,
      now: NOW,
    })
    expect(offered.find(({ event }) => event === 'supersede')).toMatchObject({
      allowed: true,
      needs: ['successorId'],
    })
    expect(offered.find(({ event }) => event === 'cancel')).toMatchObject({
      allowed: false,
      code: 'recommendationUncovered',
    })
  })
})

describe('an accepted event is told', () => {
  const told: (Case & { to: [string, string][] })[] = [
    {
      name: 'to the owner, when agreed',
      state: 'draft',
      by: ['lead'],
      event: { type: 'agree' },
      to: [['assigned', 'owner']],
    },
    {
      name: 'to the lead, when submitted',
      state: 'inProgress',
      by: ['owner'],
      event: submit,
      to: [['submitted', 'lead']],
    },
    {
      name: 'to lead and chair, when submitted where one key closes',
      state: 'inProgress',
      by: ['owner'],
      event: submit,
      around: plan({ closure: 'oneKey' }),
      to: [
        ['submitted', 'lead'],
        ['submitted', 'chair'],
      ],
    },
    {
      name: 'to owner and chair, when endorsed',
      state: 'submitted',
      by: ['lead'],
      event: endorse,
      to: [
        ['endorsed', 'owner'],
        ['endorsed', 'chair'],
      ],
    },
    {
      name: 'to owner and lead, when signed off',
      state: 'endorsed',
      by: ['chair'],
      event: signOff,
      to: [
        ['signedOff', 'owner'],
        ['signedOff', 'lead'],
      ],
    },
    {
      name: 'to the new owner, when transferred',
      state: 'agreed',
      by: ['lead'],
      event: transfer,
      to: [['assigned', 'heir']],
    },
    {
      name: 'once to somebody concerned twice, and not to who did it',
      state: 'submitted',
      by: ['lead'],
      event: endorse,
      around: { chairIds: ['owner', 'lead'] },
      to: [['endorsed', 'owner']],
    },
  ]

  test.each(told)('$name', ({ name: _, to, ...asked }) => {
    const answer = answerTo(asked)
    expect(answer.ok && answer.notices.map(({ kind, personId }) => [kind, personId])).toEqual(to)
  })
})
