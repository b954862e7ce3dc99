import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import { roleEvents } from '#db/schema/event.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { beyond, type Key, orderBy, placeOf } from './keyset.ts'
import { plansSeenBy } from './sight.ts'

/** One thing that happened to a person: to their entry, to a role of theirs, or to an arrangement with a deputy. */
export type PersonHistoryEntry = {
  id: string
  at: Instant
  actor: { id: string; name: string } | null
  event: string
  /** Of a change of address or role, what it was before and is from then on. */
  from: string | null
  to: string | null
  /** Of a role, the plan it is in; null where the reader may not see that plan. */
  plan: { id: string; title: string } | null
  /** What the event carried; `was` has what stood in the entry before. */
  payload: Record<string, unknown>
}

/** What the history of a person is sorted by: newest first. */
export const personHistoryKeys: readonly Key[] = [
  { by: sql`entry.at`, type: 'timestamptz', descending: true },
  { by: sql`entry.id`, type: 'uuid', descending: true },
]

/**
 * One page of what happened to a person, newest first.
 * @param readerId who reads it: of plans that they may not see nothing is told
 */
export async function readPersonHistory(
  db: Db,
  { personId, readerId }: { personId: string; readerId: string },
  { limit, after }: { limit: number; after: readonly string[] | null },
): Promise<{ items: PersonHistoryEntry[]; next: string[] | null }> {
  const rows = await rowsOf<PersonHistoryEntry & { place: string[] }>(
    db,
    sql`select entry.id, ${zulu(sql`entry.at`)} as at,
      case when actor.id is null then null else jsonb_build_object('id', actor.id, 'name', actor.name) end as actor,
      entry.event, entry.was as "from", entry.now as "to",
      case when plans.id is null then null else jsonb_build_object('id', plans.id, 'title', plans.title) end as plan,
      ${payloadFor(personId, readerId)} as payload, ${placeOf(personHistoryKeys)} as place
    from (${happened(personId)}) entry left join people actor on actor.id = entry.actor_id
      left join plans on plans.id = entry.plan_id and plans.id in ${plansSeenBy(readerId)}
    where ${after ? beyond(personHistoryKeys, after) : sql`true`}
    order by ${orderBy(personHistoryKeys)} limit ${limit + 1}`,
  )
  const page = rows.slice(0, limit)
  return {
    items: page.map(({ place: _, ...entry }) => entry),
    next: rows.length > limit ? (page.at(-1)?.place ?? null) : null,
  }
}

/** Of a hand-over, its reason and its pieces are for those who may see one of these. */
function payloadFor(personId: string, readerId: string): SQL {
  if (personId === readerId) return sql`entry.payload`
  return sql`case when entry.event <> 'handOver' or exists (
      select from jsonb_path_query(entry.payload, '$.**.id') piece
      where (piece #>> '{}') in (select id::text from actions where plan_id in ${plansSeenBy(readerId)}
        union all select id::text from priorities where plan_id in ${plansSeenBy(readerId)}))
    then entry.payload else entry.payload - '{reason,items,refused}'::text[] end`
}

/** How many entries `readPersonHistory` gives in all. */
export async function countPersonHistory(db: Db, personId: string): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    db,
    sql`select count(*)::int from (${happened(personId)}) entry`,
  )
  return row?.count ?? 0
}

function happened(personId: string): SQL {
  return sql`${toTheirEntry(personId)} union all ${listedWithAPlan(personId)}
    union all ${toTheirRoles(personId)} union all ${toTheirDeputies(personId)}
    union all ${toTheirCalendar(personId)}`
}

function toTheirEntry(personId: string): SQL {
  return sql`select id, at, actor_id, event, null::uuid as plan_id,
      case when payload ? 'email' then before->>'email' end as was, payload->>'email' as now,
      payload || case when event <> 'edit' then '{}' else jsonb_build_object('was', before) end as payload
    from (
      select events.*, coalesce((
          select jsonb_object_agg(key, prior.after->key)
          from events prior, jsonb_object_keys(events.payload) key
          where prior.aggregate_id = events.aggregate_id and prior.version = events.version - 1 and prior.after ? key
        ), '{}') || coalesce(events.payload->'was', '{}') as before
      from events where aggregate_id = ${personId}
    ) told`
}

/** People who came with a plan have no event for it. */
function listedWithAPlan(personId: string): SQL {
  return sql`select people.id, created_at, null::uuid, 'create', null::uuid, null, null, '{}'::jsonb from people
    where people.id = ${personId}
      and not exists (select from events where aggregate_id = people.id and events.version = 1)`
}

function toTheirRoles(personId: string): SQL {
  return sql`select id, at, actor_id, event, plan_id, coalesce(payload->>'was', earlier), payload->>'role', payload
    from (
      select *, lag(payload->>'role') over (partition by plan_id order by version) as earlier from events
      where payload->>'personId' = ${personId} and event in ${[...roleEvents]}
    ) roles`
}

/**
 * Arrangements that were ended stay, so each tells of its beginning and of its end. The latter has the id of the row as
 * a UUID of version 8, because two entries have two ids.
 */
function toTheirDeputies(personId: string): SQL {
  const payload = sql`jsonb_build_object('ownerId', owner_id, 'deputyId', deputy_id,
    'fromOn', to_char(from_on, 'YYYY-MM-DD'), 'untilOn', to_char(until_on, 'YYYY-MM-DD'))`
  const theirs = sql`${personId} in (owner_id, deputy_id)`
  return sql`select id, created_at, owner_id, 'nameDeputy', null::uuid, null, null, ${payload} from deputies where ${theirs}
    union all select overlay(id::text placing '8' from 15)::uuid, ended_at, null::uuid, 'endDeputy', null::uuid, null, null, ${payload}
    from deputies where ${theirs} and ended_at is not null`
}

/** Addresses that were revoked stay too, and tell of both in the same way. */
function toTheirCalendar(personId: string): SQL {
  const rest = sql`null::uuid, null, null, '{}'::jsonb from calendar_addresses where person_id = ${personId}`
  return sql`select id, created_at, person_id, 'makeCalendar', ${rest}
    union all select overlay(id::text placing '8' from 15)::uuid, revoked_at, revoked_by, 'revokeCalendar', ${rest}
      and revoked_at is not null`
}
