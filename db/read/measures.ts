import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { jsonOf } from '#db/connection/json-sql.ts'
import type { Read } from '#db/connection/worked-out.ts'
import { measures, observations, people, priorities } from '#db/schema/index.ts'
import { inReferenceOrder } from '#db/schema/reference-order.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import { asOf, measuresAsAt, onePlan, tablesAsAt } from './as-at.ts'
import { beyond, type Key, orderBy, placeOf } from './keyset.ts'
import { plansSeenBy } from './sight.ts'

export type MeasureRow = Read<typeof measures.$inferSelect>
export type ObservationRow = typeof observations.$inferSelect

/** A measure with its priority, and who leads that; and who supplies its figures, where that is told. */
export type MeasureRead = {
  measure: MeasureRow
  priority: { id: string; ref: string; title: string; leadId: string | null } | null
  supplier: { id: string; name: string; leftOn: Day | null } | null
}

/** An observation with the correction that replaced it, and who recorded it. */
export type ObservationRead = ObservationRow & {
  supersededById: string | null
  recorder: { id: string; name: string } | null
}

/**
 * What a plan counts to see whether outcomes move, in the order of the plan.
 * @param moment as it was then; as it is now when null
 */
export async function listMeasures(
  db: Db,
  planId: string,
  moment: Instant | null = null,
): Promise<MeasureRow[]> {
  const then = asOf(moment, (then) => measuresAsAt(then, onePlan(planId)))
  const rows = await rowsOf<{ measure: MeasureRow }>(
    db,
    sql`${then}select ${jsonOf(measures)} as measure from ${measures}
      where ${measures.planId} = ${planId} and ${measures.active}
      order by ${measures.position}, ${inReferenceOrder(sql`${measures.ref}`)}`,
  )
  return rows.map(({ measure }) => measure)
}

/**
 * A measure of a plan that the person may see, or null.
 * @param moment as it was then, or null where it was not there yet; as it is now when left out
 */
export async function readMeasure(
  db: Db,
  personId: string,
  measureId: string,
  moment: Instant | null = null,
): Promise<MeasureRead | null> {
  const its = sql`${measures.id} = ${measureId}`
  // Who may see a plan is decided by the present: before the tables are those of the past.
  const seen = sql`seen as materialized (select plan_id from ${plansSeenBy(personId)} mine
    where plan_id in (select ${measures.planId} from ${measures} where ${its}))`
  const [found] = await measuresWhere(db, sql`${its} and ${measures.planId} in (select plan_id from seen)`, {
    first: [seen, ...then(moment, sql`(select plan_id from seen)`)],
  })
  return found?.read ?? null
}

/** A measure, without asking who reads it: for changes whose actor has been checked, or that are the system's own. */
export async function findMeasure(db: Db, measureId: string): Promise<MeasureRead | null> {
  const [found] = await measuresWhere(db, sql`${measures.id} = ${measureId}`)
  return found?.read ?? null
}

/** Measures by their ids, without asking who reads them. */
export async function findMeasures(db: Db, measureIds: readonly string[]): Promise<MeasureRow[]> {
  const asked = sql`(select jsonb_array_elements_text(${JSON.stringify(measureIds)}::jsonb)::uuid)`
  const found = await measuresWhere(db, sql`${measures.id} in ${asked}`)
  return found.map(({ read: { measure } }) => measure)
}

/** All measures of a plan that are in use, in its order. */
export async function measuresOfPlan(db: Db, planId: string): Promise<MeasureRead[]> {
  const found = await measuresWhere(db, sql`${measures.planId} = ${planId} and ${measures.active}`)
  return found.map(({ read }) => read)
}

/** A page of a list, and where the next one begins; null at the end. */
export type Paged<T> = { items: T[]; next: string[] | null }

/** What a plan's measures are sorted by. */
export const measureKeys: readonly Key[] = [
  { by: sql`${measures.position}`, type: 'integer' },
  { by: sql`${measures.id}`, type: 'uuid' },
]

