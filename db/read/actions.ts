import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { actionContributors, actions, horizons, plans } from '#db/schema/index.ts'
import type { HorizonName } from '#db/schema/plan.ts'
import { inReferenceOrder } from '#db/schema/reference-order.ts'
import type { ActionState } from '#workflows/action/action-facts.ts'
import { type Day, endOfLondonDay } from '#workflows/calendar/calendar.ts'
import type { Rating } from '#workflows/rating/rating.ts'
import type { ActionRead } from './action-facts.ts'
import { actionSet, type Wanted } from './action-set.ts'
import { tablesAsAt } from './as-at.ts'
import { beyond, type Key, nameKey, orderBy, placeOf } from './keyset.ts'
import { ratingCodeSql, ratingOfCodeSql } from './rating-sql.ts'
import { readPlaced } from './read-actions.ts'
import { actionsFoundBy } from './search.ts'
import { notWithdrawn, plansSeenBy } from './sight.ts'

const sortable = [
  'dueOn',
  'startOn',
  'forecastOn',
  'baselineDueOn',
  'updatedAt',
  'createdAt',
  'ref',
  'title',
] as const
type Sortable = (typeof sortable)[number]
export type ActionSort = Sortable | `-${Sortable}`
export const actionSorts: readonly ActionSort[] = sortable.flatMap((name) => [name, `-${name}` as const])

export type ActionFilter = {
  plan?: string[]
  priority?: string[]
  horizon?: HorizonName[]
  owner?: string[]
  agency?: string[]
  /** Who owns it or contributes to it. */
  worker?: string
  state?: ActionState[]
  rating?: Rating[]
  overdue?: boolean
  dueBefore?: Day
  dueAfter?: Day
  staleSince?: Day
  /** Words to be found in the action. */
  q?: string
}

export type ActionList = {
  filter: ActionFilter
  /** What is sorted by, most important first. */
  sort: ActionSort | readonly ActionSort[]
  limit: number
  /** Where the page before ended, as it said in `next`. */
  after: string[] | null
  /** The London day to rate at. */
  today: Day
  /** The actions as they stood at the end of this London day; now, when left out or null. */
  asAt?: Day | null
}

/**
 * One page of the actions a person may see, in a stable order.
 * @returns the actions and where the next page begins; null when there is none
 */
export async function listActions(
  db: Db,
  personId: string,
  list: ActionList,
): Promise<{ items: ActionRead[]; next: string[] | null }> {
  const found = await readPlaced(db, wantedOf(personId, list))
  const page = found.slice(0, list.limit)
  return {
    items: page.map(({ read }) => read),
    next: found.length > list.limit ? (page.at(-1)?.place ?? null) : null,
  }
}

/**
 * The statement of `listActions`: each plan gives the first of its own by index, and only for the few that make
 * the page is everything read that belongs to them. Gives one row more than the page holds.
 */
export function actionPage(personId: string, list: ActionList): SQL {
  return actionSet(wantedOf(personId, list))
}

function wantedOf(personId: string, list: ActionList): Wanted {
  const keys = actionKeys(list.sort)
  const place = list.after === null ? sql`` : sql` and ${beyond(keys, list.after)}`
  const few = sql`limit ${list.limit + 1}`
  const named = keys.map((key, at) => ({ ...key, name: sql.identifier(`key${at}`) }))
  const columns = sql.join(
    named.map(({ by, name }) => sql`${by} as ${name}`),
    sql`, `,
  )
  const order = orderBy(named.map((key) => ({ ...key, by: sql`found.${key.name}` })))
  const found = sql`found as materialized (
      select found.* from seen join ${plans} on ${plans.id} = seen.plan_id cross join lateral (
        select ${actions.id}, ${columns} from ${actions}
        where ${actions.planId} = ${plans.id} and ${conditions(list)}${place} order by ${orderBy(keys)} ${few}
      ) found order by ${order} ${few}
    )`
  return {
    steps: [seen(personId, list), found],
    join: sql`join found on found.id = ${actions.id}`,
    where: sql`true`,
    orderBy: order,
    limit: list.limit + 1,
    place: placeOf(keys),
    past: Boolean(list.asAt),
  }
}

