import { describe, expect, test } from 'vitest'
import { step } from '#workflows/engine/step.ts'
import { editMeeting, type MeetingEdit } from '#workflows/meeting/edit-meeting.ts'
import {
  type MeetingEvent,
  type MeetingFacts,
  type MeetingState,
  meetingStates,
  meetingWorkflow,
} from '#workflows/meeting/meeting.ts'
import { NOW, type StandingName, standing, standingNames, TODAY } from '../support/facts.ts'
import { holdsTableOf } from '../support/workflow-table.ts'

const resolved = {
  id: 'decision',
  number: 1,
  text: 'Noted.',
  actionId: null,
  agendaItemId: null,
  recordedBy: 'administrator',
  recordedAt: NOW,
}

function aMeeting(state: MeetingState, change: Partial<MeetingFacts> = {}): MeetingFacts {
  const frozen = ['frozen', 'issued', 'closed'].includes(state)
  return {
    id: 'meeting',
    planId: 'plan',
    number: 6,
    title: 'Sixth meeting',
    heldOn: '2026-12-01',
    place: '',
    startsAt: null,
    endsAt: null,
    state,
    version: 3,
    packId: frozen ? 'pack' : null,
    cutOffAt: frozen ? '2026-11-20T09:00:00.000Z' : null,
    issuedOn: null,
    createdAt: '2026-11-01T09:00:00.000Z',
    updatedAt: '2026-11-01T09:00:00.000Z',
    decisions: [resolved],
    agenda: [],
    agendaProposed: [],
    attendance: [],
    others: [],
    ...change,
  }
}

const events: { [K in MeetingEvent['type']]: Extract<MeetingEvent, { type: K }> } = {
  freeze: { type: 'freeze', packId: 'pack' },
  unfreeze: { type: 'unfreeze', reason: 'A figure was wrong.' },
  issue: { type: 'issue' },
  close: { type: 'close' },
  reopen: { type: 'reopen', reason: 'Decision 3 was left out.' },
  cancel: { type: 'cancel', reason: 'There is no quorum.' },
  reinstate: { type: 'reinstate', reason: 'A quorum was found.' },
}
const table: Record<MeetingState, Partial<Record<StandingName, MeetingEvent['type'][]>>> = {
  scheduled: { administrator: ['freeze'], chair: ['cancel'] },
  frozen: { administrator: ['unfreeze'], chair: ['issue', 'cancel'] },
  issued: { administrator: ['close'] },
  closed: { administrator: ['reopen'] },
  cancelled: { chair: ['reinstate'] },
}

const asked = (by: StandingName) => ({ standing: standing(by), today: TODAY, now: NOW })
const around = { plan: { state: 'active' as const }, namedActionIsOfPlan: true, unknown: [], boardIds: [] }

function answerTo(event: MeetingEvent, by: StandingName, meeting: MeetingFacts) {
  return step(meetingWorkflow, { meeting, around, ...asked(by), event })
}

