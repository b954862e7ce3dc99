import { expect, test } from 'vitest'
import type { ActionEvent } from '#workflows/action/action-events.ts'
import type { ActionState } from '#workflows/action/action-facts.ts'
import { actionWorkflow } from '#workflows/action/action.ts'
import type { Standing } from '#workflows/engine/policy.ts'
import { type NoticeKind, noticeKinds } from '#workflows/engine/requirement.ts'
import { type Accepted, type Refused, step } from '#workflows/engine/step.ts'
import { meetingWorkflow } from '#workflows/meeting/meeting.ts'
import type { ExtensionEvent } from '#workflows/parts/extension-requirements.ts'
import { extensionWorkflow } from '#workflows/parts/extension.ts'
import type { ReportState } from '#workflows/report/report-facts.ts'
import { type ReportEvent, reportWorkflow } from '#workflows/report/report.ts'
import { sectionWorkflow } from '#workflows/report/section.ts'
import { endorse, openRequest, type Special, signOff, submit, transfer } from '../support/action-answers.ts'
import { anAction, anActionIn, NOW, standing, surroundings, TODAY } from '../support/facts.ts'
import { aReport, aSection, aStanding } from '../support/reports.ts'

type Row = {
  /** Who is among those that the notice goes to when somebody else does it. */
  self: Standing
  /** Somebody who may do the same and is not among them. */
  other: Standing
  does: (actor: Standing) => Accepted<object> | Refused
  /** Whether the rules keep them from doing it at all, as their own work. */
  ownWork?: true
}

/** Each kind of notice, with somebody who would get it for what they do themselves. */
const rows: Record<NoticeKind, Row> = {
  assigned: {
    self: { ...standing('administrator'), personId: 'heir' },
    other: standing('administrator'),
    does: act('agreed', transfer),
  },
  submitted: {
    self: standing('owner', 'lead'),
    other: { ...standing('owner'), personId: 'another' },
    does: act('inProgress', submit, { around: { leadId: 'owner' } }),
  },
  returned: {
    self: standing('owner', 'lead'),
    other: standing('chair'),
    does: act(
      'submitted',
      { type: 'return', criterionId: 'first', reason: 'The audit is old.' },
      { around: { leadId: 'owner' } },
    ),
  },
  endorsed: {
    self: standing('lead', 'chair'),
    other: { ...standing('lead'), personId: 'another' },
    does: act('submitted', endorse, { around: { chairIds: ['lead'] } }),
  },
  signedOff: {
    self: standing('chair', 'lead'),
    other: { ...standing('chair'), personId: 'another' },
    does: act('endorsed', signOff, { around: { leadId: 'chair' } }),
  },
  extensionRequested: {
    self: standing('contributor', 'chair'),
    other: { ...standing('contributor'), personId: 'another' },
    does: extend(
      {
        type: 'request',
        extensionId: 'new',
        dueOn: '2027-06-25',
        reasonCode: 'partner',
        text: 'They moved.',
      },
      { around: { chairIds: ['contributor', 'chair'] } },
    ),
  },
  extensionGranted: {
    self: standing('owner', 'lead'),
    other: standing('lead'),
    does: extend({ type: 'grant', extensionId: 'extension' }, { action: { extensions: [openRequest] } }),
    ownWork: true,
  },
  extensionRefused: {
    self: standing('owner', 'lead'),
    other: standing('lead'),
    does: extend(
      { type: 'refuse', extensionId: 'extension', reason: 'The board needs it by then.' },
      { action: { extensions: [openRequest] } },
    ),
    ownWork: true,
  },
  packIssued: {
    self: standing('chair'),
    other: { ...standing('chair'), personId: 'another' },
    does: issue,
  },
  sectionAsked: {
    self: { ...standing('administrator'), personId: 'author' },
    other: standing('administrator'),
    does: (actor) =>
      step(sectionWorkflow, {
        section: aSection({ state: 'written', authorId: 'author' }),
        around: {
          plan: { state: 'active' },
          report: { state: 'commissioned', approverId: 'chair' },
          actorIsDeputy: false,
          namedIsOfPlan: true,
        },
        standing: actor,
        today: TODAY,
        now: NOW,
        event: { type: 'sendBack', reason: 'Say it shorter.' },
      }),
  },
  reportSubmitted: {
    self: { ...standing('administrator'), personId: 'chair' },
    other: standing('administrator'),
    does: put('commissioned', { type: 'submit' }),
  },
  reportReturned: {
    self: { ...standing('chair'), personId: 'clerk' },
    other: { ...standing('chair'), personId: 'approver' },
    does: (actor) => put('inReview', { type: 'return', reason: 'Too long.' }, actor.personId)(actor),
  },
  reportApproved: {
    self: { ...standing('chair'), personId: 'clerk' },
    other: { ...standing('chair'), personId: 'approver' },
    does: (actor) => put('inReview', { type: 'approve' }, actor.personId)(actor),
  },
  reportIssued: {
    self: { ...standing('administrator'), personId: 'clerk' },
    other: { ...standing('administrator'), personId: 'another' },
    does: put('approved', { type: 'issue' }),
  },
}

