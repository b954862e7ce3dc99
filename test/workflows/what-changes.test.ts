import { describe, expect, test } from 'vitest'
import type { ActionEvent } from '#workflows/action/action-events.ts'
import type { ActionFacts, ActionState, ActionSurroundings } from '#workflows/action/action-facts.ts'
import { step } from '#workflows/engine/step.ts'
import { type BlockerEvent, blockerWorkflow } from '#workflows/parts/blocker.ts'
import { type MilestoneEvent, milestoneWorkflow } from '#workflows/parts/milestone.ts'
import {
  answerTo,
  endorse,
  openRequest,
  report,
  signOff,
  submit,
  supersede,
  transfer,
} from '../support/action-answers.ts'
import {
  anAction,
  anActionIn,
  NOW,
  type StandingName,
  standing,
  surroundings,
  TODAY,
} from '../support/facts.ts'

/** Facts that no event would leave so, to see that each event changes its own and no other. */
const worn: Partial<ActionFacts> = {
  lastUpdateOn: '2026-10-05',
  agreedOn: '2026-09-02',
  baselineDueOn: '2026-12-31',
  forecastOn: '2027-03-01',
  ownRating: 'red',
  ownerPost: 'Head of service',
  extensions: [],
  successorId: null,
}
const notSubmitted = { submittedOn: null, submittedBy: null, endorsedOn: null, endorsedBy: null }
const notSignedOff = { signedOffOn: null, signedOffBy: null, embedCheckOn: null }
const reason = { reason: 'It slid.', dueOn: '2027-04-30' }
const heir = { id: 'heir', name: 'The heir', post: 'Director', agencyId: 'other' }

type Change = [
  event: ActionEvent,
  state: ActionState,
  by: StandingName,
  after: Partial<ActionFacts>,
  before?: Partial<ActionFacts>,
  around?: Partial<ActionSurroundings>,
]
const update = { id: 'update', by: 'owner', at: NOW, note: 'Seven families were seen.' }
const changes: Change[] = [
  [{ type: 'agree' }, 'draft', 'lead', { state: 'agreed', agreedOn: TODAY }],
  [
    { type: 'agree' },
    'draft',
    'chair',
    { state: 'agreed', agreedOn: TODAY, baselineDueOn: '2027-02-26' },
    { baselineDueOn: null },
  ],
  [{ type: 'start' }, 'agreed', 'owner', { state: 'inProgress' }],
  [
    report,
    'agreed',
    'owner',
    {
      state: 'inProgress',
      lastUpdateOn: TODAY,
      ownRating: null,
      lastUpdate: { ...update, forecastOn: null, ownRating: null, whatChanged: null, via: null },
    },
  ],
  [
    { ...report, forecastOn: null, ownRating: 'amber', whatChanged: ' Calmer. ' },
    'returned',
    'owner',
    {
      lastUpdateOn: TODAY,
      ownRating: 'amber',
      forecastOn: null,
      lastUpdate: { ...update, forecastOn: null, ownRating: 'amber', whatChanged: 'Calmer.', via: null },
    },
  ],
  [
    submit,
    'inProgress',
    'owner',
    { state: 'submitted', lastUpdateOn: TODAY, submittedOn: TODAY, submittedBy: 'owner' },
  ],
  [{ type: 'withdraw' }, 'submitted', 'owner', { state: 'inProgress', ...notSubmitted }],
  [endorse, 'submitted', 'lead', { state: 'endorsed', endorsedOn: TODAY, endorsedBy: 'lead' }],
  [
    { type: 'return', reason: 'Too thin.', criterionId: 'first' },
    'endorsed',
    'chair',
    { state: 'returned', ...notSubmitted },
  ],
  [
    signOff,
    'endorsed',
    'chair',
    { state: 'signedOff', signedOffOn: TODAY, signedOffBy: 'chair', embedCheckOn: '2027-02-21' },
  ],
  [
    { ...signOff, embedCheckOn: '2026-12-24' },
    'endorsed',
    'chair',
    { state: 'signedOff', signedOffOn: TODAY, signedOffBy: 'chair', embedCheckOn: '2026-12-24' },
  ],
  [{ type: 'embed' }, 'signedOff', 'chair', { state: 'embedded' }],
  [{ type: 'askEvidence' }, 'signedOff', 'chair', {}, { evidence: [] }],
  [
    { type: 'reopen', ...reason },
    'embedded',
    'chair',
    {
      state: 'inProgress',
      ...notSubmitted,
      ...notSignedOff,
      dueOn: '2027-04-30',
      forecastOn: null,
      ownRating: null,
    },
  ],
  [{ type: 'cancel', reason: 'The service has closed.' }, 'agreed', 'chair', { state: 'cancelled' }],
  [supersede, 'agreed', 'chair', { state: 'superseded', successorId: 'successor' }],
  [
    { type: 'reinstate', ...reason },
    'superseded',
    'chair',
    {
      state: 'agreed',
      ...notSubmitted,
      ...notSignedOff,
      agreedOn: TODAY,
      baselineDueOn: '2027-04-30',
      dueOn: '2027-04-30',
      forecastOn: null,
      ownRating: null,
      successorId: null,
    },
    {
      ...anActionIn('signedOff'),
      ...worn,
      state: 'superseded',
      baselineDueOn: null,
      successorId: 'successor',
    },
  ],
  [
    { type: 'reinstate', ...reason },
    'cancelled',
    'chair',
    { state: 'agreed', agreedOn: TODAY, dueOn: '2027-04-30', forecastOn: null, ownRating: null },
  ],
  [transfer, 'agreed', 'lead', { ownerId: 'heir', ownerPost: 'Head of service' }, { ownerPost: null }],
  [
    transfer,
    'agreed',
    'lead',
    { ownerId: 'heir', ownerPost: 'Director', agencyId: 'other' },
    {},
    { newOwner: heir },
  ],
]

