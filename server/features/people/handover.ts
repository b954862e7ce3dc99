import { newId } from '#db/connection/ids.ts'
import { liveWorkOf, readPerson, type WorkItem } from '#db/read/people-list.ts'
import { changePerson } from '#db/write/change-person.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { personNotFound } from '#server/http/refusals.ts'
import { londonDay } from '#workflows/calendar/calendar.ts'
import type { HandedOver } from './hand-on.ts'
import { handOn } from './hand-on.ts'
import { refuseIfIndispensable } from './indispensable.ts'
import type { Handover } from './schemas.ts'
import { personResource, refuseToCome, requireChange, seePerson } from './service.ts'

/**
 * Hands all live work of a person to others: what they own, lead and help with. Each piece passes through the same
 * write as a change by hand and is answered for itself; what was done, and what was not, is one event in the person's
 * history. Each receiver is told of everything that is now theirs in one email.
 * @returns row by row what came of it, and whether the person is marked as having left: not while anything is left
 */
export async function handOver(deps: Deps, actor: Actor, personId: string, asked: Handover) {
  const person = await seePerson(deps, actor, personId)
  await requireChange(deps, actor, personId, asked.leftOn === undefined ? 'post' : 'all')
  const now = deps.clock.now()
  refuseToCome(asked, londonDay(now))
  if (asked.leftOn !== undefined) await refuseIfIndispensable(deps, personId)
  await refuseUnknownHeirs(deps, personId, asked)

  const work = await liveWorkOf(deps.db, personId)
  refuseStrangeItems(work, asked)
  const handoverId = newId()
  const items: HandedOver[] = []
  for (const item of work) {
    items.push(await handOn(deps, actor, item, personId, heirOf(item, asked), { ...asked, handoverId }))
  }

  const left = asked.leftOn !== undefined && items.every(({ outcome }) => outcome === 'done')
  const recorded = await record(deps, actor, personId, { handoverId, asked, items, leaves: left, now })
  deps.wakeSender()
  return { person: personResource(recorded ?? person), left: left && recorded !== null, items }
}

function heirOf({ kind, id }: WorkItem, { items, toId }: Handover): string | null {
  return items.find((item) => item.kind === kind && item.id === id)?.toId ?? toId ?? null
}

/** One event for all of it, with the day of leaving where nothing is left to do. Null where it was not written. */
async function record(
  deps: Deps,
  actor: Actor,
  personId: string,
  what: { handoverId: string; asked: Handover; items: HandedOver[]; leaves: boolean; now: string },
) {
  const { handoverId: id, asked, items, leaves, now } = what
  for (let times = 1; times <= MOST; times++) {
    const person = await readPerson(deps.db, personId)
    if (!person) return null
    const { agency: _, ...row } = person
    const done = items
      .filter(({ outcome }) => outcome === 'done')
      .map(({ kind, id, toId }) => ({ kind, id, toId }))
    const payload = {
      reason: asked.reason,
      fromOn: asked.fromOn,
      items: done,
      refused: items.flatMap(({ kind, id, toId, outcome, because }) =>
        outcome === 'refused' ? [{ kind, id, toId, because }] : [],
      ),
      ...(leaves && { leftOn: asked.leftOn }),
    }
    const written = await changePerson(
      deps.db,
      row,
      leaves ? { leftOn: asked.leftOn ?? null } : {},
      { actorId: actor.id, now },
      { event: 'handOver', payload, ...(items.length > 0 && { id }) },
    )
    if (written) return readPerson(deps.db, personId)
  }
  return null
}

/** Times that the event is written again while others change the entry. */
const MOST = 5

async function refuseUnknownHeirs({ db }: Deps, personId: string, { toId, items }: Handover): Promise<void> {
  const named = new Set([...(toId === undefined ? [] : [toId]), ...items.map((item) => item.toId)])
  for (const id of named) {
    const heir = await readPerson(db, id)
    if (heir && heir.leftOn === null && id !== personId) continue
    throw personNotFound('toId', 'Choose another person, who is listed and has not left.')
  }
}

/** An item that is none of the person's live work was meant for something else: nothing is done then. */
function refuseStrangeItems(work: readonly WorkItem[], { items }: Handover): void {
  const strange = items.findIndex(
    ({ kind, id }) => !work.some((each) => each.kind === kind && each.id === id),
  )
  if (strange < 0) return
  const detail = 'This is no live work of theirs.'
  throw new Problem('invalidRequest', detail, {
    errors: [{ pointer: `/items/${strange}/id`, code: 'notTheirs', detail }],
  })
}
