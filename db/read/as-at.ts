import { type PgTable, type SQL, sql } from '#db/connection/drizzle.ts'
import { columnsOf } from '#db/connection/rows.ts'
import {
  actionContributors,
  actionMeasures,
  actionRecommendations,
  actions,
  blockers,
  criteria,
  decisionRecords,
  decisions,
  events,
  evidence,
  extensions,
  inspections,
  measures,
  meetings,
  milestones,
  observations,
  plans,
  priorities,
  reports,
  sections,
  updates,
} from '#db/schema/index.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'

/**
 * Plans with all that is in them as they stood at a moment, read from the history, as a list of
 * CTEs that take the place of the tables of the same names. The statement after them is the one that is asked of
 * the present: one rule, one list, one count for both. What did not exist yet is not there. People, agencies,
 * horizons and recommendations are as they are now; of measures, their figures.
 * @param planIds a subquery of one column; who may see a plan is decided by the present
 * @param actionId only this one of the actions
 */
export function tablesAsAt(moment: Instant, planIds: SQL, actionId?: string): SQL {
  const newestOf = (table: Aggregates, where: SQL) => newestIn(table, moment, where)
  const ofPlans = (column: SQL) => sql`${column} in (select * from wanted_plans)`
  const onlyOne = actionId === undefined ? sql`` : sql` and ${actions.id} = ${actionId}`
  return sql.join(
    [
      sql`wanted_plans as ${planIds}`,
      sql`past_plans as ${newestOf(plans, ofPlans(sql`${plans.id}`))}`,
      sql`past_priorities as ${newestOf(priorities, ofPlans(sql`${priorities.planId}`))}`,
      sql`past_actions as materialized ${newestOf(actions, sql`${ofPlans(sql`${actions.planId}`)}${onlyOne}`)}`,
      measureTables(moment, ofPlans(sql`${measures.planId}`)),
      sql`${plans} as materialized (${rowsIn(plans, sql`past_plans`, sql`after`)})`,
      sql`${priorities} as materialized (${rowsIn(priorities, sql`past_priorities`, sql`after`)})`,
      sql`${actions} as materialized (${rowsIn(actions, sql`past_actions`, sql`after`)})`,
      sql`past_decisions as ${newestOf(decisionRecords, ofPlans(sql`${decisionRecords.planId}`))}`,
      sql`${decisionRecords} as materialized (${rowsIn(decisionRecords, sql`past_decisions`, sql`after`)})`,
      ...parts,
    ],
    sql`, `,
  )
}

/**
 * The measures of plans and their figures as they were known at a moment, as CTEs in the way of `tablesAsAt`: a figure
 * that was recorded later, for whatever day, was not known then, and a correction had replaced nothing yet.
 * @param planIds a subquery of one column
 */
export function measuresAsAt(moment: Instant, planIds: SQL): SQL {
  return sql`${measureTables(moment, sql`${measures.planId} in ${planIds}`)},
    ${observations} as materialized (select ${observations}.* from ${observations}
      where ${observations.measureId} in (select id from past_measures) and ${observations.recordedAt} <= ${moment}::timestamptz)`
}

function measureTables(moment: Instant, where: SQL): SQL {
  return sql`past_measures as ${newestIn(measures, moment, where)},
    ${measures} as materialized (${rowsIn(measures, sql`past_measures`, sql`after`)})`
}

/**
 * The meetings of plans with their decisions as they stood at a moment, as CTEs in the way of `tablesAsAt`. Packs never
 * change, and are found by the meeting that has them.
 * @param planIds a subquery of one column
 */
export function meetingsAsAt(moment: Instant, planIds: SQL): SQL {
  const each = sql`past_meetings cross join jsonb_array_elements(after->'decisions') each`
  return sql`past_meetings as ${newestIn(meetings, moment, sql`${meetings.planId} in ${planIds}`)},
    ${meetings} as materialized (${rowsIn(meetings, sql`past_meetings`, sql`after`)}),
    ${decisions} as materialized (${rowsIn(decisions, each, sql`each`, { meetingId: sql`after->'id'` })})`
}

/**
 * The inspections of plans as they stood at a moment, as CTEs in the way of `tablesAsAt`.
 * @param planIds a subquery of one column
 */
export function inspectionsAsAt(moment: Instant, planIds: SQL): SQL {
  return sql`past_inspections as ${newestIn(inspections, moment, sql`${inspections.planId} in ${planIds}`)},
    ${inspections} as materialized (${rowsIn(inspections, sql`past_inspections`, sql`after`)})`
}

