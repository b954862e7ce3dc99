import { describe, expect, test } from 'vitest'
import type { ActionEvent } from '#workflows/action/action-events.ts'
import type { ActionFacts, ActionState } from '#workflows/action/action-facts.ts'
import { actionWorkflow } from '#workflows/action/action.ts'
import { possibilities } from '#workflows/engine/step.ts'
import { planStates } from '#workflows/plan/plan-settings.ts'
import {
  type Actor,
  answerTo,
  cancel,
  endorse,
  inPlan,
  openRequest,
  report,
  type Special,
  signOff,
  submit,
  supersede,
  transfer,
} from '../support/action-answers.ts'
import { anActionIn, NOW, standing, surroundings, TODAY } from '../support/facts.ts'

type Acceptance = [
  what: string,
  state: ActionState,
  by: Actor,
  event: ActionEvent,
  after: Partial<ActionFacts>,
  special?: Special,
]
type Telling = [
  what: string,
  state: ActionState,
  by: Actor,
  event: ActionEvent,
  to: [string, string][],
  special?: Special,
]

const acceptances: Acceptance[] = [
  [
    'for agreement, which freezes its baseline due date',
    'draft',
    'chair',
    { type: 'agree' },
    { state: 'agreed', agreedOn: TODAY, baselineDueOn: '2027-01-29', dueOn: '2027-01-29' },
    { action: { dueOn: '2027-01-29' } },
  ],
  [
    'with a report in a plan that is not active, once it is in progress',
    'inProgress',
    'contributor',
    report,
    { state: 'inProgress', lastUpdateOn: TODAY },
    { around: inPlan({}, 'closed') },
  ],
  [
    "with an own rating worse than the rule's",
    'inProgress',
    'owner',
    { ...report, ownRating: 'red' },
    { ownRating: 'red' },
  ],
  [
    'with a report that leaves the forecast as it was',
    'returned',
    'owner',
    report,
    { state: 'returned', forecastOn: '2027-03-05' },
    { action: { forecastOn: '2027-03-05' } },
  ],
  [
    'with a report that takes the forecast back',
    'inProgress',
    'owner',
    { ...report, forecastOn: null },
    { forecastOn: null },
    { action: { forecastOn: '2027-03-05' } },
  ],
  [
    'when reopened: as work to be done anew, its baseline as it was',
    'signedOff',
    'chair',
    { type: 'reopen', reason: 'Waits have grown.', dueOn: TODAY },
    {
      state: 'inProgress',
      dueOn: TODAY,
      baselineDueOn: '2027-02-26',
      timesExtended: 0,
      submittedBy: null,
      endorsedBy: null,
      signedOffOn: null,
      signedOffBy: null,
      embedCheckOn: null,
      forecastOn: null,
    },
  ],
  [
    'when returned: neither submitted nor endorsed any more',
    'endorsed',
    'chair',
    { type: 'return', reason: 'One team only.', criterionId: 'second' },
    { state: 'returned', submittedOn: null, submittedBy: null, endorsedOn: null, endorsedBy: null },
  ],
  [
    'when superseded by an action that covers its recommendation',
    'inProgress',
    'chair',
    supersede,
    { state: 'superseded', successorId: 'successor' },
    {
      around: {
        soleCoverOf: [{ id: 'recommendation', ref: 'R1' }],
        successor: {
          id: 'successor',
          planId: 'plan',
          state: 'inProgress',
          recommendationIds: ['recommendation'],
        },
      },
    },
  ],
  [
    'when reinstated: with its new date, no successor, its baseline as it was',
    'superseded',
    'chair',
    { type: 'reinstate', reason: 'It is needed.', dueOn: '2027-05-28' },
    { state: 'agreed', dueOn: '2027-05-28', baselineDueOn: '2027-02-26', successorId: null },
  ],
  [
    'when transferred: with the new owner, their post and agency',
    'submitted',
    'administrator',
    transfer,
    { state: 'submitted', ownerId: 'heir', ownerPost: 'Head of service', agencyId: 'other' },
    { around: { newOwner: { id: 'heir', name: 'The heir', post: 'Head of service', agencyId: 'other' } } },
  ],
]

