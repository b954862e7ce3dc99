import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type PgTable, type SQL, sql } from '#db/connection/drizzle.ts'
import { hasMovedOn } from '#db/connection/errors.ts'
import { assigned, columnsOf, insertRows, rowOf } from '#db/connection/rows.ts'
import {
  actionContributors,
  actionMeasures,
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
} from '#db/schema/index.ts'
import { type ActionFacts, isCounted, isLive } from '#workflows/action/action-facts.ts'

export type EventRow = typeof events.$inferInsert
export type DeliveryRow = typeof deliveries.$inferInsert

export type ActionCommit = {
  /** The action as it was read; null when it is new. */
  before: ActionFacts | null
  /** The action as it stands afterwards, one version on. */
  after: ActionFacts
  event: EventRow
  deliveries: DeliveryRow[]
  /** Other actions that the decision rests on: they have to be at these versions still when the write happens. */
  relies?: readonly { id: string; version: number }[]
  /** The decision that it came from, where this rests on how that stands: it has to be at this version still. */
  decision?: { id: string; version: number }
  /** What else must still hold when the write happens. */
  condition?: SQL
  /** Further steps of the statement. Each reads `moved`, which holds the action's id once it was written. */
  steps?: readonly SQL[]
}

/**
 * Writes one change of an action: the row and its parts, the history row and the deliveries owed, in a single
 * statement, because that is atomic whatever dies and a conversation inside a transaction is not (see
 * docs/decisions). Writes nothing when the version has moved on, when another action that the decision rests on
 * has, when the priority that gets more work was closed meanwhile, or when the condition no longer holds.
 * @returns whether it was written
 */
export async function commitAction(db: Db, commit: ActionCommit): Promise<boolean> {
  const { before, after, relies = [] } = commit
  const stood = before && relies.length > 0 ? actionsStood([before, ...relies]) : null
  const opened = bringsWork(before, after) ? priorityOpened(after.priorityId) : null
  const decided = commit.decision ? decisionStood(commit.decision) : null
  const conditions = [stood?.holds, opened?.holds, decided?.holds, commit.condition].filter(
    (each) => each !== undefined,
  )
  const parts = partSteps(before, after)
  const steps = [
    ...(stood ? [stood.step] : []),
    ...(opened ? [opened.step] : []),
    ...(decided ? [decided.step] : []),
    sql`moved as (${before ? updateRow(before, after, conditions) : insertRow(after, conditions)})`,
    ...parts.map(({ name, statement }) => sql`${sql.identifier(name)} as (${statement} returning 1)`),
    sql`history as (${insertRows(events, [commit.event], moved)})`,
    ...(commit.deliveries.length > 0
      ? [sql`owed as (${insertRows(deliveries, commit.deliveries, moved)} on conflict do nothing)`]
      : []),
    ...(commit.steps ?? []),
  ]
  return orMovedOn(async () => {
    const written = await rowsOf(db, sql`with ${sql.join(steps, sql`, `)} select ${must(parts)} from moved`)
    return written.length === 1
  })
}

/** Whether a write was done: not when what it was decided on has moved on, or another write was in its way. */
export async function orMovedOn(write: () => Promise<boolean>): Promise<boolean> {
  try {
    return await write()
  } catch (error) {
    if (hasMovedOn(error)) return false
    throw error
  }
}

const moved = sql`moved`

/** A part of a statement with the number of rows it has to write: all of them, or the whole is undone. */
type PartStep = { name: string; statement: SQL; rows: number }

function must(parts: readonly PartStep[]): SQL {
  const all = parts.map(({ name, rows }) => sql`(select count(*) from ${sql.identifier(name)}) = ${rows}`)
  return all.length === 0 ? sql`true` : sql`must(${sql.join(all, sql` and `)})`
}

/**
 * Locks actions in the order of their ids and looks whether each is at its version. Two changes that rest on one
 * another's actions so come one after the other, and the second finds that the first has moved on.
 */
function actionsStood(all: readonly { id: string; version: number }[]) {
  const each = all.map(({ id, version }) => sql`(id = ${id} and version = ${version})`)
  return {
    step: sql`stood as materialized (select id from actions where ${sql.join(each, sql` or `)} order by id for no key update)`,
    holds: sql`(select count(*) from stood) = ${all.length}`,
  }
}

/** Locks the decision that an action came from, so that it is not called in at the moment at which this is started. */
function decisionStood({ id, version }: { id: string; version: number }) {
  return {
    step: sql`decided as materialized (select id from decision_records where id = ${id} and version = ${version} for share)`,
    holds: sql`exists (select from decided)`,
  }
}

