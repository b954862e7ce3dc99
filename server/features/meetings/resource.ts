import type { CsvColumns } from '#server/http/csv.ts'
import type { Decision, MeetingFacts } from '#workflows/meeting/meeting.ts'

/** A meeting as the API gives it. */
export function meetingResource({ packId, decisions, ...meeting }: MeetingFacts) {
  return { ...meeting, hasPack: packId !== null, decisions: decisions.length }
}

/** What a meeting resolved, by the number that minutes quote: the fourth decision of the sixth meeting is 6.4. */
export function decisionResource(meeting: MeetingFacts, decision: Decision) {
  return { ...decision, ref: `${meeting.number}.${decision.number}`, version: meeting.version }
}

/** The columns of meetings as CSV. */
export const meetingColumns: CsvColumns<ReturnType<typeof meetingResource>> = {
  id: ({ id }) => id,
  number: ({ number }) => number,
  title: ({ title }) => title,
  heldOn: ({ heldOn }) => heldOn,
  place: ({ place }) => place,
  state: ({ state }) => state,
  cutOffAt: ({ cutOffAt }) => cutOffAt,
  issuedOn: ({ issuedOn }) => issuedOn,
  decisions: ({ decisions }) => decisions,
}

/** The columns of decisions as CSV. */
export const decisionColumns: CsvColumns<ReturnType<typeof decisionResource>> = {
  id: ({ id }) => id,
  ref: ({ ref }) => ref,
  text: ({ text }) => text,
  actionId: ({ actionId }) => actionId,
  recordedBy: ({ recordedBy }) => recordedBy,
  recordedAt: ({ recordedAt }) => recordedAt,
}
