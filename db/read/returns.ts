import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'

/** Why an action came back to its owner, who returned it and when. */
export type Return = { reason: string; by: string | null; at: Instant }

/**
 * The newest return of each action that is returned, by the action's id.
 * @param moment the newest that there was then, of actions as they stood then
 */
export async function returnsOf(
  db: Db,
  reads: readonly { facts: Pick<ActionFacts, 'id' | 'state'> }[],
  moment: Instant | null = null,
): Promise<ReadonlyMap<string, Return>> {
  const until = moment === null ? sql`` : sql` and at <= ${moment}::timestamptz`
  const returned = reads.flatMap(({ facts }) => (facts.state === 'returned' ? [sql`${facts.id}::uuid`] : []))
  if (returned.length === 0) return new Map()
  const rows = await rowsOf<Return & { id: string }>(
    db,
    sql`select distinct on (aggregate_id) aggregate_id as id, coalesce(payload->>'reason', '') as reason,
      people.name as by, ${zulu(sql`at`)} as at
    from events left join people on people.id = actor_id
    where aggregate_id in (${sql.join(returned, sql`, `)}) and subject_kind = 'action' and event = 'return'${until}
    order by aggregate_id, events.version desc`,
  )
  return new Map(rows.map(({ id, ...each }) => [id, each]))
}
