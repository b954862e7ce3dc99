import type { Db } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { actionMeasures, actions } from '#db/schema/index.ts'
import { inReferenceOrder } from '#db/schema/reference-order.ts'
import { type ActionRead, readActions } from './action-facts.ts'

/** The actions that are meant to move a measure, in the order of their references; those out of the plan among them. */
export async function actionsMoving(db: Db, measureId: string): Promise<ActionRead[]> {
  return readActions(
    db,
    sql`${actions.id} in (select ${actionMeasures.actionId} from ${actionMeasures} where ${actionMeasures.measureId} = ${measureId})`,
    { orderBy: inReferenceOrder(sql`${actions.ref}`) },
  )
}