/**
 * The decisions of plans as they stood at a moment, with the meetings they came from and the actions that came of them,
 * as CTEs in the way of `tablesAsAt`.
 * @param planIds a subquery of one column
 */
export function decisionsAsAt(moment: Instant, planIds: SQL): SQL {
  const ofPlans = (table: typeof decisionRecords | typeof actions) =>
    newestIn(table, moment, sql`${table.planId} in ${planIds}`)
  return sql`past_decisions as ${ofPlans(decisionRecords)}, past_actions as ${ofPlans(actions)},
    ${decisionRecords} as materialized (${rowsIn(decisionRecords, sql`past_decisions`, sql`after`)}),
    ${actions} as materialized (${rowsIn(actions, sql`past_actions`, sql`after`)}),
    ${meetingsAsAt(moment, planIds)}`
}

/**
 * The reports of plans with their sections as they stood at a moment, as CTEs in the way of `tablesAsAt`. Editions never
 * change, and are found by the moment they were issued at.
 * @param planIds a subquery of one column
 */
export function reportsAsAt(moment: Instant, planIds: SQL): SQL {
  const ofPlans = (table: typeof reports | typeof sections) =>
    newestIn(table, moment, sql`${table.planId} in ${planIds}`)
  return sql`past_reports as ${ofPlans(reports)}, past_sections as ${ofPlans(sections)},
    ${reports} as materialized (${rowsIn(reports, sql`past_reports`, sql`after`)}),
    ${sections} as materialized (${rowsIn(sections, sql`past_sections`, sql`after`)})`
}

/**
 * What stands before a statement that is asked of a moment: the tables as they stood then, in the place of today's.
 * Nothing for the present, which is null.
 */
export function asOf(moment: Instant | null, tables: (then: Instant) => SQL): SQL {
  return moment === null ? sql`` : sql`with ${tables(moment)} `
}

/** The subquery of one plan. */
export function onePlan(planId: string): SQL {
  return sql`(select ${planId}::uuid)`
}

type Aggregates =
  | typeof plans
  | typeof priorities
  | typeof actions
  | typeof measures
  | typeof meetings
  | typeof inspections
  | typeof decisionRecords
  | typeof reports
  | typeof sections

/** The newest state of each row of a table until a moment, with its id; of what there was then. */
function newestIn(table: Aggregates, moment: Instant, where: SQL): SQL {
  // Joined to nothing, the object is unpacked once and not for every column that is taken from it.
  return sql`(select ${table.id} as id, latest.after || '{}'::jsonb as after from ${table} cross join lateral (
    select ${events.after} from ${events}
    where ${events.aggregateId} = ${table.id} and ${events.at} <= ${moment}::timestamptz
    order by ${events.version} desc limit 1) latest where ${where})`
}

// Materialised, because each action looks for its own parts, and would take the whole history apart again for it.
const ofAction = { actionId: sql`after->'id'` }
const parts = [
  partsIn(criteria, 'criteria'),
  partsIn(evidence, 'evidence'),
  partsIn(milestones, 'milestones'),
  partsIn(blockers, 'blockers'),
  partsIn(extensions, 'extensions'),
  sql`${updates} as materialized (${rowsIn(updates, sql`past_actions`, sql`after->'lastUpdate'`, ofAction)} where after->'lastUpdate' <> 'null')`,
  linksIn(actionContributors, 'contributorIds'),
  linksIn(actionRecommendations, 'recommendationIds'),
  linksIn(actionMeasures, 'measureIds'),
]

function partsIn(table: PgTable, name: string): SQL {
  const each = sql`past_actions cross join jsonb_array_elements(after->${sql.raw(`'${name}'`)}) each`
  return sql`${table} as materialized (${rowsIn(table, each, sql`each`, ofAction)})`
}

function linksIn(table: PgTable, name: string): SQL {
  const [ofAction, other] = columnsOf(table)
  return sql`${table} as materialized (select (after->>'id')::uuid as ${ofAction?.column}, each::uuid as ${other?.column}
    from past_actions cross join jsonb_array_elements_text(after->${sql.raw(`'${name}'`)}) each)`
}

/**
 * Rows of a table from the objects of the history, whose names are those of the code.
 * @param above what the objects do not say themselves, since they are part of one that does
 */
function rowsIn(table: PgTable, from: SQL, object: SQL, above: Record<string, SQL> = {}): SQL {
  const pairs = columnsOf(table).map(({ key, name, fallback }) => {
    const stored = above[key] ?? sql`${object}->${sql.raw(`'${key}'`)}`
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
