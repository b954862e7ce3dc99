import { newId } from '#db/connection/ids.ts'
import type { MeetingNames } from '#db/read/meetings.ts'
import type { MeetingEdit } from '#workflows/meeting/edit-meeting.ts'
import type { MeetingEvent, MeetingFacts } from '#workflows/meeting/meeting.ts'

/** A change of an agenda as it is asked for: what waits for the meeting is read when it is made. */
export type AgendaWanted = Exclude<MeetingEdit, { type: 'makeAgenda' }> | { type: 'makeAgenda' }

/** What a change of a meeting names, to be looked up with the facts it is decided on. */
export function namedIn(event: MeetingEvent | AgendaWanted): MeetingNames {
  const given = { ...event, ...('change' in event ? event.change : {}) } as MeetingNames
  const { actionId, reportId, decisionId, presenterId } = given
  return {
    actionId,
    reportId,
    // A decision that is recorded has its own id under this name.
    decisionId: event.type === 'recordDecision' ? null : decisionId,
    presenterId,
    attendedIds: event.type === 'recordAttendance' ? event.attendance.map(({ personId }) => personId) : [],
  }
}

/** Items that wait for a meeting, each with the id under which it would stand on the agenda. */
export function withIds<Each extends object>(waiting: readonly Each[]): (Each & { id: string })[] {
  return waiting.map((each) => ({ ...each, id: newId() }))
}

/** What the history keeps of a change: an item by its title, for the item itself may be gone or renamed later. */
export function payloadOf(
  { type, ...carried }: MeetingEvent | MeetingEdit,
  { before, after }: { before: MeetingFacts; after: MeetingFacts },
): Record<string, unknown> {
  if (type === 'makeAgenda') {
    const added = after.agenda.filter(({ id }) => !before.agenda.some((item) => item.id === id))
    return { titles: added.map(({ title }) => ({ title })) }
  }
  const { record: _, ...rest } = carried as Record<string, unknown>
  const item = before.agenda.find(({ id }) => id === rest['itemId'])
  return item && type !== 'addAgendaItem' ? { ...rest, item: { title: item.title } } : rest
}
