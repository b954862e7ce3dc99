import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { actions, inspections, measures, meetings } from '#db/schema/index.ts'

const tables = { actions, measures, meetings, inspections }

/** What belongs to a plan and has pages of its own. */
export type InPlan = keyof typeof tables

/** The id of the plan that an action, a measure, a meeting or an inspection belongs to, or null when there is no such thing. */
export async function planIdOf(db: Db, noun: InPlan, id: string): Promise<string | null> {
  const table = tables[noun]
  const [row] = await rowsOf<{ planId: string }>(
    db,
    sql`select ${table.planId} as "planId" from ${table} where ${table.id} = ${id}`,
  )
  return row?.planId ?? null
}
