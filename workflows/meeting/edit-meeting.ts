import type { DecisionDescription } from '#workflows/decision/decision-facts.ts'
import type { Effects, Question, Requirements } from '#workflows/engine/requirement.ts'
import { actorIs, textGiven } from '#workflows/engine/requirements-shared.ts'
import { type Accepted, edit, type Refused } from '#workflows/engine/step.ts'
import type { MeetingFacts, MeetingSubject } from './meeting.ts'

/** Changes to a meeting that are no step of its workflow but go through the same write. */
export type MeetingEdit =
  | { type: 'edit'; change: Partial<Pick<MeetingFacts, 'title' | 'heldOn' | 'place'>> }
  | {
      type: 'recordDecision'
      decisionId: string
      text: string
      actionId?: string | null
      /** What the register says of it; what the text says, where it is left out. */
      record?: DecisionDescription
    }

const editRequirements: Requirements<MeetingEdit, MeetingSubject> = {
  edit: [
    actorIs('administrator'),
    {
      code: 'wrongState',
      met: ({ meeting }) => meeting.state === 'scheduled' || meeting.state === 'frozen',
      because: 'A meeting can be changed until it is issued.',
    },
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
  ],
}

const editEffects: Effects<MeetingEdit, MeetingSubject> = {
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
        recordedBy: standing.personId,
        recordedAt: now,
      },
    ],
  }),
}

/** Decides an edit of a meeting: who may, in which state, and the meeting as it stands afterwards. */
export function editMeeting(
  question: Question<MeetingEdit, MeetingSubject>,
): Accepted<MeetingFacts> | Refused {
  return edit(editRequirements, editEffects, question)
}
