import type { Effects, Question, Requirement, Requirements } from '#workflows/engine/requirement.ts'
import { actorIs, textGiven } from '#workflows/engine/requirements-shared.ts'
import { limits } from '#workflows/limits.ts'
import {
  type AgendaDescription,
  type AgendaProposal,
  type ItemMinutes,
  moved,
  newItem,
  newProposals,
} from './agenda.ts'
import type { Attended } from './attendance.ts'
import type { MeetingSubject } from './meeting.ts'

/** Changes to what a meeting discusses, to what was said, and to who was there. */
export type AgendaEdit =
  | { type: 'makeAgenda'; proposals: AgendaProposal[] }
  | ({ type: 'addAgendaItem'; itemId: string } & AgendaDescription)
  | { type: 'editAgendaItem'; itemId: string; change: Partial<AgendaDescription>; number?: number }
  | { type: 'moveAgendaItem'; itemId: string; number: number }
  | { type: 'removeAgendaItem'; itemId: string }
  | ({ type: 'recordMinutes'; itemId: string } & ItemMinutes)
  | { type: 'recordAttendance'; attendance: Attended[]; others: string[] }

type Needs = Requirement<AgendaEdit, MeetingSubject>

// What is said of an item while the meeting sits belongs to it, so that one more can be taken up on the day.
const beforeHeld: Needs = {
  code: 'wrongState',
  met: ({ meeting: { state, heldOn }, today }) =>
    state === 'scheduled' || state === 'frozen' || (state === 'issued' && today <= heldOn),
  because: 'The agenda can be changed until the day of the meeting is over.',
}

const whileHeld: Needs = {
  code: 'wrongState',
  met: ({ meeting }) => meeting.state === 'issued',
  because: 'Minutes are recorded once the pack of the meeting is issued and until the meeting is closed.',
}

const beforeClosed: Needs = {
  code: 'wrongState',
  met: ({ meeting: { state } }) => state === 'scheduled' || state === 'frozen' || state === 'issued',
  because: 'Attendance is recorded until the meeting is closed. Open the meeting again to put it right.',
}

const itemIsThere: Needs = {
  code: 'agendaItemUnknown',
  met: ({ meeting, event }) =>
    'itemId' in event && meeting.agenda.some(({ id }) => id === (event as { itemId: string }).itemId),
  because: 'This item is not on the agenda any more. Read the agenda again and choose one that is on it.',
}

const isRoom: Needs = {
  code: 'agendaFull',
  met: ({ meeting }) => meeting.agenda.length < limits.agenda.items.most,
  because: `An agenda has at most ${limits.agenda.items.most} items. Take one off first.`,
}

const linksAreOfPlan: Needs[] = [
  named('actionId', 'actionUnknown', 'Choose an action of the same plan.'),
  named('reportId', 'reportUnknown', 'Choose a report of the same plan.'),
  named('decisionId', 'decisionUnknown', 'Choose a decision of the same plan.'),
  named('presenterId', 'personNotFound', 'Choose a person of the plan who has not left, or write a name.'),
]

function named(
  field: 'actionId' | 'reportId' | 'decisionId' | 'presenterId',
  code: Needs['code'],
  because: string,
): Needs {
  return {
    code,
    field,
    met: ({ event, around }) => {
      const given = { ...event, ...('change' in event ? event.change : {}) } as Partial<AgendaDescription>
      if (!given[field]) return true
      return field === 'actionId' ? around.namedActionIsOfPlan : !around.unknown.includes(field)
    },
    because,
    missing: () => [{ field, detail: because }],
  }
}

const keeps = actorIs('administrator', 'chair')

/** What each change of an agenda needs. */
export const agendaRequirements: Requirements<AgendaEdit, MeetingSubject> = {
  makeAgenda: [keeps, beforeHeld],
  addAgendaItem: [keeps, beforeHeld, isRoom, textGiven('title', 'Say what the item is.'), ...linksAreOfPlan],
  editAgendaItem: [keeps, beforeHeld, itemIsThere, ...linksAreOfPlan],
  moveAgendaItem: [keeps, beforeHeld, itemIsThere],
  removeAgendaItem: [
    keeps,
    beforeHeld,
    itemIsThere,
    {
      code: 'agendaItemInUse',
      met: ({ meeting, event }) =>
        !meeting.agenda.some(({ id, minutes }) => id === event.itemId && minutes !== '') &&
        !meeting.decisions.some(({ agendaItemId }) => agendaItemId === event.itemId),
      because: 'It has minutes or decisions, so it stays on the agenda. Change its words instead.',
    },
  ],
  recordMinutes: [actorIs('administrator'), whileHeld, itemIsThere],
  recordAttendance: [
    actorIs('administrator'),
    beforeClosed,
    {
      code: 'personNotFound',
      field: 'attendance',
      met: ({ around }) => !around.unknown.includes('attendance'),
      because: 'Name people of the plan; write others by their names.',
      missing: () => [{ field: 'attendance', detail: 'Name people of the plan.' }],
    },
  ],
}

type Asked<Type extends AgendaEdit['type']> = Question<Extract<AgendaEdit, { type: Type }>, MeetingSubject>

function withItem(
  { meeting, event }: Asked<'editAgendaItem' | 'recordMinutes'>,
  change: Partial<AgendaDescription & ItemMinutes>,
) {
  const agenda = meeting.agenda.map((item) => (item.id === event.itemId ? { ...item, ...change } : item))
  return { ...meeting, agenda }
}

/** What each change of an agenda makes of its meeting. */
export const agendaEffects: Effects<AgendaEdit, MeetingSubject> = {
  makeAgenda: ({ meeting, event }) => {
    const taken = newProposals(meeting, event.proposals).slice(
      0,
      Math.max(0, limits.agenda.items.most - meeting.agenda.length),
    )
    const items = taken.map(({ id, source: _, ...about }) =>
      newItem(id, { ...about, presenterId: null, presenter: '', minutesAllotted: null }),
    )
    return {
      ...meeting,
      agenda: [...meeting.agenda, ...items],
      agendaProposed: [...meeting.agendaProposed, ...taken.map(({ source }) => source)],
    }
  },
  addAgendaItem: ({ meeting, event: { type: _, itemId, ...description } }) => ({
    ...meeting,
    agenda: [...meeting.agenda, newItem(itemId, description)],
  }),
  editAgendaItem: (question) => {
    const { change, itemId, number } = question.event
    const meeting = withItem(question, change)
    return number === undefined ? meeting : { ...meeting, agenda: moved(meeting.agenda, itemId, number) }
  },
  moveAgendaItem: ({ meeting, event }) => ({
    ...meeting,
    agenda: moved(meeting.agenda, event.itemId, event.number),
  }),
  removeAgendaItem: ({ meeting, event }) => ({
    ...meeting,
    agenda: meeting.agenda.filter(({ id }) => id !== event.itemId),
  }),
  recordMinutes: (question) => {
    const { minutes, carryOver } = question.event
    return withItem(question, { minutes: minutes.trim(), carryOver })
  },
  recordAttendance: ({ meeting, event: { attendance, others } }) => ({ ...meeting, attendance, others }),
}
