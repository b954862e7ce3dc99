import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type PgTable, type SQL, sql } from '#db/connection/drizzle.ts'
import { jsonOf, jsonRows } from '#db/connection/json-sql.ts'
import {
  actionContributors,
  actions,
  blockers,
  criteria,
  decisions,
  evidence,
  extensions,
  files,
  horizons,
  measures,
  meetings,
  memberships,
  milestones,
  observations,
  people,
  plans,
  priorities,
  recommendations,
  updates,
} from '#db/schema/index.ts'
import { type Wanted, sureSign } from '#workflows/redaction/words.ts'

/** What has a history of its own, with all that belongs to it: what one redaction is about. */
export const redactableKinds = ['plan', 'priority', 'action', 'measure', 'meeting', 'person'] as const
export type RedactableKind = (typeof redactableKinds)[number]

/** Where the texts of a kind stand: its own table, and its parts by the name of the list they are in. */
export const holdings: Readonly<
  Record<
    RedactableKind,
    { table: PgTable; parts: Readonly<Record<string, readonly [table: PgTable, link: string]>> }
  >
> = {
  plan: {
    table: plans,
    parts: { horizons: [horizons, 'plan_id'], recommendations: [recommendations, 'plan_id'] },
  },
  priority: { table: priorities, parts: {} },
  action: {
    table: actions,
    parts: {
      criteria: [criteria, 'action_id'],
      evidence: [evidence, 'action_id'],
      files: [files, 'action_id'],
      milestones: [milestones, 'action_id'],
      updates: [updates, 'action_id'],
      blockers: [blockers, 'action_id'],
      extensions: [extensions, 'action_id'],
    },
  },
  measure: { table: measures, parts: { observations: [observations, 'measure_id'] } },
  meeting: { table: meetings, parts: { decisions: [decisions, 'meeting_id'] } },
  person: { table: people, parts: {} },
}

export type Row = Record<string, unknown> & { id: string }
/** A row of the history with the texts that it holds. */
export type Told = {
  id: string
  version: number
  event: string
  at: string
  payload: unknown
  after: unknown
}

/** A thing with everything in which its texts stand. */
export type Redactable = {
  kind: RedactableKind
  id: string
  /** The plan it belongs to, with its count of what may not be missed as it was before all of this was read; a person belongs to none. */
  plan: { id: string; tally: number } | null
  version: number
  own: Row
  parts: Readonly<Record<string, readonly Row[]>>
  history: readonly Told[]
}

/** A thing as it is read to take texts out of it; null where there is none. Files come without their content. */
export async function readRedactable(db: Db, kind: RedactableKind, id: string): Promise<Redactable | null> {
  const { table, parts } = holdings[kind]
  const plan = kind === 'person' ? null : await planOf(db, kind, id)
  if (plan === undefined) return null
  const lists = Object.entries(parts).map(([name, [part, link]]) => {
    const rows = jsonRows(
      jsonOf(part, ['content']),
      sql`${part} where ${sql.identifier(link)} = ${id}`,
      sql`id`,
    )
    return sql`${sql.raw(`'${name}'`)}, ${rows}`
  })
  const [[found], history] = await Promise.all([
    rowsOf<{ own: Row & { version: number }; parts: Record<string, Row[]> }>(
      db,
      sql`select ${jsonOf(table)} as own, jsonb_build_object(${sql.join(lists, sql`, `)}) as parts
        from ${table} where id = ${id}`,
    ),
    rowsOf<Told>(
      db,
      sql`select id, version, event, to_char(at, 'YYYY-MM-DD') as at, payload, after from events
        where aggregate_id = ${id} order by version`,
    ),
  ])
  if (!found) return null
  return { kind, id, plan, version: found.own.version, own: found.own, parts: found.parts, history }
}

function belongs(kind: RedactableKind, planId: string): SQL {
  if (kind === 'person') return sql`thing.id in ${peopleOf(planId)}`
  return kind === 'plan' ? sql`thing.id = ${planId}` : sql`thing.plan_id = ${planId}`
}

/** Those who have a part in a plan: what is told of them is told there too. */
function peopleOf(planId: string): SQL {
  return sql`(select person_id from ${memberships} where plan_id = ${planId}
    union select lead_id from ${priorities} where plan_id = ${planId}
    union select owner_id from ${actions} where plan_id = ${planId}
    union select person_id from ${actionContributors} join ${actions} on action_id = ${actions.id} where plan_id = ${planId}
    union select actor_id from events where plan_id = ${planId})`
}

async function planOf(db: Db, kind: Exclude<RedactableKind, 'person'>, id: string) {
  const column = kind === 'plan' ? sql`id` : sql`plan_id`
  const [plan] = await rowsOf<{ id: string; tally: number }>(
    db,
    sql`select id, tally from ${plans} where id = (select ${column} from ${holdings[kind].table} where id = ${id})`,
  )
  return plan
}

/** The things of a plan in whose texts, of today or earlier, something may stand: more than it does, never fewer. */
export async function mayHold(
  db: Db,
  planId: string,
  wanted: Wanted,
): Promise<{ kind: RedactableKind; id: string }[]> {
  const sign = sureSign(wanted)
  const holds = (text: ReturnType<typeof sql>) =>
    sign === null ? sql`true` : sql`${text} ilike ${`%${sign}%`}`
  const own = redactableKinds.flatMap((kind) => {
    const { table, parts } = holdings[kind]
    const inPlan = belongs(kind, planId)
    const rows = Object.values(parts).map(
      ([part, link]) =>
        sql`select ${kind}::text as kind, thing.id from ${table} thing join ${part} part on part.${sql.identifier(link)} = thing.id
          where ${inPlan} and ${holds(part === files ? sql`part.name` : sql`to_jsonb(part)::text`)}`,
    )
    return [
      sql`select ${kind}::text as kind, thing.id from ${table} thing where ${inPlan} and ${holds(sql`to_jsonb(thing)::text`)}`,
      ...rows,
    ]
  })
  const told = sql`select case when subject_kind in ('milestone', 'blocker', 'extension') then 'action' else subject_kind end as kind,
      aggregate_id as id from events
    where (plan_id = ${planId} or (subject_kind = 'person' and aggregate_id in ${peopleOf(planId)})) and ${holds(sql`(payload::text || after::text)`)}`
  return rowsOf(
    db,
    sql`select distinct kind, id from (${sql.join([...own, told], sql` union all `)}) found order by kind, id`,
  )
}