export type MeasureList = {
  limit: number
  /** Where the page before ended. */
  after: readonly string[] | null
  priority?: string | undefined
  active?: boolean | undefined
  /** As they were then; as they are now, when left out or null. */
  moment?: Instant | null
}

/** One page of a plan's measures, in the order of the plan. */
export async function measurePage(
  db: Db,
  planId: string,
  { limit, after, priority, active, moment = null }: MeasureList,
): Promise<Paged<MeasureRead>> {
  const where = [
    sql`${measures.planId} = ${planId}`,
    ...(after ? [beyond(measureKeys, after)] : []),
    ...(priority === undefined ? [] : [sql`${measures.priorityId} = ${priority}`]),
    ...(active === undefined ? [] : [sql`${measures.active} = ${active}`]),
  ]
  const first = then(moment, onePlan(planId))
  return pageOf(await measuresWhere(db, sql.join(where, sql` and `), { limit: limit + 1, first }), limit)
}

/** How a new measure of a plan is placed: after all others. */
export async function nextPosition(db: Db, planId: string): Promise<number> {
  const [row] = await rowsOf<{ next: number }>(
    db,
    sql`select coalesce(max(position) + 1, 0) as next from ${measures} where plan_id = ${planId}`,
  )
  return row?.next ?? 0
}

/**
 * The newest two figures that stand of each measure, newest first.
 * @param moment by what was recorded by then; by what is known now when null
 */
export async function newestFigures(
  db: Db,
  measureIds: readonly string[],
  moment: Instant | null = null,
): Promise<Map<string, ObservationRead[]>> {
  const asked = sql`(select jsonb_array_elements_text(${JSON.stringify(measureIds)}::jsonb)::uuid)`
  const found = await rowsOf<{ row: ObservationRead }>(
    db,
    sql`${knownBy(moment, asked)}select row from (select ${row} as row, row_number() over (partition by ${observations.measureId}
          order by ${observations.asAtOn} desc, ${observations.id} desc) as place
        from ${recorded} where ${observations.measureId} in ${asked}
          and ${observations.kind} = 'figure' and ${observations.status} <> 'withdrawn' and ${inForce}) newest
      where place <= 2 order by place`,
  )
  return Map.groupBy(
    found.map((each) => each.row),
    ({ measureId }) => measureId,
  )
}

/** A measure's observations that no correction has replaced: what a new one is held against. */
export async function observationsInForce(db: Db, measureId: string): Promise<ObservationRead[]> {
  const found = await observationsWhere(db, sql`${observations.measureId} = ${measureId} and ${inForce}`)
  return found.map(({ read }) => read)
}

/** What a measure's observations are sorted by: newest date first. */
export const observationKeys: readonly Key[] = [
  { by: sql`${observations.asAtOn}`, type: 'date', descending: true },
  { by: sql`${observations.id}`, type: 'uuid', descending: true },
]

export type ObservationList = {
  limit: number
  /** Where the page before ended. */
  after: readonly string[] | null
  /** Whether those that a correction replaced, and withdrawals, are listed too. */
  revisions: boolean
  /** By what was recorded by then; by what is known now, when left out or null. */
  moment?: Instant | null
}

/** One page of a measure's observations, newest date first. */
export async function observationPage(
  db: Db,
  measureId: string,
  { limit, after, revisions, moment = null }: ObservationList,
): Promise<Paged<ObservationRead>> {
  const where = [
    sql`${observations.measureId} = ${measureId}`,
    ...(revisions ? [] : [sql`${observations.status} <> 'withdrawn' and ${inForce}`]),
    ...(after ? [beyond(observationKeys, after)] : []),
  ]
  const first = knownBy(moment, sql`(select ${measureId}::uuid)`)
  const found = await observationsWhere(db, sql.join(where, sql` and `), { limit: limit + 1, first })
  return pageOf(found, limit)
}

