import type { DecisionDescription } from '#workflows/decision/decision-facts.ts'
import {
  type Effects,
  type Question,
  type Requirement,
  type Requirements,
  sentence,
  unmet,
} from '#workflows/engine/requirement.ts'
import { actorIs, textGiven } from '#workflows/engine/requirements-shared.ts'
import { type Accepted, edit, type Refused } from '#workflows/engine/step.ts'
import { type AgendaEdit, agendaEffects, agendaRequirements } from './edit-agenda.ts'
import type { MeetingFacts, MeetingSubject } from './meeting.ts'
import { type MeetingTimes, type TimesFault, timesFault } from './times.ts'

/** What describes a meeting in the diary. */
export type MeetingDescription = Pick<MeetingFacts, 'title' | 'heldOn' | 'place'> & MeetingTimes

/** Changes to a meeting that are no step of its workflow but go through the same write. */
export type MeetingEdit =
  | AgendaEdit
  | { type: 'edit'; change: Partial<MeetingDescription> }
  | {
      type: 'recordDecision'
      decisionId: string
      text: string
      actionId?: string | null
      agendaItemId?: string | null
      /** What the register says of it; what the text says, where it is left out. */
      record?: DecisionDescription
    }

const timesAre = (
  code: TimesFault,
): Requirement<{ type: 'edit'; change: Partial<MeetingDescription> }, MeetingSubject> => {
  const faultOf = ({ meeting, event }: Question<Extract<MeetingEdit, { type: 'edit' }>, MeetingSubject>) =>
    timesFault({ ...meeting, ...event.change })
  return {
    code,
    met: (question) => faultOf(question)?.code !== code,
    because: (question) => faultOf(question)?.detail ?? '',
    missing: (question) => {
      const fault = faultOf(question)
      return fault ? [{ field: fault.field, detail: fault.detail }] : []
    },
  }
}

const editRequirements: Requirements<MeetingEdit, MeetingSubject> = {
  ...agendaRequirements,
  edit: [
    actorIs('administrator'),
    {
      code: 'wrongState',
      met: ({ meeting }) => meeting.state === 'scheduled' || meeting.state === 'frozen',
      because: 'A meeting can be changed until it is issued.',
    },
    timesAre('fieldMissing'),
    timesAre('dateNotAllowed'),
  ],
  recordDecision: [
    actorIs('administrator'),
    {
      code: 'wrongState',
      met: ({ meeting }) => meeting.state === 'issued',
      because: 'Decisions are recorded once the meeting is issued and until it is closed.',
    },
    textGiven('text', 'Say what was decided.'),
    {
      code: 'actionUnknown',
      field: 'actionId',
      met: ({ around, event }) => !event.actionId || around.namedActionIsOfPlan,
      because: 'Choose an action of the same plan.',
      missing: () => [{ field: 'actionId', detail: 'Choose an action of the same plan.' }],
    },
    {
      code: 'agendaItemUnknown',
      field: 'agendaItemId',
      met: ({ meeting, event }) =>
        !event.agendaItemId || meeting.agenda.some(({ id }) => id === event.agendaItemId),
      because: 'Choose an item of the agenda of this meeting.',
      missing: () => [{ field: 'agendaItemId', detail: 'Choose an item of the agenda of this meeting.' }],
    },
  ],
}

const editEffects: Effects<MeetingEdit, MeetingSubject> = {
  ...agendaEffects,
  edit: ({ meeting, event }) => ({ ...meeting, ...event.change }),
  recordDecision: ({ meeting, event, standing, now }) => ({
    ...meeting,
    decisions: [
      ...meeting.decisions,
      {
        id: event.decisionId,
        number: meeting.decisions.length + 1,
        text: event.text.trim(),
        actionId: event.actionId ?? null,
        agendaItemId: event.agendaItemId ?? null,
        recordedBy: standing.personId,
        recordedAt: now,
      },
    ],
  }),
}

/** Why a person cannot make such a change of a meeting now, whatever they would give; null where they can. */
export function whyNotNow(
  type: 'makeAgenda' | 'recordMinutes' | 'recordAttendance',
  question: Omit<Question<MeetingEdit, MeetingSubject>, 'event'>,
): string | null {
  const asked = { ...question, event: { type } } as unknown as Question<MeetingEdit, MeetingSubject>
  const failing = unmet(editRequirements, asked).find(({ code }) => standingCodes.has(code))
  return failing ? sentence(failing, asked) : null
}

/** Of refusals that say nothing of what a change holds. */
const standingCodes: ReadonlySet<string> = new Set(['planClosed', 'notYourRole', 'wrongState'])

/** Decides an edit of a meeting: who may, in which state, and the meeting as it stands afterwards. */
export function editMeeting(
  question: Question<MeetingEdit, MeetingSubject>,
): Accepted<MeetingFacts> | Refused {
  return edit(editRequirements, editEffects, question)
}
