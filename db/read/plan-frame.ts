import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { jsonRows } from '#db/connection/json-sql.ts'
import { horizons, plans } from '#db/schema/index.ts'
import type { PlanFrame } from '#workflows/warnings/action-warnings.ts'

/** The days of a plan and of its horizons as a value of a statement, by which warnings judge those of its actions. */
export function planFrameOf(planId: SQL): SQL {
  return sql`(select jsonb_build_object(
      'plan', jsonb_build_object('firstOn', ${plans.firstOn}, 'lastOn', ${plans.lastOn}),
      'region', ${plans.bankHolidays},
      'horizons', ${jsonRows(
        sql`jsonb_build_object('id', ${horizons.id}, 'label', ${horizons.label}, 'firstOn', ${horizons.firstOn}, 'lastOn', ${horizons.lastOn})`,
        sql`${horizons} where ${horizons.planId} = ${plans.id}`,
        sql`${horizons.firstOn}, ${horizons.id}`,
      )}) from ${plans} where ${plans.id} = ${planId})`
}

/** The same of several plans, by their ids. */
export async function readPlanFrames(db: Db, planIds: readonly string[]): Promise<Map<string, PlanFrame>> {
  if (planIds.length === 0) return new Map()
  const rows = await rowsOf<{ id: string; frame: PlanFrame }>(
    db,
    sql`select seen.id, ${planFrameOf(sql`seen.id`)} as frame
      from (select distinct jsonb_array_elements_text(${JSON.stringify(planIds)}::jsonb)::uuid as id) seen`,
  )
  return new Map(rows.map(({ id, frame }) => [id, frame]))
}

/** The same of one plan that is there. */
export async function readPlanFrame(db: Db, planId: string): Promise<PlanFrame> {
  const [row] = await rowsOf<{ frame: PlanFrame }>(
    db,
    sql`select ${planFrameOf(sql`${planId}::uuid`)} as frame`,
  )
  if (!row) throw new Error('a select without a table has one row')
  return row.frame
}
