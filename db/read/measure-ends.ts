import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { jsonOf } from '#db/connection/json-sql.ts'
import { measures, observations } from '#db/schema/index.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { asOf, measuresAsAt, onePlan } from './as-at.ts'
import { inForce, type MeasureRow, type ObservationRow } from './measures.ts'

/** A measure with the first and the newest of its figures that stand: one and the same where there is one alone. */
export type MeasureEnds = { measure: MeasureRow; first: ObservationRow | null; newest: ObservationRow | null }

/**
 * The measures of a plan that are in use with both ends of what is known of them, in one statement and in the order
 * of the plan.
 * @param priorityId those of one priority alone
 * @param moment by what was known then; by what is known now when null
 */
export async function measureEnds(
  db: Db,
  planId: string,
  { priorityId, moment = null }: { priorityId?: string; moment?: Instant | null } = {},
): Promise<MeasureEnds[]> {
  const then = asKnown(planId, moment)
  const only = priorityId === undefined ? sql`` : sql` and ${measures.priorityId} = ${priorityId}`
  return endsWhere(db, then, sql`${measures.planId} = ${planId} and ${measures.active}${only}`)
}

/**
 * The measures that an action is meant to move, in the order of the plan and also those no longer in use, with both
 * ends of what is known.
 * @param moment by what was known then; by what is known now when null
 */
export async function measureEndsOf(
  db: Db,
  { planId, measureIds: ids }: { planId: string; measureIds: readonly string[] },
  moment: Instant | null = null,
): Promise<MeasureEnds[]> {
  if (ids.length === 0) return []
  return endsWhere(
    db,
    asKnown(planId, moment),
    sql`${measures.id} in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::uuid)`,
  )
}

function asKnown(planId: string, moment: Instant | null): SQL {
  return asOf(moment, (then) => measuresAsAt(then, onePlan(planId)))
}

async function endsWhere(db: Db, then: SQL, where: SQL): Promise<MeasureEnds[]> {
  return rowsOf<MeasureEnds>(
    db,
    sql`${then}select ${jsonOf(measures)} as measure,
        ${figure(sql`${observations.asAtOn}, ${observations.id}`)} as first,
        ${figure(sql`${observations.asAtOn} desc, ${observations.id} desc`)} as newest
      from ${measures} where ${where}
      order by ${measures.position}, ${measures.id}`,
  )
}

function figure(order: SQL): SQL {
  return sql`(select ${jsonOf(observations)} from ${observations}
    where ${observations.measureId} = ${measures.id} and ${observations.kind} = 'figure'
      and ${observations.status} <> 'withdrawn' and ${inForce} order by ${order} limit 1)`
}
