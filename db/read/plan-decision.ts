import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { jsonOf, jsonRows } from '#db/connection/json-sql.ts'
import {
  actionRecommendations,
  actions,
  criteria,
  memberships,
  plans,
  priorities,
  recommendations,
} from '#db/schema/index.ts'
import { inReferenceOrder } from '#db/schema/reference-order.ts'
import { excludedStates, liveStates } from '#workflows/action/action-facts.ts'
import type { Role } from '#workflows/engine/policy.ts'
import type { PlanSurroundings } from '#workflows/plan/plan.ts'
import type { PrioritySurroundings } from '#workflows/priority/priority.ts'
import type { PlanRow, PriorityRow } from './plans.ts'
import { plansSeenBy } from './sight.ts'

/** Everything a decision about a plan depends on, read at one moment. */
export type PlanDecision = {
  plan: PlanRow
  /** Counts what would spoil a closing: compared when the plan is written. */
  tally: number
  around: PlanSurroundings
  role: Role | null
}

/**
 * What a decision about a plan depends on, in one statement. Null when there is no such plan.
 * @param named the plan that the event names as successor
 */
export async function readPlanForDecision(
  db: Db,
  planId: string,
  actorId: string,
  named: { successorId?: string | undefined } = {},
): Promise<PlanDecision | null> {
  const successor = sql`(select jsonb_build_object('id', next.id, 'state', next.state) from ${plans} next
    where next.id = ${named.successorId ?? null}::uuid and next.id in ${plansSeenBy(actorId)})`
  const [row] = await rowsOf<PlanDecision>(
    db,
    sql`select ${jsonOf(plans, ['tally'])} as plan, ${plans.tally} as tally, ${roleIn(sql`${plans.id}`, actorId)} as role,
      jsonb_build_object(
        'priorities', (select count(*) from ${priorities} where ${priorities.planId} = ${plans.id}),
        'actions', (select count(*) from ${actions} where ${actions.planId} = ${plans.id} and ${isIn}),
        'incomplete', ${incomplete}, 'uncovered', ${uncovered}, 'openPriorities', ${openPriorities},
        'successor', ${successor}) as around
    from ${plans} where ${plans.id} = ${planId}`,
  )
  return row ?? null
}

/** Everything a decision about a priority depends on, read at one moment. */
export type PriorityDecision = {
  priority: PriorityRow
  tally: number
  around: PrioritySurroundings
  role: Role | null
}

/** What a decision about a priority depends on, in one statement. Null when there is no such priority. */
export async function readPriorityForDecision(
  db: Db,
  priorityId: string,
  actorId: string,
): Promise<PriorityDecision | null> {
  const plan = sql`(select jsonb_build_object('id', ${plans.id}, 'state', ${plans.state}) from ${plans} where ${plans.id} = ${priorities.planId})`
  const [row] = await rowsOf<PriorityDecision>(
    db,
    sql`select ${jsonOf(priorities, ['tally'])} as priority, ${priorities.tally} as tally,
      ${roleIn(sql`${priorities.planId}`, actorId)} as role,
      jsonb_build_object('plan', ${plan}, 'live', ${actionsIn(sql`${actions.state} in ${liveStates}`)},
        'notEmbedded', ${actionsIn(sql`${actions.state} not in ${['embedded', ...excludedStates]}`)}) as around
    from ${priorities} where ${priorities.id} = ${priorityId}`,
  )
  return row ?? null
}

/** Whether a plan is active. */
export async function isActive(db: Db, planId: string): Promise<boolean> {
  const rows = await rowsOf(
    db,
    sql`select from ${plans} where ${plans.id} = ${planId} and ${plans.state} = 'active'`,
  )
  return rows.length > 0
}

function roleIn(planId: SQL, actorId: string): SQL {
  return sql`(select role from ${memberships} where plan_id = ${planId} and person_id = ${actorId})`
}

/** Whether an action is not out of its plan. */
const isIn = sql`${actions.state} not in ${excludedStates}`

/** Draft actions of the plan at hand that lack what an agreed one needs. */
const incomplete = sql`coalesce((select jsonb_agg(jsonb_build_object('ref', ref, 'lacks', lacks) order by ${inReferenceOrder(sql`ref`)}) from (
  select ${actions.ref} as ref, array_remove(array[
    case when ${actions.ownerId} is null then 'owner' end, case when ${actions.dueOn} is null then 'dueOn' end,
    case when not exists (select from ${criteria} where ${criteria.actionId} = ${actions.id}) then 'criteria' end], null) as lacks
  from ${actions} where ${actions.planId} = ${plans.id} and ${actions.state} = 'draft') drafts where lacks <> '{}'), '[]')`

const uncovered = jsonRows(
  sql`jsonb_build_object('ref', ${recommendations.ref})`,
  sql`${recommendations} where ${recommendations.planId} = ${plans.id} and not exists (
    select from ${actionRecommendations} join ${actions} on ${actions.id} = ${actionRecommendations.actionId}
    where ${actionRecommendations.recommendationId} = ${recommendations.id} and ${isIn})`,
  sql`${recommendations.position}`,
)

const openPriorities = jsonRows(
  sql`jsonb_build_object('ref', ${priorities.ref}, 'title', ${priorities.title}, 'state', ${priorities.state})`,
  sql`${priorities} where ${priorities.planId} = ${plans.id} and ${priorities.state} not in ('delivered', 'sustained')`,
  sql`${priorities.position}`,
)

/** Actions of the priority at hand and of its strands. */
function actionsIn(where: SQL): SQL {
  const strands = sql`(select strand.id from ${priorities} strand
    where strand.plan_id = ${priorities.planId} and strand.parent_id = ${priorities.id})`
  return jsonRows(
    sql`jsonb_build_object('ref', ${actions.ref}, 'state', ${actions.state})`,
    sql`${actions} where ${actions.planId} = ${priorities.planId}
      and (${actions.priorityId} = ${priorities.id} or ${actions.priorityId} in ${strands}) and ${where}`,
    inReferenceOrder(sql`${actions.ref}`),
  )
}
