import type { CsvColumns } from '#server/http/csv.ts'
import type { AgendaItem } from '#workflows/meeting/agenda.ts'
import type { Decision, MeetingFacts } from '#workflows/meeting/meeting.ts'

/** A meeting as the API gives it. */
export function meetingResource({
  packId,
  decisions,
  agenda,
  agendaProposed: _,
  attendance: _attendance,
  others: _others,
  ...meeting
}: MeetingFacts) {
  return {
    ...meeting,
    hasPack: packId !== null,
    decisions: decisions.length,
    agendaItems: agenda.length,
  }
}

/** What a meeting resolved, by the number that minutes quote: the fourth decision of the sixth meeting is 6.4. */
export function decisionResource(meeting: MeetingFacts, decision: Decision) {
  return { ...decision, ref: `${meeting.number}.${decision.number}`, version: meeting.version }
}

/** An item of an agenda as the API gives it, by its place counted from 0. Its version is that of its meeting. */
export function agendaItemResource(meeting: MeetingFacts, item: AgendaItem, at: number) {
  return { ...item, number: at + 1, version: meeting.version }
}

/** Who attended a meeting, as the API gives it. */
export function attendanceResource({ id, attendance, others, version }: MeetingFacts) {
  return { meetingId: id, attendance, others, version }
}

/** The columns of an agenda as CSV. */
export const agendaColumns: CsvColumns<ReturnType<typeof agendaItemResource>> = {
  id: ({ id }) => id,
  number: ({ number }) => number,
  title: ({ title }) => title,
  kind: ({ kind }) => kind,
  actionId: ({ actionId }) => actionId,
  reportId: ({ reportId }) => reportId,
  decisionId: ({ decisionId }) => decisionId,
  presenterId: ({ presenterId }) => presenterId,
  presenter: ({ presenter }) => presenter,
  minutesAllotted: ({ minutesAllotted }) => minutesAllotted,
  minutes: ({ minutes }) => minutes,
  carryOver: ({ carryOver }) => carryOver,
}

/** The columns of meetings as CSV. */
export const meetingColumns: CsvColumns<ReturnType<typeof meetingResource>> = {
  id: ({ id }) => id,
  number: ({ number }) => number,
  title: ({ title }) => title,
  heldOn: ({ heldOn }) => heldOn,
  startsAt: ({ startsAt }) => startsAt,
  endsAt: ({ endsAt }) => endsAt,
  place: ({ place }) => place,
  state: ({ state }) => state,
  cutOffAt: ({ cutOffAt }) => cutOffAt,
  issuedOn: ({ issuedOn }) => issuedOn,
  decisions: ({ decisions }) => decisions,
  agendaItems: ({ agendaItems }) => agendaItems,
}

/** The columns of decisions as CSV. */
export const decisionColumns: CsvColumns<ReturnType<typeof decisionResource>> = {
  id: ({ id }) => id,
  ref: ({ ref }) => ref,
  text: ({ text }) => text,
  actionId: ({ actionId }) => actionId,
  agendaItemId: ({ agendaItemId }) => agendaItemId,
  recordedBy: ({ recordedBy }) => recordedBy,
  recordedAt: ({ recordedAt }) => recordedAt,
}