/** How many actions a filter leaves of those a person may see. */
export async function countActions(
  db: Db,
  personId: string,
  list: Pick<ActionList, 'filter' | 'today' | 'asAt'>,
): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    db,
    sql`with ${seen(personId, list)} select count(*)::int from seen
      join ${plans} on ${plans.id} = seen.plan_id join ${actions} on ${actions.planId} = ${plans.id}
      where ${conditions(list)}`,
  )
  return row?.count ?? 0
}

/** What a list of actions is sorted by; the id comes last, so that no two stand in the same place. */
export function actionKeys(sort: ActionSort | readonly ActionSort[]): Key[] {
  const names = typeof sort === 'string' ? [sort] : sort
  const descending = names.at(-1)?.startsWith('-') ?? false
  return [...names.map(keyOf), { by: sql`${actions.id}`, type: 'uuid', descending }]
}

function keyOf(sort: ActionSort): Key {
  const descending = sort.startsWith('-')
  const name = sort.replace('-', '') as Sortable
  switch (name) {
    case 'updatedAt':
    case 'createdAt':
      return { by: sql`${actions[name]}`, type: 'timestamptz', descending }
    case 'ref':
      return { by: inReferenceOrder(sql`${actions.ref}`), type: 'text', descending }
    case 'title':
      return { ...nameKey(sql`${actions[name]}`), descending }
    default: {
      // Without the date they come last in either direction.
      const last = sql.raw(descending ? "'-infinity'::date" : "'infinity'::date")
      return { by: sql`coalesce(${actions[name]}, ${last})`, type: 'date', descending }
    }
  }
}

/** The plans to look through; for the past, the tables as they stood then; and where words are looked for, once. */
function seen(personId: string, { filter, asAt }: Pick<ActionList, 'filter' | 'asAt'>): SQL {
  const named = oneOf(sql`plan_id`, filter.plan) ?? notWithdrawn(sql`plan_id`)
  const steps = [
    sql`seen as materialized (select plan_id from ${plansSeenBy(personId)} mine where ${named})`,
    ...(asAt ? [tablesAsAt(endOfLondonDay(asAt), sql`(select plan_id from seen)`)] : []),
    ...(filter.q === undefined
      ? []
      : [
          sql`worded as materialized ${actionsFoundBy(filter.q, sql`${actions.planId} in (select plan_id from seen)`)}`,
        ]),
  ]
  return sql.join(steps, sql`, `)
}

function conditions({ filter, today }: Pick<ActionList, 'filter' | 'today'>): SQL {
  const overdue = sql`(${actions.dueOn} < ${today}::date and ${actions.state} in ('agreed', 'inProgress', 'returned', 'submitted', 'endorsed'))`
  const all: (SQL | null)[] = [
    sql`true`,
    oneOf(sql`${actions.priorityId}`, filter.priority),
    filter.horizon
      ? sql`${actions.horizonId} in (select ${horizons.id} from ${horizons} where ${oneOf(sql`${horizons.name}`, filter.horizon)})`
      : null,
    oneOf(sql`${actions.ownerId}`, filter.owner),
    oneOf(sql`${actions.agencyId}`, filter.agency),
    filter.worker === undefined
      ? null
      : sql`(${actions.ownerId} = ${filter.worker} or ${actions.id} in (select ${actionContributors.actionId}
          from ${actionContributors} where ${actionContributors.personId} = ${filter.worker}))`,
    oneOf(sql`${actions.state}`, filter.state),
    oneOf(ratingOfCodeSql(ratingCodeSql(today)), filter.rating),
    filter.overdue === undefined ? null : filter.overdue ? overdue : sql`not coalesce(${overdue}, false)`,
    filter.dueBefore ? sql`${actions.dueOn} < ${filter.dueBefore}::date` : null,
    filter.dueAfter ? sql`${actions.dueOn} > ${filter.dueAfter}::date` : null,
    filter.staleSince
      ? sql`greatest(${actions.lastUpdateOn}, ${actions.agreedOn}, ${actions.startOn}) <= ${filter.staleSince}::date`
      : null,
    filter.q === undefined ? null : sql`${actions.id} in (select id from worded)`,
  ]
  return sql.join(
    all.filter((condition) => condition !== null),
    sql` and `,
  )
}

function oneOf(column: SQL, values: readonly string[] | undefined): SQL | null {
  if (!values) return null
  return sql`${column} in (${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )})`
}
