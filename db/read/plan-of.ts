import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import {
  actions,
  decisionRecords,
  inspections,
  measures,
  meetings,
  reports,
  reportTemplates,
  sections,
} from '#db/schema/index.ts'

const tables = {
  actions,
  measures,
  meetings,
  inspections,
  reports,
  sections,
  decisions: decisionRecords,
  'report-templates': reportTemplates,
}

/** What belongs to a plan and has pages of its own. */
export type InPlan = keyof typeof tables

/** The id of the plan that something with a history of its own belongs to, or null when there is no such thing. */
export async function planIdOf(db: Db, noun: InPlan, id: string): Promise<string | null> {
  const table = tables[noun]
  const [row] = await rowsOf<{ planId: string }>(
    db,
    sql`select ${table.planId} as "planId" from ${table} where ${table.id} = ${id}`,
  )
  return row?.planId ?? null
}
