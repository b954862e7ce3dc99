import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'

/** All that an event says, as text that is the same whatever the session's settings. */
export const content = contentOf(sql`events.payload`, sql`events.after`, sql`events.salt`)

/** The seal of a text by what was sealed before it. */
export function hashOf(previous: SQL, text: SQL): SQL {
  return sql`encode(sha256(convert_to(${previous} || ${text}, 'UTF8')), 'hex')`
}

/**
 * What the newest redaction of each event says that it left of it: a table of `event_id` and `digest`. Newest is what
 * made the last version of their thing: the id of a row that was written under a claim is as old as the claim.
 */
export const newestDigests = sql`(
  select distinct on (event_id) event_id, digest from (
    select left_of.key::uuid as event_id, left_of.value as digest, version from events
    cross join jsonb_each_text(payload->'digests') left_of where event = 'redact') each
  order by event_id, version desc)`

/** An event with the texts that a redaction leaves in it. */
export type Retold = { id: string; payload: unknown; after: unknown }

/** The digest of each event as it is about to stand, by its id: what the chain then holds it to. */
export async function digestsOf(db: Db, retold: readonly Retold[]): Promise<Record<string, string>> {
  const rows = await rowsOf<{ id: string; digest: string }>(
    db,
    sql`select events.id, ${hashOf(sql`''`, contentOf(sql`wanted.payload`, sql`wanted.after`, sql`null::uuid`))} as digest
      from events join jsonb_to_recordset(${JSON.stringify(retold)}::jsonb) wanted(id uuid, payload jsonb, after jsonb)
        on wanted.id = events.id`,
  )
  return Object.fromEntries(rows.map(({ id, digest }) => [id, digest]))
}

function contentOf(payload: SQL, after: SQL, salt: SQL): SQL {
  return sql`(jsonb_build_object('id', events.id, 'plan', events.plan_id, 'kind', events.subject_kind,
    'subject', events.subject_id, 'aggregate', events.aggregate_id, 'version', events.version, 'event', events.event,
    'from', events.from_state, 'to', events.to_state, 'actor', events.actor_id, 'at', ${zulu(sql`events.at`)},
    'payload', ${payload}, 'after', ${after})
    || case when ${salt} is null then '{}' else jsonb_build_object('salt', ${salt}) end
    || case when events.imported is null then '{}' else jsonb_build_object('imported', events.imported) end)::text`
}
