import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import { measures, observations, people, plans, priorities } from '#db/schema/index.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import { inReferenceOrder } from '#db/schema/reference-order.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import { type FiguresOwed, figuresOwed, mostDays, type Supply } from '#workflows/measure/figures-due.ts'
import { asOf, measuresAsAt, onePlan } from './as-at.ts'
import { inForce } from './measures.ts'

/** A measure of which figures are missing, its plan, and who supplies them; null where nobody does. */
export type FiguresDue = {
  id: string
  ref: string
  title: string
  plan: { id: string; title: string }
  supplier: { id: string; name: string } | null
  owed: FiguresOwed
}

/**
 * The measures of which figures are missing on a London day, by plan and in its order: those that a person supplies, or
 * those of a plan.
 * @param where of `plans` and of `supplies`, the person who supplies them
 */
async function figuresDue(db: Db, where: SQL, day: Day, then: SQL = sql``): Promise<FiguresDue[]> {
  const rows = await rowsOf<Omit<FiguresDue, 'owed'> & Supply & { newestOn: Day | null }>(
    db,
    sql`${then}select ${measures.id} as id, ${measures.ref} as ref, ${measures.title} as title,
        jsonb_build_object('id', plans.id, 'title', plans.title) as plan,
        case when supplies.id is null then null else jsonb_build_object('id', supplies.id, 'name', supplies.name) end as supplier,
        ${measures.every} as every, ${measures.dueFromOn} as "dueFromOn", ${measures.dueAfterDays} as "dueAfterDays",
        ${newestFigureOn} as "newestOn"
      from ${suppliedMeasures(sql`${day}::date`)}
      where ${where} order by ${inReadingOrder(sql`plans.title`)}, plans.id, ${measures.position}, ${inReferenceOrder(sql`${measures.ref}`)}`,
  )
  return rows.flatMap(({ every, dueFromOn, dueAfterDays, newestOn, ...measure }) => {
    const owed = figuresOwed({ every, dueFromOn, dueAfterDays }, newestOn, day)
    return owed === null ? [] : [{ ...measure, owed }]
  })
}

/** What is missing of the measures whose figures a person supplies, in active plans. */
export function figuresDueFrom(
  db: Db,
  personId: string,
  day: Day,
  scope: SQL = sql`plans.state = 'active'`,
): Promise<FiguresDue[]> {
  return figuresDue(db, sql`${isSuppliedBy(personId)} and ${scope}`, day)
}

/** Whether a person supplies a measure: of those that they may be the one to supply, which are found by index. */
const isSuppliedBy = (personId: string): SQL =>
  sql`supplies.id = ${personId} and ${measures.id} in (select id from ${measures} where supplier_id = ${personId} union
    select measures.id from ${measures} join ${priorities} on priority_id = priorities.id and measures.plan_id = priorities.plan_id
    where lead_id = ${personId})`

/** What the rule of figures needs to know of the measures of active plans whose figures a person supplies on a day. */
export function suppliesOf(db: Db, personId: string, day: Day): Promise<SupplyRead[]> {
  return rowsOf<SupplyRead>(
    db,
    sql`select ${measures.id} as id, ${measures.ref} as ref, ${measures.title} as title, plans.title as plan,
        ${measures.every} as every, ${measures.dueFromOn} as "dueFromOn", ${measures.dueAfterDays} as "dueAfterDays",
        ${newestFigureOn} as "newestOn", ${measures.version} + plans.version as sequence,
        ${zulu(sql`greatest(${measures.updatedAt}, plans.updated_at)`)} as "changedAt"
      from ${suppliedMeasures(sql`${day}::date`)} where ${isSuppliedBy(personId)} and plans.state = 'active'`,
  )
}

/** A measure with what the rule of its figures needs, and when it or its plan last changed. */
export type SupplyRead = Supply & {
  id: string
  ref: string
  title: string
  plan: string
  newestOn: Day | null
  sequence: number
  changedAt: Instant
}

/**
 * What is missing of the measures of a plan, whoever supplies it. Of a plan that is not active none is asked for: its
 * state on that day is the caller's to look at.
 * @param moment by what was known then; by what is known now when null
 */
export function figuresDueIn(
  db: Db,
  planId: string,
  day: Day,
  moment: Instant | null = null,
): Promise<FiguresDue[]> {
  const then = asOf(moment, (at) => measuresAsAt(at, onePlan(planId)))
  return figuresDue(db, sql`plans.id = ${planId}`, day, then)
}

/**
 * Measures in use whose figures are due at set times, with their plan, and as `supplies` the person who supplies them
 * on a day: who is named for it, or the lead of its priority where that person is not there.
 */
export function suppliedMeasures(day: SQL): SQL {
  const isHere = (id: SQL) =>
    sql`exists (select from ${people} here where here.id = ${id} and (here.left_on is null or here.left_on > ${day}))`
  return sql`${measures} join ${plans} on ${plans.id} = ${measures.planId} and ${measures.active} and ${measures.every} is not null
      and ${measures.dueFromOn} is not null
    left join ${priorities} on ${priorities.id} = ${measures.priorityId}
    left join ${people} supplies on supplies.id = case when ${isHere(sql`${measures.supplierId}`)} then ${measures.supplierId}
      else ${priorities.leadId} end`
}

/** The day for which a figure is counted: the rule of `dayCounted`, for statements. */
const countedOn = (() => {
  const { asAtOn, periodStartOn } = observations
  const days = sql`(${asAtOn} - ${periodStartOn} + 1)`
  const most = Object.entries(mostDays).map(([every, number]) => sql`when ${every} then ${number}::int`)
  return sql`case when ${periodStartOn} is null or ${days} > case ${measures.every} ${sql.join(most, sql` `)} end
    then ${asAtOn} else ${periodStartOn} + ${days} / 2 end`
})()

const newestFigureOn = sql`(select max(${countedOn}) from ${observations} where ${observations.measureId} = ${measures.id}
  and ${observations.kind} = 'figure' and ${observations.status} <> 'withdrawn' and ${inForce})`

/**
 * Whether a figure of the row of `measures` at hand is missing on a day: the rule of `figuresOwed`, for statements. A
 * property test holds the two to each other.
 */
export function figureIsMissing(day: SQL): SQL {
  const from = periodEndSql(sql`${measures.dueFromOn}`)
  const next = periodEndSql(sql`(${periodEndSql(newestFigureOn)} + 1)`)
  return sql`greatest(${from}, ${next}) < ${day}`
}

/** The last day of the period of a measure in which a day lies; null for none. */
function periodEndSql(day: SQL): SQL {
  const yearFrom = (months: number) =>
    sql`(date_trunc('year', ${day} - make_interval(months => ${months})) + make_interval(months => ${12 + months}) - interval '1 day')::date`
  return sql`case ${measures.every}
    when 'month' then (date_trunc('month', ${day}) + interval '1 month - 1 day')::date
    when 'quarter' then (date_trunc('quarter', ${day}) + interval '3 months - 1 day')::date
    when 'yearToMarch' then ${yearFrom(3)}
    when 'yearToAugust' then ${yearFrom(8)}
    else ${yearFrom(0)} end`
}