/** Whether a change gives a priority something to do that it did not have: what a delivered one must not get. */
function bringsWork(before: ActionFacts | null, after: ActionFacts): boolean {
  if (!isCounted(after.state)) return false
  if (before === null || before.priorityId !== after.priorityId) return true
  return isLive(after.state) && !isLive(before.state)
}

/**
 * Counts the new work in its priority, and in the one that this is a strand of, while they are open. A write
 * that closes one at the same moment finds the count changed; a write that comes after that finds it closed.
 */
function priorityOpened(priorityId: string) {
  return {
    step: sql`opened as (update priorities set tally = tally + 1
      where id in (${priorityId}::uuid, (select parent_id from priorities where id = ${priorityId}))
        and state not in ('delivered', 'sustained') returning id)`,
    holds: sql`(select count(*) from opened) = (select 1 + count(parent_id) from priorities where id = ${priorityId})`,
  }
}

function updateRow(before: ActionFacts, after: ActionFacts, conditions: readonly SQL[]): SQL {
  const fields = columnsOf(actions).filter(
    ({ key }) => key !== 'id' && key !== 'planId' && key !== 'createdAt',
  )
  const assignments = fields.map((field) => assigned(actions, field))
  return sql`update actions set ${sql.join(assignments, sql`, `)}
    from jsonb_populate_record(null::actions, ${JSON.stringify(rowOf(actions, after))}::jsonb) wanted
    where ${sql.join([sql`actions.id = wanted.id`, sql`actions.version = ${before.version}`, ...conditions], sql` and `)}
    returning actions.id`
}

function insertRow(after: ActionFacts, conditions: readonly SQL[]): SQL {
  return sql`insert into actions
    select (jsonb_populate_record(null::actions, ${JSON.stringify(rowOf(actions, after))}::jsonb)).*
    where ${sql.join([sql`true`, ...conditions], sql` and `)}
    returning actions.id`
}

function partSteps(before: ActionFacts | null, after: ActionFacts): PartStep[] {
  const mine = <T extends object>(parts: readonly T[]) =>
    parts.map((part) => ({ ...part, actionId: after.id }))
  const changed = <T extends { id: string }>(now: readonly T[], then: readonly T[] = []) =>
    mine(
      now.filter((part) => !then.some((old) => old === part || JSON.stringify(old) === JSON.stringify(part))),
    )
  const update =
    after.lastUpdate && after.lastUpdate.id !== before?.lastUpdate?.id
      ? [{ ...after.lastUpdate, version: after.version }]
      : []
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
    ...links('measure', actionMeasures, 'measureId', before?.measureIds, after.measureIds, after.id),
  ]
}

function removedCriteria(before: ActionFacts | null, after: ActionFacts): PartStep[] {
  const gone = (before?.criteria ?? []).filter(({ id }) => !after.criteria.some((kept) => kept.id === id))
  if (gone.length === 0) return []
  const ids = sql.join(
    gone.map(({ id }) => sql`${id}::uuid`),
    sql`, `,
  )
  const statement = sql`delete from criteria using moved where action_id = moved.id and criteria.id in (${ids})`
  return [{ name: 'criteria_removed', statement, rows: gone.length }]
}

/** Parts are written where they are new or this action's own: an id of another action's part writes nothing. */
function upsert(name: string, table: PgTable, rows: object[]): PartStep[] {
  if (rows.length === 0) return []
  const fields = columnsOf(table).filter(({ key }) => key !== 'id' && key !== 'actionId')
  const assignments = fields.map((field) => sql`${field.column} = excluded.${field.column}`)
  const statement = sql`${insertRows(table, rows, moved)}
    on conflict (id) do update set ${sql.join(assignments, sql`, `)} where ${table}.action_id = excluded.action_id`
  return [{ name: `${name}_written`, statement, rows: rows.length }]
}

function links(
  name: string,
  table: PgTable,
  key: string,
  before: readonly string[] = [],
  after: readonly string[],
  actionId: string,
): PartStep[] {
  const added = after.filter((id) => !before.includes(id)).map((id) => ({ actionId, [key]: id }))
  const removed = before.filter((id) => !after.includes(id))
  const column = columnsOf(table).find((each) => each.key === key)?.column
  const ids = sql.join(
    removed.map((id) => sql`${id}::uuid`),
    sql`, `,
  )
  const gone = sql`delete from ${table} using moved where action_id = moved.id and ${column} in (${ids})`
  return [
    { name: `${name}_added`, statement: insertRows(table, added, moved), rows: added.length },
    { name: `${name}_removed`, statement: gone, rows: removed.length },
  ].filter(({ rows }) => rows > 0)
}
