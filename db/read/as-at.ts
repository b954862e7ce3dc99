import { type PgTable, type SQL, sql } from '#db/connection/drizzle.ts'
import { columnsOf } from '#db/connection/rows.ts'
import {
  actionContributors,
  actionMeasures,
  actionRecommendations,
  actions,
  blockers,
  criteria,
  events,
  evidence,
  extensions,
  milestones,
  plans,
  priorities,
  updates,
} from '#db/schema/index.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'

/**
 * Plans with all that is in them as they stood at a moment, read from the history, as a list of
 * CTEs that take the place of the tables of the same names. The statement after them is the one that is asked of
 * the present: one rule, one list, one count for both. What did not exist yet is not there. People, agencies,
 * horizons and recommendations are as they are now.
 * @param planIds a subquery of one column; who may see a plan is decided by the present
 * @param actionId only this one of the actions
 */
export function tablesAsAt(moment: Instant, planIds: SQL, actionId?: string): SQL {
  // Joined to nothing, the object is unpacked once and not for every column that is taken from it.
  const newestOf = (table: typeof plans | typeof priorities | typeof actions, where: SQL) =>
    sql`(select latest.after || '{}'::jsonb as after from ${table} cross join lateral (
      select ${events.after} from ${events}
      where ${events.aggregateId} = ${table.id} and ${events.at} <= ${moment}::timestamptz
      order by ${events.version} desc limit 1) latest where ${where})`
  const ofPlans = (column: SQL) => sql`${column} in (select * from wanted_plans)`
  const onlyOne = actionId === undefined ? sql`` : sql` and ${actions.id} = ${actionId}`
  return sql.join(
    [
      sql`wanted_plans as ${planIds}`,
      sql`past_plans as ${newestOf(plans, ofPlans(sql`${plans.id}`))}`,
      sql`past_priorities as ${newestOf(priorities, ofPlans(sql`${priorities.planId}`))}`,
      sql`past_actions as materialized ${newestOf(actions, sql`${ofPlans(sql`${actions.planId}`)}${onlyOne}`)}`,
      sql`${plans} as materialized (${rowsIn(plans, sql`past_plans`, sql`after`)})`,
      sql`${priorities} as materialized (${rowsIn(priorities, sql`past_priorities`, sql`after`)})`,
      sql`${actions} as materialized (${rowsIn(actions, sql`past_actions`, sql`after`)})`,
      ...parts,
    ],
    sql`, `,
  )
}

// Materialised, because each action looks for its own parts, and would take the whole history apart again for it.
const parts = [
  partsIn(criteria, 'criteria'),
  partsIn(evidence, 'evidence'),
  partsIn(milestones, 'milestones'),
  partsIn(blockers, 'blockers'),
  partsIn(extensions, 'extensions'),
  sql`${updates} as materialized (${rowsIn(updates, sql`past_actions`, sql`after->'lastUpdate'`, sql`after->'id'`)} where after->'lastUpdate' <> 'null')`,
  linksIn(actionContributors, 'contributorIds'),
  linksIn(actionRecommendations, 'recommendationIds'),
  linksIn(actionMeasures, 'measureIds'),
]

function partsIn(table: PgTable, name: string): SQL {
  const each = sql`past_actions cross join jsonb_array_elements(after->${sql.raw(`'${name}'`)}) each`
  return sql`${table} as materialized (${rowsIn(table, each, sql`each`, sql`after->'id'`)})`
}

function linksIn(table: PgTable, name: string): SQL {
  const [ofAction, other] = columnsOf(table)
  return sql`${table} as materialized (select (after->>'id')::uuid as ${ofAction?.column}, each::uuid as ${other?.column}
    from past_actions cross join jsonb_array_elements_text(after->${sql.raw(`'${name}'`)}) each)`
}

/** Rows of a table from the objects of the history, whose names are those of the code. */
function rowsIn(table: PgTable, from: SQL, object: SQL, actionId?: SQL): SQL {
  const pairs = columnsOf(table).map(({ key, name, fallback }) => {
    const stored = key === 'actionId' && actionId ? actionId : sql`${object}->${sql.raw(`'${key}'`)}`
    const value = fallback === null ? stored : sql`coalesce(${stored}, ${JSON.stringify(fallback)}::jsonb)`
    return sql`${sql.raw(`'${name}'`)}, ${value}`
  })
  // A function takes at most 100 arguments, and a wide table has more names and values than that.
  const chunks = Array.from({ length: Math.ceil(pairs.length / 40) }, (_, at) =>
    pairs.slice(at * 40, at * 40 + 40),
  )
  const columns = chunks.map((chunk) => sql`jsonb_build_object(${sql.join(chunk, sql`, `)})`)
  return sql`select made.* from ${from} cross join jsonb_populate_record(null::${table}, ${sql.join(columns, sql` || `)}) made`
}