/** An observation with all that is shown of it, or null. */
export async function readObservation(db: Db, observationId: string): Promise<ObservationRead | null> {
  const [found] = await observationsWhere(db, sql`${observations.id} = ${observationId}`)
  return found?.read ?? null
}

/** The newest revision of an observation, which is what stands in its place; null when it was never corrected. */
export async function inPlaceOf(db: Db, observationId: string): Promise<ObservationRead | null> {
  const later = sql`with recursive later as (select id from ${observations} where supersedes_id = ${observationId}::uuid
    union all select next.id from ${observations} next join later on next.supersedes_id = later.id)
    select id from later`
  const [found] = await observationsWhere(db, sql`${observations.id} in (${later}) and ${inForce}`)
  return found?.read ?? null
}

/** Measures with their priority and supplier, and their place in a list; in the order of their plan. */
export async function measuresWhere(
  db: Db,
  where: SQL,
  { limit = null, first = [] }: { limit?: number | null; first?: SQL[] } = {},
): Promise<Placed<MeasureRead>[]> {
  return rowsOf(
    db,
    sql`${first.length === 0 ? sql`` : sql`with ${sql.join(first, sql`, `)} `}select jsonb_build_object('measure', ${jsonOf(measures)}, 'priority',
          case when ${priorities.id} is null then null else jsonb_build_object(
            'id', ${priorities.id}, 'ref', ${priorities.ref}, 'title', ${priorities.title}, 'leadId', ${priorities.leadId}) end,
          'supplier', ${supplier}) as read,
        ${placeOf(measureKeys)} as place
      from ${measures} left join ${priorities} on ${priorities.id} = ${measures.priorityId}
      where ${where} order by ${orderBy(measureKeys)} limit ${limit}`,
  )
}

/** Observations with all that is shown of them, and their place in a list; newest date first. */
export async function observationsWhere(
  db: Db,
  where: SQL,
  { limit = null, first = sql`` }: { limit?: number | null; first?: SQL } = {},
): Promise<Placed<ObservationRead>[]> {
  return rowsOf(
    db,
    sql`${first}select ${row} as read, ${placeOf(observationKeys)} as place from ${recorded} where ${where}
      order by ${orderBy(observationKeys)} limit ${limit}`,
  )
}

/** The tables of plans and of what they measure, but for figures, as they stood at a moment; nothing for the present. */
function then(moment: Instant | null, planIds: SQL): SQL[] {
  if (moment === null) return []
  return [tablesAsAt(moment, planIds)]
}

/** The figures of measures that were recorded by a moment, in the place of all; nothing for the present. */
function knownBy(moment: Instant | null, measureIds: SQL): SQL {
  if (moment === null) return sql``
  return sql`with ${observations} as materialized (select ${observations}.* from ${observations}
    where ${observations.measureId} in ${measureIds} and ${observations.recordedAt} <= ${moment}::timestamptz) `
}

type Placed<T> = { read: T; place: string[] }

function pageOf<T>(found: readonly Placed<T>[], limit: number): Paged<T> {
  const page = found.slice(0, limit)
  return {
    items: page.map(({ read }) => read),
    next: found.length > limit ? (page.at(-1)?.place ?? null) : null,
  }
}

const supplier = sql`(select jsonb_build_object('id', ${people.id}, 'name', ${people.name}, 'leftOn', ${people.leftOn})
  from ${people} where ${people.id} = ${measures.supplierId})`

const recorded = sql`${observations} left join ${people} on ${people.id} = ${observations.recordedBy}`

const replacedBy = sql`(select later.id from ${observations} later where later.supersedes_id = ${observations.id})`

/** Whether a row of `observations` is in force: no correction has replaced it. */
export const inForce = sql`not exists (select from ${observations} later where later.supersedes_id = ${observations.id})`

const row = sql`${jsonOf(observations)} || jsonb_build_object('supersededById', ${replacedBy}, 'recorder',
  case when ${people.id} is null then null else jsonb_build_object('id', ${people.id}, 'name', ${people.name}) end)`