const told: Telling[] = [
  ['to the owner, when agreed', 'draft', 'lead', { type: 'agree' }, [['assigned', 'owner']]],
  ['to the lead, when submitted', 'inProgress', 'owner', submit, [['submitted', 'lead']]],
  [
    'to the chair, when the lead submits what they own',
    'inProgress',
    'owner',
    submit,
    [['submitted', 'chair']],
    { around: { leadId: 'owner' } },
  ],
  [
    'to lead and chair, when submitted where one key closes',
    'inProgress',
    'owner',
    submit,
    [
      ['submitted', 'lead'],
      ['submitted', 'chair'],
    ],
    { around: inPlan({ closure: 'oneKey' }) },
  ],
  [
    'to owner and chair, when endorsed',
    'submitted',
    'lead',
    endorse,
    [
      ['endorsed', 'owner'],
      ['endorsed', 'chair'],
    ],
  ],
  [
    'to owner and lead, when signed off',
    'endorsed',
    'chair',
    signOff,
    [
      ['signedOff', 'owner'],
      ['signedOff', 'lead'],
    ],
  ],
  ['to the new owner, when transferred', 'agreed', 'lead', transfer, [['assigned', 'heir']]],
  [
    'once to somebody concerned twice, and not to who did it',
    'submitted',
    'lead',
    endorse,
    [['endorsed', 'owner']],
    { around: { chairIds: ['owner'], viceChairIds: ['owner', 'lead'] } },
  ],
  [
    'to the vice-chair, where the chair owns it',
    'submitted',
    'lead',
    endorse,
    [
      ['endorsed', 'chair'],
      ['endorsed', 'viceChair'],
    ],
    { action: { ownerId: 'chair' } },
  ],
]

describe('an action is accepted', () => {
  test.each(acceptances)('%s', (_what, state, by, event, after, special) => {
    expect(answerTo(state, by, event, special)).toMatchObject({ ok: true, after })
  })

  test('for its start in an active plan only', () => {
    const accepted = planStates.filter(
      (state) => answerTo('agreed', 'owner', { type: 'start' }, { around: inPlan({}, state) }).ok,
    )
    expect(accepted).toEqual(['active'])
  })

  test('out of the plan with its open request for more time, which is withdrawn', () => {
    for (const event of [cancel, supersede]) {
      expect(answerTo('agreed', 'chair', event, { action: { extensions: [openRequest] } })).toMatchObject({
        ok: true,
        after: { extensions: [{ id: 'extension', state: 'withdrawn', decidedBy: null }] },
      })
    }
  })

  test("back in the plan without its owner's old rating", () => {
    const action = { ownRating: 'red' as const }
    const reopen = { type: 'reopen', reason: 'It slid.', dueOn: '2027-03-31' } as const
    expect(answerTo('signedOff', 'chair', reopen, { action })).toMatchObject({ after: { ownRating: null } })
    const reinstate = { ...reopen, type: 'reinstate' } as const
    expect(answerTo('cancelled', 'chair', reinstate, { action })).toMatchObject({
      after: { ownRating: null },
    })
  })

  test('with the whole report kept', () => {
    const event = { ...report, note: ' Seen. ', forecastOn: '2027-03-05', whatChanged: ' ', ownRating: null }
    const lastUpdate = {
      id: 'update',
      by: 'contributor',
      at: NOW,
      note: 'Seen.',
      forecastOn: '2027-03-05',
      ownRating: null,
      whatChanged: null,
    }
    expect(answerTo('agreed', 'contributor', event)).toMatchObject({ after: { lastUpdate } })
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
  test.each(told)('%s', (_what, state, by, event, to, special) => {
    const notices = to.map(([kind, personId]) => ({ kind, personId }))
    expect(answerTo(state, by, event, special)).toMatchObject({ ok: true, notices })
  })
})