describe('a meeting', () => {
  test('has a row in the table for every state', () => {
    expect(Object.keys(table).toSorted()).toEqual([...meetingStates].toSorted())
  })

  test('that is issued tells everybody on the board but who issued it, and nothing else does', () => {
    const board = { ...around, boardIds: ['chair', 'viceChair', 'member'] }
    const issued = step(meetingWorkflow, {
      meeting: aMeeting('frozen'),
      around: board,
      ...asked('chair'),
      event: { type: 'issue' },
    })
    expect(issued.ok && issued.notices).toEqual([
      { kind: 'packIssued', personId: 'viceChair' },
      { kind: 'packIssued', personId: 'member' },
    ])
    expect(Object.keys(meetingWorkflow.notices)).toEqual(['issue'])
  })

  test('goes only where the table says, and says why not', () => {
    holdsTableOf(meetingWorkflow, table, events, (state) => ({
      meeting: aMeeting(state as MeetingState),
      around,
    }))
  })

  test('has a pack and a cut-off from its freezing on, and none after it was taken back', () => {
    expect(answerTo(events.freeze, 'administrator', aMeeting('scheduled'))).toMatchObject({
      after: { state: 'frozen', packId: 'pack', cutOffAt: NOW },
    })
    expect(answerTo(events.unfreeze, 'administrator', aMeeting('frozen'))).toMatchObject({
      after: { state: 'scheduled', packId: null, cutOffAt: null },
    })
    expect(answerTo(events.cancel, 'chair', aMeeting('frozen'))).toMatchObject({ after: { packId: null } })
  })

  test('keeps its pack and cut-off from issue to closing and back, and the day of its issue', () => {
    for (const [type, state, by, after] of [
      ['issue', 'frozen', 'chair', { state: 'issued', issuedOn: TODAY }],
      ['close', 'issued', 'administrator', { state: 'closed' }],
      ['reopen', 'closed', 'administrator', { state: 'issued' }],
      ['cancel', 'scheduled', 'chair', { state: 'cancelled' }],
      ['reinstate', 'cancelled', 'chair', { state: 'scheduled' }],
    ] as const) {
      const meeting = aMeeting(state)
      const answer = answerTo(events[type], by, meeting)
      expect(answer.ok && answer.after).toEqual({ ...meeting, version: 4, updatedAt: NOW, ...after })
    }
  })

  test('is not closed before anything was decided', () => {
    expect(answerTo(events.close, 'administrator', aMeeting('issued', { decisions: [] }))).toMatchObject({
      ok: false,
      code: 'decisionsMissing',
    })
  })

  test.each(['unfreeze', 'reopen', 'cancel', 'reinstate'] as const)(
    'is not changed by %s without a reason',
    (type) => {
      const state = {
        unfreeze: 'frozen',
        reopen: 'closed',
        cancel: 'scheduled',
        reinstate: 'cancelled',
      } as const
      const by = type === 'unfreeze' || type === 'reopen' ? 'administrator' : 'chair'
      expect(answerTo({ ...events[type], reason: ' ' }, by, aMeeting(state[type]))).toMatchObject({
        code: 'fieldMissing',
      })
    },
  )
})

describe('an edit of a meeting', () => {
  const record: Extract<MeetingEdit, { type: 'recordDecision' }> = {
    type: 'recordDecision',
    decisionId: 'second',
    text: ' P1.S1 is signed off. ',
    actionId: 'action',
  }
  const edits: [MeetingEdit, MeetingState[]][] = [
    [{ type: 'edit', change: { title: 'Extraordinary meeting' } }, ['scheduled', 'frozen']],
    [record, ['issued']],
  ]

  test.each(edits)('is the administrator’s, in its states alone: %o', (event, states) => {
    for (const state of meetingStates) {
      const able = standingNames.filter(
        (name) => editMeeting({ meeting: aMeeting(state), around, ...asked(name), event }).ok,
      )
      expect({ state, able }).toEqual({ state, able: states.includes(state) ? ['administrator'] : [] })
    }
  })

  test('numbers decisions on, and keeps those that were recorded', () => {
    const answer = editMeeting({
      meeting: aMeeting('issued'),
      around,
      ...asked('administrator'),
      event: record,
    })
    expect(answer.ok && answer.after.decisions).toEqual([
      resolved,
      {
        id: 'second',
        number: 2,
        text: 'P1.S1 is signed off.',
        actionId: 'action',
        agendaItemId: null,
        recordedBy: 'administrator',
        recordedAt: NOW,
      },
    ])
  })

  test.each<[string | null, boolean, Partial<typeof record>]>([
    ['fieldMissing', true, { text: ' ' }],
    ['actionUnknown', false, {}],
    [null, false, { actionId: null }],
    [null, true, {}],
  ])('is answered %s, the action being of the plan: %s, with %j', (code, namedActionIsOfPlan, change) => {
    const answer = editMeeting({
      meeting: aMeeting('issued'),
      around: { ...around, namedActionIsOfPlan },
      ...asked('administrator'),
      event: { ...record, ...change },
    })
    expect(answer.ok ? null : answer.code).toBe(code)
    if (answer.ok)
      expect(answer.after.decisions.at(-1)?.actionId).toBe(change.actionId === null ? null : 'action')
  })

  test('changes what it names, and makes one version', () => {
    const meeting = aMeeting('frozen')
    const change = { heldOn: '2026-12-08', place: 'Room 4' }
    const answer = editMeeting({
      meeting,
      around,
      ...asked('administrator'),
      event: { type: 'edit', change },
    })
    expect(answer.ok && answer.after).toEqual({ ...meeting, ...change, version: 4, updatedAt: NOW })
  })

  test('is refused about an action of another plan', () => {
    const strange = { ...around, namedActionIsOfPlan: false }
    const meeting = aMeeting('issued')
    expect(editMeeting({ meeting, around: strange, ...asked('administrator'), event: record })).toMatchObject(
      {
        code: 'actionUnknown',
      },
    )
  })
})
