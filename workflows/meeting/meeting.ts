import { setup } from 'xstate'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import { type Context, guardsOf } from '#workflows/engine/machine-parts.ts'
import type { Requirements } from '#workflows/engine/requirement.ts'
import { actorIs, textGiven } from '#workflows/engine/requirements-shared.ts'
import type { Workflow } from '#workflows/engine/step.ts'
import type { PlanState } from '#workflows/plan/plan-settings.ts'
import type { AgendaItem } from './agenda.ts'
import type { Attended } from './attendance.ts'
import type { MeetingTimes } from './times.ts'

export const meetingStates = ['scheduled', 'frozen', 'issued', 'closed', 'cancelled'] as const
export type MeetingState = (typeof meetingStates)[number]

/** What a sitting resolved. Numbered within its meeting from 1 on, in the order of recording. */
export type Decision = {
  id: string
  number: number
  text: string
  /** The action it is about, where it is about one. */
  actionId: string | null
  /** The item of the agenda on which it was made, where that is told. */
  agendaItemId: string | null
  recordedBy: string
  recordedAt: Instant
}

/** A sitting of the board, with its agenda, who attended and what it resolved: one aggregate. */
export type MeetingFacts = MeetingTimes & {
  id: string
  planId: string
  /** Numbered within its plan. */
  number: number
  title: string
  heldOn: Day
  place: string
  state: MeetingState
  version: number
  /** What the board reads: stored when the meeting was frozen, and never changed. */
  packId: string | null
  /** The data cut-off: the moment at which the pack was taken. */
  cutOffAt: Instant | null
  issuedOn: Day | null
  createdAt: Instant
  updatedAt: Instant
  decisions: Decision[]
  /** In the order in which they are taken. */
  agenda: AgendaItem[]
  /** From what the machine has proposed items, those that were taken off again among them. */
  agendaProposed: string[]
  attendance: Attended[]
  /** Names of those in attendance who are not of the plan. */
  others: string[]
}

/** What a decision about a meeting needs to know of things outside it. */
export type MeetingSurroundings = {
  plan: { state: PlanState }
  /** Whether the action that a decision names is one of the plan. */
  namedActionIsOfPlan: boolean
  /** What else is named, by the field, and is none of the plan. */
  unknown: readonly NamedField[]
  /** Those who sit on the board or serve it, and so read its packs. */
  boardIds: string[]
}

/** Fields of a meeting that name something of its plan. */
export type NamedField = 'reportId' | 'decisionId' | 'presenterId' | 'attendance'

export type MeetingSubject = { meeting: MeetingFacts; around: MeetingSurroundings }

/** The pack is taken by the caller, which gives its id. */
export type MeetingEvent =
  | { type: 'freeze'; packId: string }
  | { type: 'unfreeze'; reason: string }
  | { type: 'issue' }
  | { type: 'close' }
  | { type: 'reopen'; reason: string }
  | { type: 'cancel'; reason: string }
  | { type: 'reinstate'; reason: string }

/** What each event of a meeting needs, beyond the state it may happen in. */
export const meetingRequirements: Requirements<MeetingEvent, MeetingSubject> = {
  freeze: [actorIs('administrator')],
  unfreeze: [actorIs('administrator'), textGiven('reason', 'Say why the pack is taken back.')],
  issue: [actorIs('chair')],
  close: [
    actorIs('administrator'),
    {
      code: 'decisionsMissing',
      met: ({ meeting }) => meeting.decisions.length > 0,
      because: 'Record what the board decided first, be it that it noted the pack.',
    },
  ],
  reopen: [actorIs('administrator'), textGiven('reason', 'Say what of the minutes has to be put right.')],
  cancel: [actorIs('chair'), textGiven('reason', 'Say why the meeting does not take place.')],
  reinstate: [actorIs('chair'), textGiven('reason', 'Say why the meeting takes place after all.')],
}

/** A meeting's life: its pack is frozen, issued by the chair, and closed once decisions are recorded. */
export const meetingMachine = setup({
  types: {
    context: {} as Context<MeetingSubject>,
    events: {} as MeetingEvent,
    input: {} as Context<MeetingSubject>,
  },
  guards: guardsOf(meetingRequirements),
}).createMachine({
  id: 'meeting',
  initial: 'scheduled',
  context: ({ input }) => input,
  states: {
    scheduled: {
      on: {
        freeze: { target: 'frozen', guard: 'mayFreeze' },
        cancel: { target: 'cancelled', guard: 'mayCancel' },
      },
    },
    frozen: {
      on: {
        unfreeze: { target: 'scheduled', guard: 'mayUnfreeze' },
        issue: { target: 'issued', guard: 'mayIssue' },
        cancel: { target: 'cancelled', guard: 'mayCancel' },
      },
    },
    issued: { on: { close: { target: 'closed', guard: 'mayClose' } } },
    closed: { on: { reopen: { target: 'issued', guard: 'mayReopen' } } },
    cancelled: { on: { reinstate: { target: 'scheduled', guard: 'mayReinstate' } } },
  },
})

const noPack = { packId: null, cutOffAt: null }

export const meetingWorkflow: Workflow<MeetingEvent, MeetingSubject> = {
  machine: meetingMachine,
  requirements: meetingRequirements,
  effects: {
    freeze: ({ meeting, event, now }) => ({ ...meeting, packId: event.packId, cutOffAt: now }),
    unfreeze: ({ meeting }) => ({ ...meeting, ...noPack }),
    issue: ({ meeting, today }) => ({ ...meeting, issuedOn: today }),
    close: ({ meeting }) => meeting,
    reopen: ({ meeting }) => meeting,
    cancel: ({ meeting }) => ({ ...meeting, ...noPack }),
    reinstate: ({ meeting }) => meeting,
  },
  notices: {
    issue: ({ around }) => around.boardIds.map((personId) => ({ kind: 'packIssued', personId })),
  },
  stateOf: ({ meeting }) => meeting.state,
  withState: (meeting, state) => ({ ...meeting, state: state as MeetingState }),
}
