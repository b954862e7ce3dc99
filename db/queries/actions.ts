import { type SQL, sql } from 'drizzle-orm'
import type { ActionState } from '#workflows/action-facts.ts'
import { addDays, type Day } from '#workflows/calendar.ts'
import type { Rating } from '#workflows/rating.ts'
import { type Db, rowsOf } from '../connect.ts'
import { ratingCodeSql, ratingOfCodeSql } from '../rating-sql.ts'
import { actions, horizons } from '../schema/index.ts'
import type { HorizonName } from '../schema/plan.ts'
import { type ActionRead, actionsJoined, readActions } from './action-facts.ts'
import { plansSeenBy } from './sight.ts'

export const actionSorts = ['dueOn', '-dueOn', 'updatedAt', '-updatedAt', 'ref', '-ref'] as const
export type ActionSort = (typeof actionSorts)[number]

export type ActionFilter = {
  plan?: string[]
  priority?: string[]
  horizon?: HorizonName[]
  owner?: string[]
  agency?: string[]
  state?: ActionState[]
  rating?: Rating[]
  overdue?: boolean
  dueBefore?: Day
  dueAfter?: Day
  staleSince?: Day
}

/** Where a page of a list ended: the value sorted by, and the id. */
export type Cursor = [string | null, string]

/**
 * One page of the actions a person may see, in a stable order.
 * @returns the actions and where the next page begins; null when there is none
 */
export async function listActions(
  db: Db,
  personId: string,
  list: { filter: ActionFilter; sort: ActionSort; limit: number; after: Cursor | null; today: Day },
): Promise<{ items: ActionRead[]; next: Cursor | null }> {
  const { column, read, descending } = sortOf(list.sort)
  const direction = descending ? sql`desc nulls last` : sql`asc nulls last`
  const where = sql.join(
    [
      ...conditions(personId, list.filter, list.today),
      ...(list.after ? [beyond(list.after, column, descending)] : []),
    ],
    sql` and `,
  )
  const found = await readActions(db, where, {
    orderBy: sql`${column} ${direction}, ${actions.id} ${descending ? sql`desc` : sql`asc`}`,
    limit: list.limit + 1,
  })
  const items = found.slice(0, list.limit)
  const last = items.at(-1)
  return { items, next: found.length > list.limit && last ? [read(last), last.facts.id] : null }
}

/** How many actions a filter leaves of those a person may see. */
export async function countActions(
  db: Db,
  personId: string,
  filter: ActionFilter,
  today: Day,
): Promise<number> {
  const where = sql.join(conditions(personId, filter, today), sql` and `)
  const [row] = await rowsOf<{ count: number }>(
    db,
    sql`select count(*)::int from ${actionsJoined} where ${where}`,
  )
  return row?.count ?? 0
}

function conditions(personId: string, filter: ActionFilter, today: Day): SQL[] {
  const overdue = sql`(${actions.dueOn} < ${today}::date and ${actions.state} in ('agreed', 'inProgress', 'returned', 'submitted', 'endorsed'))`
  const all: (SQL | null)[] = [
    sql`${actions.planId} in ${plansSeenBy(personId)}`,
    oneOf(sql`${actions.planId}`, filter.plan),
    oneOf(sql`${actions.priorityId}`, filter.priority),
    oneOf(sql`${horizons.name}`, filter.horizon),
    oneOf(sql`${actions.ownerId}`, filter.owner),
    oneOf(sql`${actions.agencyId}`, filter.agency),
    oneOf(sql`${actions.state}`, filter.state),
    oneOf(ratingOfCodeSql(ratingCodeSql(today)), filter.rating),
    filter.overdue === undefined ? null : filter.overdue ? overdue : sql`not coalesce(${overdue}, false)`,
    filter.dueBefore ? sql`${actions.dueOn} < ${filter.dueBefore}::date` : null,
    filter.dueAfter ? sql`${actions.dueOn} > ${filter.dueAfter}::date` : null,
    filter.staleSince
      ? sql`coalesce(greatest(${actions.lastUpdateOn}, ${actions.agreedOn}), ${actions.startOn}) < ${addDays(filter.staleSince, 1)}::date`
      : null,
  ]
  return all.filter((condition) => condition !== null)
}

function oneOf(column: SQL, values: readonly string[] | undefined): SQL | null {
  if (!values) return null
  return sql`${column} in (${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )})`
}

function beyond([value, id]: Cursor, column: SQL, descending: boolean): SQL {
  const after = descending ? sql`<` : sql`>`
  // Rows without the value come last in either direction.
  if (value === null) return sql`(${column} is null and ${actions.id} ${after} ${id})`
  return sql`(${column} ${after} ${value} or ${column} is null or (${column} = ${value} and ${actions.id} ${after} ${id}))`
}

function sortOf(sort: ActionSort): {
  column: SQL
  read: (action: ActionRead) => string | null
  descending: boolean
} {
  const descending = sort.startsWith('-')
  switch (sort.replace('-', '')) {
    case 'updatedAt':
      return { column: sql`${actions.updatedAt}`, read: ({ facts }) => facts.updatedAt, descending }
    case 'ref':
      return { column: sql`${actions.ref}`, read: ({ facts }) => facts.ref, descending }
    default:
      return { column: sql`${actions.dueOn}`, read: ({ facts }) => facts.dueOn, descending }
  }
}
