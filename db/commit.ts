import { type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { ActionFacts } from '#workflows/action-facts.ts'
import { type Db, rowsOf } from './connect.ts'
import { columnsOf, insertRows, rowOf } from './rows.ts'
import {
  actionContributors,
  actionRecommendations,
  actions,
  blockers,
  criteria,
  deliveries,
  events,
  evidence,
  extensions,
  milestones,
  updates,
} from './schema/index.ts'

export type EventRow = typeof events.$inferInsert
export type DeliveryRow = typeof deliveries.$inferInsert

export type ActionCommit = {
  /** The action as it was read; null when it is new. */
  before: ActionFacts | null
  /** The action as it stands afterwards, one version on. */
  after: ActionFacts
  event: EventRow
  deliveries: DeliveryRow[]
  /** What must still hold of other aggregates when the write happens. */
  condition?: SQL
}

/**
 * Writes one change of an action: the row and its parts, the history row and the deliveries owed, in a single
 * statement, because that is atomic whatever dies and a conversation inside a transaction is not (see
 * docs/decisions). Writes nothing when the version has moved on or the condition no longer holds.
 * @returns whether it was written
 */
export async function commitAction(db: Db, commit: ActionCommit): Promise<boolean> {
  const { before, after } = commit
  const steps = [
    sql`moved as (${before ? updateRow(before, after, commit.condition) : insertRow(after)})`,
    ...partSteps(before, after),
    sql`history as (${insertRows(events, [commit.event], moved)})`,
    ...(commit.deliveries.length > 0
      ? [sql`owed as (${insertRows(deliveries, commit.deliveries, moved)} on conflict do nothing)`]
      : []),
  ]
  const written = await rowsOf(db, sql`with ${sql.join(steps, sql`, `)} select moved.version from moved`)
  return written.length === 1
}

const moved = sql`moved`

function updateRow(before: ActionFacts, after: ActionFacts, condition: SQL | undefined): SQL {
  const fields = columnsOf(actions).filter(
    ({ key }) => key !== 'id' && key !== 'planId' && key !== 'createdAt',
  )
  const assignments = fields.map(({ column }) => sql`${column} = wanted.${column}`)
  return sql`update actions set ${sql.join(assignments, sql`, `)}
    from jsonb_populate_record(null::actions, ${JSON.stringify(rowOf(actions, after))}::jsonb) wanted
    where actions.id = wanted.id and actions.version = ${before.version}
    ${condition ? sql`and ${condition}` : sql``}
    returning actions.id, actions.version`
}

function insertRow(after: ActionFacts): SQL {
  return sql`insert into actions
    select (jsonb_populate_record(null::actions, ${JSON.stringify(rowOf(actions, after))}::jsonb)).*
    returning actions.id, actions.version`
}

function partSteps(before: ActionFacts | null, after: ActionFacts): SQL[] {
  const mine = <T extends object>(parts: readonly T[]) =>
    parts.map((part) => ({ ...part, actionId: after.id }))
  const changed = <T extends { id: string }>(now: readonly T[], then: readonly T[] = []) =>
    mine(
      now.filter((part) => !then.some((old) => old === part || JSON.stringify(old) === JSON.stringify(part))),
    )
  const update = after.lastUpdate && after.lastUpdate.id !== before?.lastUpdate?.id ? [after.lastUpdate] : []
  return [
    ...removedCriteria(before, after),
    ...upsert('criteria', criteria, changed(after.criteria, before?.criteria)),
    ...upsert('evidence', evidence, changed(after.evidence, before?.evidence)),
    ...upsert('milestones', milestones, changed(after.milestones, before?.milestones)),
    ...upsert('blockers', blockers, changed(after.blockers, before?.blockers)),
    ...upsert('extensions', extensions, changed(after.extensions, before?.extensions)),
    ...upsert('updates', updates, mine(update)),
    ...links(
      'contributor',
      actionContributors,
      'personId',
      before?.contributorIds,
      after.contributorIds,
      after.id,
    ),
    ...links(
      'recommendation',
      actionRecommendations,
      'recommendationId',
      before?.recommendationIds,
      after.recommendationIds,
      after.id,
    ),
  ]
}

function removedCriteria(before: ActionFacts | null, after: ActionFacts): SQL[] {
  const gone = (before?.criteria ?? []).filter(({ id }) => !after.criteria.some((kept) => kept.id === id))
  if (gone.length === 0) return []
  const ids = sql.join(
    gone.map(({ id }) => sql`${id}::uuid`),
    sql`, `,
  )
  return [
    sql`criteria_removed as (delete from criteria using moved where action_id = moved.id and criteria.id in (${ids}))`,
  ]
}

function upsert(name: string, table: PgTable, rows: object[]): SQL[] {
  if (rows.length === 0) return []
  const fields = columnsOf(table).filter(({ key }) => key !== 'id' && key !== 'actionId')
  const assignments = fields.map((field) => sql`${field.column} = excluded.${field.column}`)
  return [
    sql`${sql.identifier(`${name}_written`)} as (${insertRows(table, rows, moved)}
      on conflict (id) do update set ${sql.join(assignments, sql`, `)})`,
  ]
}

function links(
  name: string,
  table: PgTable,
  key: string,
  before: readonly string[] = [],
  after: readonly string[],
  actionId: string,
): SQL[] {
  const added = after.filter((id) => !before.includes(id)).map((id) => ({ actionId, [key]: id }))
  const removed = before.filter((id) => !after.includes(id))
  const column = columnsOf(table).find((each) => each.key === key)?.column
  const ids = sql.join(
    removed.map((id) => sql`${id}::uuid`),
    sql`, `,
  )
  return [
    ...(added.length > 0
      ? [sql`${sql.identifier(`${name}_added`)} as (${insertRows(table, added, moved)})`]
      : []),
    ...(removed.length > 0
      ? [
          sql`${sql.identifier(`${name}_removed`)} as (delete from ${table} using moved
            where action_id = moved.id and ${column} in (${ids}))`,
        ]
      : []),
  ]
}
