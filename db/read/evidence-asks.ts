import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import { actions } from '#db/schema/index.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'

/** Who asked the owner for the evidence that a check still needs, and when. */
export type EvidenceAsk = { by: string | null; at: Instant }

/** Whether the owner of the row of `actions` at hand was asked for evidence since it was signed off last. */
export const evidenceAsked = sql`(select event from events where aggregate_id = ${actions.id}
  and subject_kind = 'action' and event in ('signOff', 'askEvidence') order by version desc limit 1) = 'askEvidence'`

/**
 * The newest asking for evidence since each action was signed off, by the action's id.
 * @param moment the newest that there was then, of actions as they stood then
 */
export async function evidenceAsksOf(
  db: Db,
  reads: readonly { facts: Pick<ActionFacts, 'id' | 'state'> }[],
  moment: Instant | null = null,
): Promise<ReadonlyMap<string, EvidenceAsk>> {
  const signedOff = reads.flatMap(({ facts }) =>
    facts.state === 'signedOff' ? [sql`${facts.id}::uuid`] : [],
  )
  if (signedOff.length === 0) return new Map()
  const until = moment === null ? sql`` : sql` and at <= ${moment}::timestamptz`
  const rows = await rowsOf<EvidenceAsk & { id: string }>(
    db,
    sql`select newest.id, people.name as by, ${zulu(sql`newest.at`)} as at from (
      select distinct on (aggregate_id) aggregate_id as id, event, actor_id, at from events
      where aggregate_id in (${sql.join(signedOff, sql`, `)}) and subject_kind = 'action'
        and event in ('signOff', 'askEvidence')${until}
      order by aggregate_id, version desc
    ) newest left join people on people.id = newest.actor_id where newest.event = 'askEvidence'`,
  )
  return new Map(rows.map(({ id, ...each }) => [id, each]))
}
