import type { Db } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { actionMeasures, actions } from '#db/schema/index.ts'
import { inReferenceOrder } from '#db/schema/reference-order.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import type { ActionRead } from './action-facts.ts'
import { onePlan, tablesAsAt } from './as-at.ts'
import { readActions } from './read-actions.ts'

/**
 * The actions that are meant to move a measure, in the order of their references; those out of the plan among them.
 * @param moment as they stood then; as they stand now when null
 */
export async function actionsMoving(
  db: Db,
  { measureId, planId, moment }: { measureId: string; planId: string; moment: Instant | null },
): Promise<ActionRead[]> {
  return readActions(
    db,
    sql`${actions.id} in (select ${actionMeasures.actionId} from ${actionMeasures} where ${actionMeasures.measureId} = ${measureId})`,
    {
      orderBy: inReferenceOrder(sql`${actions.ref}`),
      tables: moment === null ? undefined : tablesAsAt(moment, onePlan(planId)),
    },
  )
}
