import { type Db, rowsOf } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { jsonRows } from '#db/connection/json-sql.ts'
import { actionRecommendations, actions, events, recommendations } from '#db/schema/index.ts'
import { inReferenceOrder } from '#db/schema/reference-order.ts'
import type { ActionState } from '#workflows/action/action-facts.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { asOf, onePlan, tablesAsAt } from './as-at.ts'

export type Covering = { id: string; ref: string; title: string; state: ActionState }
export type RecommendationWithCover = {
  id: string
  ref: string
  source: string
  paragraph: string
  text: string
  /** The actions that answer it, those out of the plan among them. */
  actions: Covering[]
}

const covering = jsonRows(
  sql`jsonb_build_object('id', ${actions.id}, 'ref', ${actions.ref}, 'title', ${actions.title}, 'state', ${actions.state})`,
  sql`${actionRecommendations} join ${actions} on ${actions.id} = ${actionRecommendations.actionId}
    where ${actionRecommendations.recommendationId} = ${recommendations.id}`,
  inReferenceOrder(sql`${actions.ref}`),
)

/**
 * The recommendations of a plan in their order, each with the actions that answer it.
 * @param moment those that the plan had then, with the actions that answered them; their words are those of now
 */
export async function recommendationsWithCover(
  db: Db,
  planId: string,
  moment: Instant | null = null,
): Promise<RecommendationWithCover[]> {
  const then = asOf(moment, (then) => tablesAsAt(then, onePlan(planId)))
  const had =
    moment === null
      ? sql`true`
      : sql`not exists (select from ${events} where ${events.aggregateId} = ${planId}
    and ${events.at} > ${moment}::timestamptz and ${events.event} = 'addRecommendation'
    and ${events.payload}->>'id' = ${recommendations.id}::text)`
  return rowsOf<RecommendationWithCover>(
    db,
    sql`${then}select ${recommendations.id}, ${recommendations.ref}, ${recommendations.source}, ${recommendations.paragraph},
      ${recommendations.text}, ${covering} as actions
    from ${recommendations} where ${recommendations.planId} = ${planId} and ${had}
    order by ${recommendations.position}, ${inReferenceOrder(sql`${recommendations.ref}`)}`,
  )
}

/** The ids of a plan's actions by their reference. */
export async function actionIdsByRef(db: Db, planId: string): Promise<Record<string, string>> {
  const rows = await db
    .select({ id: actions.id, ref: actions.ref })
    .from(actions)
    .where(eq(actions.planId, planId))
  return Object.fromEntries(rows.map(({ id, ref }) => [ref, id]))
}
