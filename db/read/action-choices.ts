import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { actions } from '#db/schema/index.ts'
import { inReferenceOrder } from '#db/schema/reference-order.ts'
import type { ActionState } from '#workflows/action/action-facts.ts'

/** An action as a list to choose from offers it. */
export type ActionChoice = { id: string; ref: string; title: string; state: ActionState }

/** All actions of a plan, however many they are, in the order of their references: what forms offer to choose from. */
export async function actionChoices(db: Db, planId: string): Promise<ActionChoice[]> {
  return rowsOf(
    db,
    sql`select ${actions.id}, ${actions.ref}, ${actions.title}, ${actions.state} from ${actions}
      where ${actions.planId} = ${planId} order by ${inReferenceOrder(sql`${actions.ref}`)}, ${actions.id}`,
  )
}
