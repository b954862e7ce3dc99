import type { Db } from '#db/connection/connect.ts'
import { asc, eq, sql } from '#db/connection/drizzle.ts'
import { actions, plans, priorities, recommendations } from '#db/schema/index.ts'
import type { ActionRead } from './action-facts.ts'
import { type HorizonRow, horizonsOf, type PlanRow, type PriorityRow } from './plans.ts'
import { readActions } from './read-actions.ts'

/** What of a plan an import is held against: its parts, and each of its actions with what belongs to it. */
export type PlanThere = {
  plan: PlanRow
  priorities: PriorityRow[]
  horizons: HorizonRow[]
  recommendations: { id: string; ref: string; position: number }[]
  actions: ActionRead[]
}

/** Reads a plan as an import finds it, in one query a kind of part. Null where there is no such plan. */
export async function planForImport(db: Db, planId: string): Promise<PlanThere | null> {
  const [[plan], rows, horizons, named, read] = await Promise.all([
    db.select().from(plans).where(eq(plans.id, planId)),
    db.select().from(priorities).where(eq(priorities.planId, planId)).orderBy(asc(priorities.position)),
    horizonsOf(db, planId),
    db
      .select({ id: recommendations.id, ref: recommendations.ref, position: recommendations.position })
      .from(recommendations)
      .where(eq(recommendations.planId, planId))
      .orderBy(asc(recommendations.position)),
    readActions(db, sql`${actions.planId} = ${planId}`),
  ])
  return plan === undefined
    ? null
    : { plan, priorities: rows, horizons, recommendations: named, actions: read }
}