describe('what an event changes of an action', () => {
  test.each(changes)('is its own and no more: %j', (event, state, by, after, before = {}, around = {}) => {
    const action = { ...worn, ...before }
    const answer = answerTo(state, by, event, { action, around })
    expect(answer.ok ? answer.after : answer).toEqual({
      ...anActionIn(state, action),
      version: 8,
      updatedAt: NOW,
      ...after,
    })
  })

  test.each(['cancel', 'supersede'] as const)('ends the open request for more time alone: %s', (type) => {
    const granted = { ...openRequest, id: 'earlier', state: 'granted' as const }
    const event = type === 'cancel' ? ({ type, reason: 'Closed.' } as const) : supersede
    const answer = answerTo('agreed', 'chair', event, { action: { extensions: [granted, openRequest] } })
    expect(answer.ok && answer.after.extensions).toEqual([granted, { ...openRequest, state: 'withdrawn' }])
  })
})

const milestone = {
  id: 'm',
  title: 'Half',
  state: 'planned',
  dueOn: '2026-12-18',
  metOn: null,
  timesReplanned: 1,
} as const
const blocker = {
  id: 'b',
  state: 'open',
  what: 'Data',
  waitingOn: 'The police',
  sinceOn: '2026-11-02',
  critical: false,
  raisedBy: 'contributor',
  how: null,
  resolvedOn: null,
} as const
const question = { around: surroundings(), today: TODAY, now: NOW }

describe('what an event changes of one part of several', () => {
  test.each<[MilestoneEvent, StandingName, object, object]>([
    [
      { type: 'meet', milestoneId: 'm', metOn: '2026-11-20' },
      'owner',
      {},
      { state: 'met', metOn: '2026-11-20' },
    ],
    [
      { type: 'replan', milestoneId: 'm', dueOn: '2027-01-15', reason: 'Later.' },
      'owner',
      {},
      { dueOn: '2027-01-15', timesReplanned: 2 },
    ],
    [{ type: 'drop', milestoneId: 'm', reason: 'Elsewhere.' }, 'lead', {}, { state: 'dropped' }],
    [
      { type: 'reopen', milestoneId: 'm', reason: 'Too soon.' },
      'owner',
      { state: 'met', metOn: TODAY },
      { state: 'planned', metOn: null },
    ],
  ])('is that milestone: %j', (event, by, before, after) => {
    const others = [
      { ...milestone, id: 'one' },
      { ...milestone, id: 'two' },
    ] as const
    const action = anAction({ milestones: [others[0], { ...milestone, ...before }, others[1]] })
    const answer = step(milestoneWorkflow, { ...question, action, standing: standing(by), event })
    expect(answer.ok && answer.after).toEqual({
      ...action,
      version: 8,
      updatedAt: NOW,
      milestones: [others[0], { ...milestone, ...before, ...after }, others[1]],
    })
  })

  const resolved = { state: 'resolved', how: 'They signed.', resolvedOn: TODAY }
  test.each<[BlockerEvent, StandingName, object, object]>([
    [{ type: 'markCritical', blockerId: 'b' }, 'lead', {}, { critical: true }],
    [{ type: 'resolve', blockerId: 'b', how: ' They signed. ' }, 'owner', {}, resolved],
    [
      { type: 'reopen', blockerId: 'b', reason: 'The wrong one.' },
      'owner',
      resolved,
      { state: 'open', how: null, resolvedOn: null },
    ],
  ])('is that blocker: %j', (event, by, before, after) => {
    const others = [
      { ...blocker, id: 'one' },
      { ...blocker, id: 'two' },
    ] as const
    const action = anAction({ blockers: [others[0], { ...blocker, ...before }, others[1]] })
    const answer = step(blockerWorkflow, { ...question, action, standing: standing(by), event })
    expect(answer.ok && answer.after).toEqual({
      ...action,
      version: 8,
      updatedAt: NOW,
      blockers: [others[0], { ...blocker, ...before, ...after }, others[1]],
    })
  })

  test('is a blocker more, as it was raised', () => {
    const event = {
      type: 'raise',
      blockerId: 'new',
      what: ' Data ',
      waitingOn: ' Police ',
      sinceOn: TODAY,
    } as const
    const action = anAction({ blockers: [blocker] })
    const answer = step(blockerWorkflow, { ...question, action, standing: standing('contributor'), event })
    expect(answer.ok && answer.after.blockers).toEqual([
      blocker,
      { ...blocker, id: 'new', what: 'Data', waitingOn: 'Police', sinceOn: TODAY },
    ])
  })
})
