import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import { events, people, type SubjectKind, updates } from '#db/schema/index.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'

export type HistoryEntry = {
  id: string
  at: Instant
  actor: { id: string; name: string } | null
  subject: { kind: SubjectKind; id: string }
  event: string
  from: string | null
  to: string | null
  version: number
  payload: Record<string, unknown>
  /** When it was loaded with its plan, as a file told it; our own history has none. */
  imported?: { at: Instant }
}

/**
 * What happened to an action, priority or plan and all its parts, newest first.
 * @param before only what is older than this version
 * @param since only what is newer than this version
 * @param partId only what happened to this part, from the event that brought it to the one that ended it
 * @param until only what had happened by this moment
 */
export async function readHistory(
  db: Db,
  aggregateId: string,
  {
    limit,
    before,
    since,
    partId,
    until = null,
  }: {
    limit: number
    before?: number | undefined
    since?: number | undefined
    partId?: string | undefined
    until?: Instant | null
  },
): Promise<HistoryEntry[]> {
  const from = since === undefined ? sql`true` : sql`${events.version} > ${since}`
  const olderThan = before === undefined ? from : sql`${from} and ${events.version} < ${before}`
  const older = partId === undefined ? olderThan : sql`${olderThan} and ${ofPart(partId)}`
  const by = until === null ? sql`true` : sql`${events.at} <= ${until}::timestamptz`
  const rows = await rowsOf<{ entry: HistoryEntry }>(
    db,
    sql`select ${entry} as entry from ${events} left join ${people} on ${people.id} = ${events.actorId}
      where ${events.aggregateId} = ${aggregateId} and ${older} and ${by} order by ${events.version} desc limit ${limit}`,
  )
  return rows.map((row) => row.entry)
}

/** How many events `readHistory` gives in all. */
export async function countHistory(db: Db, aggregateId: string, partId?: string): Promise<number> {
  const of = partId === undefined ? sql`true` : ofPart(partId)
  const [row] = await rowsOf<{ count: number }>(
    db,
    sql`select count(*)::int from ${events} where ${events.aggregateId} = ${aggregateId} and ${of}`,
  )
  return row?.count ?? 0
}

/**
 * Who owned an action before each change of its owner, by the version of that change; null for nobody. Both the edit
 * of a draft and a hand-over change it.
 */
export async function ownersBefore(db: Db, actionId: string): Promise<Map<number, string | null>> {
  const rows = await rowsOf<{ version: number; was: string | null }>(
    db,
    sql`select version, was from (
        select version, event, after->>'ownerId' as owner, lag(after->>'ownerId') over (order by version) as was
        from events where aggregate_id = ${actionId}
      ) changes where event in ('edit', 'transfer') and owner is distinct from was`,
  )
  return new Map(rows.map(({ version, was }) => [version, was]))
}

function ofPart(partId: string): SQL {
  return sql`(${events.subjectId} = ${partId} or ${partId} in (${events.payload}->>'milestoneId', ${events.payload}->>'withdrewExtensionId'))`
}

export type UpdateRead = {
  id: string
  at: Instant
  by: { id: string; name: string }
  note: string
  forecastOn: string | null
  ownRating: string | null
  whatChanged: string | null
}

/** The progress notes of an action, newest first. */
export async function readUpdates(
  db: Db,
  actionId: string,
  { limit, before }: { limit: number; before?: string | undefined },
): Promise<UpdateRead[]> {
  const older: SQL =
    before === undefined
      ? sql`true`
      : sql`${updates.version} < (select version from ${updates} earlier where earlier.id = ${before} and earlier.action_id = ${actionId})`
  const rows = await rowsOf<{ entry: UpdateRead }>(
    db,
    sql`select jsonb_build_object('id', ${updates.id}, 'at', ${zulu(sql`${updates.at}`)}, 'by', jsonb_build_object('id', ${people.id}, 'name', ${people.name}),
        'note', ${updates.note}, 'forecastOn', ${updates.forecastOn}, 'ownRating', ${updates.ownRating}, 'whatChanged', ${updates.whatChanged}) as entry
      from ${updates} join ${people} on ${people.id} = ${updates.by}
      where ${updates.actionId} = ${actionId} and ${older} order by ${updates.version} desc limit ${limit}`,
  )
  return rows.map((row) => row.entry)
}

const entry = sql`(jsonb_build_object('id', ${events.id}, 'at', ${zulu(sql`${events.at}`)},
  'actor', case when ${people.id} is null then null else jsonb_build_object('id', ${people.id}, 'name', ${people.name}) end,
  'subject', jsonb_build_object('kind', ${events.subjectKind}, 'id', ${events.subjectId}),
  'event', ${events.event}, 'from', ${events.fromState}, 'to', ${events.toState}, 'version', ${events.version},
  'payload', ${events.payload} - '{digests,copies}'::text[])
  || case when ${events.imported} is null then '{}' else jsonb_build_object('imported', jsonb_build_object('at', ${events.imported}->'at')) end)`
