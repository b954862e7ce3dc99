import { asc, eq } from 'drizzle-orm'
import type { Db } from '../connect.ts'
import { measures } from '../schema/index.ts'

export type MeasureRow = typeof measures.$inferSelect

/** What a plan counts to see whether outcomes move, in the order of the plan. */
export async function listMeasures(db: Db, planId: string): Promise<MeasureRow[]> {
  return db
    .select()
    .from(measures)
    .where(eq(measures.planId, planId))
    .orderBy(asc(measures.position), asc(measures.ref))
}
