import { newId } from '#db/connection/ids.ts'
import type { AgendaWanted } from '#db/write/agenda-change.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import type { AgendaDescription, AgendaItem } from '#workflows/meeting/agenda.ts'
import type { MeetingFacts } from '#workflows/meeting/meeting.ts'
import { agendaItemResource } from './resource.ts'
import { changeOfMeeting, seeMeeting } from './service.ts'

type Numbered = ReturnType<typeof agendaItemResource>
type About = { meetingId: string; itemId: string; ifVersion?: number | undefined }

/** An item of a meeting with its number. Throws 404 where it is not on the agenda. */
export function itemIn(meeting: MeetingFacts, itemId: string): Numbered {
  const at = meeting.agenda.findIndex(({ id }) => id === itemId)
  const item: AgendaItem | undefined = meeting.agenda[at]
  if (!item) throw new Problem('notFound', 'There is no such item on the agenda of this meeting.')
  return agendaItemResource(meeting, item, at)
}

/**
 * Puts what waits for a meeting on its agenda, after what stands there.
 * @returns the items that are new; none where nothing else waits
 */
export async function makeAgenda(
  deps: Deps,
  actor: Actor,
  meetingId: string,
  ifVersion?: number,
): Promise<{ meeting: MeetingFacts; items: Numbered[] }> {
  const { agenda: before } = await seeMeeting(deps, actor, meetingId)
  const meeting = await changeOfMeeting(deps, actor, meetingId, { type: 'makeAgenda' }, ifVersion)
  const isNew = ({ id }: AgendaItem) => !before.some((item) => item.id === id)
  return { meeting, items: meeting.agenda.filter(isNew).map(({ id }) => itemIn(meeting, id)) }
}

/** Puts one more item at the end of an agenda. */
export async function addAgendaItem(
  deps: Deps,
  actor: Actor,
  { meetingId, ifVersion }: Omit<About, 'itemId'>,
  description: AgendaDescription,
): Promise<Numbered> {
  const itemId = newId()
  const change: AgendaWanted = { type: 'addAgendaItem', itemId, ...description }
  return itemIn(await changeOfMeeting(deps, actor, meetingId, change, ifVersion), itemId)
}

/**
 * Changes an item of a meeting, its number or what was said on it, or takes it off.
 * @throws Problem 404 where it is not on the agenda
 */
export async function changeOfItem(
  deps: Deps,
  actor: Actor,
  { meetingId, itemId, ifVersion }: About,
  change: Extract<AgendaWanted, { itemId: string }>,
): Promise<MeetingFacts> {
  itemIn(await seeMeeting(deps, actor, meetingId), itemId)
  return changeOfMeeting(deps, actor, meetingId, change, ifVersion)
}