test.each(noticeKinds)('nobody is told of their own act: %s', (kind) => {
  const { self, other, does, ownWork = false } = rows[kind]
  const toSelf = { kind, personId: self.personId }
  // Otherwise the row would prove nothing.
  expect(does(other)).toMatchObject({ ok: true, notices: expect.arrayContaining([toSelf]) })

  const own = does(self)
  if (ownWork) return expect(own).toMatchObject({ ok: false, code: 'ownWork' })
  expect(own).toMatchObject({ ok: true })
  expect(own.ok && own.notices.map(({ personId }) => personId)).not.toContain(self.personId)
})

function act(state: ActionState, event: ActionEvent, { action, around }: Special = {}): Row['does'] {
  return (actor) =>
    step(actionWorkflow, {
      action: anActionIn(state, action),
      around: surroundings(around),
      standing: actor,
      today: TODAY,
      now: NOW,
      event,
    })
}

function put(state: ReportState, event: ReportEvent, approverId = 'chair'): Row['does'] {
  return (actor) =>
    step(reportWorkflow, {
      report: aReport({ state, approverId, cutOffOn: TODAY }),
      around: {
        plan: { state: 'active' },
        sections: [aStanding({ authorId: 'author' })],
        approverIsOfPlan: true,
        meetingIsOfPlan: true,
        administratorIds: ['clerk'],
        boardIds: ['clerk', 'chair'],
      },
      standing: actor,
      today: TODAY,
      now: NOW,
      event,
    })
}

function extend(event: ExtensionEvent, { action, around }: Special): Row['does'] {
  return (actor) =>
    step(extensionWorkflow, {
      action: anAction(action),
      around: surroundings(around),
      standing: actor,
      today: TODAY,
      now: NOW,
      event,
    })
}

function issue(actor: Standing): Accepted<object> | Refused {
  return step(meetingWorkflow, {
    meeting: {
      id: 'meeting',
      planId: 'plan',
      number: 6,
      title: 'Sixth meeting',
      heldOn: '2026-12-01',
      place: '',
      state: 'frozen',
      version: 3,
      packId: 'pack',
      cutOffAt: '2026-11-20T09:00:00.000Z',
      issuedOn: null,
      createdAt: NOW,
      updatedAt: NOW,
      startsAt: null,
      endsAt: null,
      decisions: [],
      agenda: [],
      agendaProposed: [],
      attendance: [],
      others: [],
    },
    around: {
      plan: { state: 'active' },
      namedActionIsOfPlan: true,
      unknown: [],
      boardIds: ['chair', 'member', 'administrator'],
    },
    standing: actor,
    today: TODAY,
    now: NOW,
    event: { type: 'issue' },
  })
}
