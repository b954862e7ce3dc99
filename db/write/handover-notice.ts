import type { Db } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { DELIVERIES } from '#db/connection/listen.ts'
import { insertRows } from '#db/connection/rows.ts'
import { deliveries } from '#db/schema/index.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import type { EventRow } from './commit.ts'
import { assignedLine, deliveriesFor } from './notice-rows.ts'

/** Which hand-over a piece of work is part of, and who takes it on. */
export type HandoverNotice = { id: string; toId: string }

/**
 * The steps by which one piece of a hand-over is owed to the person who takes it on: it joins the email about the
 * pieces before it, or begins that email. The email is held back until `handoverReleased`, and by itself after a
 * minute, so that a hand-over that dies half-way is told of all the same. Where it has gone by then, the piece is told
 * of in one of its own. None for an actor who hands something over to themselves.
 */
export async function handoverSteps(db: Db, { id, toId }: HandoverNotice, event: EventRow): Promise<SQL[]> {
  if (toId === event.actorId) return []
  const now = event.at
  const [alone] = await deliveriesFor(db, [{ kind: 'assigned', personId: toId }], event, now)
  if (!alone) return []
  const actionId = event.subjectKind === 'action' ? event.subjectId : null
  const own = { ...alone, lines: [assignedLine(event)], actionId }
  const held = { ...own, id: newId(), period: id, nextTryAt: later(now, HELD_SECONDS) }
  return [
    sql`joined as (${insertRows(deliveries, [held], sql`moved`)}
      on conflict (kind, period, person_id) do update
        set lines = deliveries.lines || excluded.lines, action_id = null
        where deliveries.state = 'queued' and deliveries.attempts = 0
      returning 1)`,
    sql`owed as (${insertRows(deliveries, [own], sql`moved`)} where not exists (select from joined))`,
  ]
}

/** The step by which the emails of a hand-over may go, once all of it is done, and the senders are told so. */
export function handoverReleased(id: string, now: Instant): SQL {
  return sql`released as (update deliveries set next_try_at = ${now} from moved
    where kind = 'assigned' and period = ${id} and state = 'queued' and attempts = 0
    returning pg_notify(${DELIVERIES}, ''))`
}

/** Longer than any hand-over takes. */
const HELD_SECONDS = 60

function later(instant: Instant, seconds: number): Instant {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString()
}
