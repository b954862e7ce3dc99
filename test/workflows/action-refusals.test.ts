import { expect, test } from 'vitest'
import type { ActionEvent } from '#workflows/action/action-events.ts'
import type { ActionState } from '#workflows/action/action-facts.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import type { RefusalCode } from '#workflows/engine/requirement.ts'
import {
  type Actor,
  answerTo,
  cancel,
  inPlan,
  openRequest,
  report,
  type Special,
  submit,
  supersede,
  transfer,
} from '../support/action-answers.ts'
import { someEvidence, TODAY } from '../support/facts.ts'

type Refusal = [
  what: string,
  state: ActionState,
  by: Actor,
  event: ActionEvent,
  code: RefusalCode,
  missing: string[],
  special?: Special,
]

const yesterday = addDays(TODAY, -1)
const tomorrow = addDays(TODAY, 1)

const refusals: Refusal[] = [
  [
    'to be agreed without owner, due date and criteria, naming each',
    'draft',
    'lead',
    { type: 'agree' },
    'incomplete',
    ['owner', 'dueOn', 'criteria'],
    { action: { ownerId: null, dueOn: null, criteria: [] } },
  ],
  [
    'to be started while its plan is not active',
    'agreed',
    'owner',
    { type: 'start' },
    'planNotActive',
    [],
    { around: inPlan({}, 'submitted') },
  ],
  [
    'to be started by a first report while its plan is not active',
    'agreed',
    'owner',
    report,
    'planNotActive',
    [],
    { around: inPlan({}, 'closed') },
  ],
  [
    'a report with a forecast that is no day',
    'inProgress',
    'owner',
    { ...report, forecastOn: '2027-02-30', ownRating: 'red' },
    'dateNotAllowed',
    ['forecastOn'],
  ],
  [
    "an own rating better than the rule's",
    'inProgress',
    'owner',
    { ...report, ownRating: 'amber' },
    'ownRatingBetter',
    ['ownRating'],
    { action: { dueOn: yesterday } },
  ],
  [
    'an own rating better than the rule gives for the forecast in the same report',
    'inProgress',
    'owner',
    { ...report, ownRating: 'amber', forecastOn: '2027-06-30' },
    'ownRatingBetter',
    ['ownRating'],
  ],
  [
    'submission without evidence for a criterion, naming the criterion',
    'inProgress',
    'owner',
    submit,
    'evidenceMissing',
    ['criteria/1/evidence'],
    { action: { evidence: [someEvidence({ criterionId: 'first' })] } },
  ],
  [
    'submission without any criteria',
    'returned',
    'owner',
    submit,
    'evidenceMissing',
    [],
    { action: { criteria: [] } },
  ],
  [
    'submission while an extension is open',
    'inProgress',
    'owner',
    submit,
    'extensionOpen',
    [],
    { action: { extensions: [openRequest] } },
  ],
  [
    'a return for a criterion it does not have',
    'submitted',
    'lead',
    { type: 'return', reason: 'No.', criterionId: 'third' },
    'criterionUnknown',
    ['criterionId'],
  ],
  [
    'embedding with evidence of one kind',
    'signedOff',
    'chair',
    { type: 'embed' },
    'evidenceMissing',
    ['evidence'],
    {
      action: {
        evidence: [
          someEvidence({ kind: 'audit', datedOn: '2026-11-20', independent: true }),
          someEvidence({ kind: 'audit', datedOn: '2026-11-21' }),
        ],
      },
    },
  ],
  [
    'asking the owner for evidence that is there',
    'signedOff',
    'chair',
    { type: 'askEvidence' },
    'wrongState',
    [],
  ],
  [
    'asking an owner who has left for evidence',
    'signedOff',
    'chair',
    { type: 'askEvidence' },
    'personNotFound',
    [],
    { action: { evidence: [] }, around: { ownerHasLeft: true } },
  ],
  [
    'asking for evidence in a closed plan',
    'signedOff',
    'chair',
    { type: 'askEvidence' },
    'planClosed',
    [],
    { action: { evidence: [] }, around: inPlan({}, 'closed') },
  ],
  [
    'a chair asking themselves for evidence',
    'signedOff',
    ['chair', 'owner'],
    { type: 'askEvidence' },
    'ownWork',
    [],
    { action: { evidence: [] } },
  ],
  [
    'embedding with nothing independent of the owner',
    'signedOff',
    'chair',
    { type: 'embed' },
    'evidenceMissing',
    ['evidence'],
    {
      action: {
        evidence: [
          someEvidence({ kind: 'audit', datedOn: '2026-11-20' }),
          someEvidence({ kind: 'feedback', datedOn: '2026-11-20' }),
        ],
      },
    },
  ],
  [
    'embedding with evidence of the very day of sign-off',
    'signedOff',
    'chair',
    { type: 'embed' },
    'evidenceMissing',
    ['evidence'],
    {
      action: {
        evidence: [
          someEvidence({ kind: 'audit', datedOn: '2026-11-19', independent: true }),
          someEvidence({ kind: 'feedback', datedOn: '2026-11-20', independent: true }),
        ],
      },
    },
  ],
  [
    'reopening with a due date in the past',
    'embedded',
    'chair',
    { type: 'reopen', reason: 'It slid.', dueOn: yesterday },
    'dateNotAllowed',
    ['dueOn'],
  ],
  [
    'cancellation that leaves a recommendation without an action, naming it',
    'agreed',
    'chair',
    cancel,
    'recommendationUncovered',
    ['recommendations'],
    { around: { soleCoverOf: [{ id: 'recommendation', ref: 'R1' }], successor: null } },
  ],
  [
    'supersession by an action that does not cover its recommendation',
    'agreed',
    'chair',
    supersede,
    'recommendationUncovered',
    ['recommendations'],
    { around: { soleCoverOf: [{ id: 'recommendation', ref: 'R1' }] } },
  ],
  [
    'supersession by an action of another plan',
    'agreed',
    'chair',
    supersede,
    'successorNotSuitable',
    ['successorId'],
    { around: { successor: { id: 'successor', planId: 'other', state: 'agreed', recommendationIds: [] } } },
  ],
  [
    'supersession by an action that is out of the plan',
    'agreed',
    'chair',
    supersede,
    'successorNotSuitable',
    ['successorId'],
    { around: { successor: { id: 'successor', planId: 'plan', state: 'cancelled', recommendationIds: [] } } },
  ],
  [
    'supersession by itself',
    'agreed',
    'chair',
    { type: 'supersede', successorId: 'action' },
    'successorNotSuitable',
    ['successorId'],
    { around: { successor: { id: 'action', planId: 'plan', state: 'agreed', recommendationIds: [] } } },
  ],
  ...(['reopen', 'reinstate'] as const).flatMap((type): Refusal[] => {
    const state = type === 'reopen' ? 'embedded' : 'cancelled'
    const event = { type, reason: 'It is needed.', dueOn: '2027-03-31' }
    return [
      [
        `to ${type} in a priority that was delivered`,
        state,
        'chair',
        event,
        'priorityClosed',
        [],
        { around: { priorityState: 'delivered' } },
      ],
      [
        `to ${type} in a plan that is closed`,
        state,
        'chair',
        event,
        'planClosed',
        [],
        { around: inPlan({}, 'closed') },
      ],
    ]
  }),
  [
    'to come back to nobody and without criteria',
    'superseded',
    'chair',
    { type: 'reinstate', reason: 'It is needed.', dueOn: '2027-03-31' },
    'incomplete',
    ['owner', 'criteria'],
    { action: { ownerId: null, criteria: [] } },
  ],
  [
    'transfer to somebody unknown or gone',
    'agreed',
    'administrator',
    transfer,
    'personNotFound',
    ['ownerId'],
    { around: { newOwner: null } },
  ],
  [
    'transfer to its present owner',
    'agreed',
    'administrator',
    transfer,
    'personNotFound',
    ['ownerId'],
    { action: { ownerId: 'heir' } },
  ],
  [
    'transfer from a day to come',
    'agreed',
    'lead',
    { ...transfer, fromOn: tomorrow },
    'dateNotAllowed',
    ['fromOn'],
  ],
]

test.each(refusals)('an action is refused %s', (_what, state, by, event, code, missing, special) => {
  const answer = answerTo(state, by, event, special)
  expect(answer).toMatchObject({
    ok: false,
    code,
    because: expect.stringMatching(/^['A-Z].{12,}\.$/),
    missing: missing.map((field) => ({ field, detail: expect.stringMatching(/.{8,}/) })),
  })
})
