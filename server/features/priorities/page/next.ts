import type { PlanRow, PriorityRow } from '#db/read/plans.ts'
import { actionIdsByRef } from '#db/read/recommendations.ts'
import type { Deps } from '#server/deps.ts'
import { priorityWithEvents } from '#server/features/priorities/events.ts'
import { mayStateOutcome } from '#server/features/priorities/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { mayAddActions, mayEditPlan, type Role } from '#workflows/engine/policy.ts'
import { isClosed, whyPlanIsOutOfUse, whyPlanIsShut } from '#workflows/plan/plan-settings.ts'
import type { PriorityNext } from './view-next.ts'

/** What a person may do next with a priority, and what that needs. */
export async function nextOfPriority(
  deps: Deps,
  actor: Actor,
  { plan, priority, role }: { plan: PlanRow; priority: PriorityRow; role: Role | null },
): Promise<PriorityNext> {
  const [{ decision, events }, actions] = await Promise.all([
    priorityWithEvents(deps, actor, priority.id),
    actionIdsByRef(deps.db, plan.id),
  ])
  const inUse = whyPlanIsOutOfUse(plan.state) === null
  return {
    decision,
    events,
    actions,
    place: { id: plan.id, ref: priority.ref },
    editable: inUse && mayEditPlan(role),
    addsActions:
      whyPlanIsShut(plan.state) === null &&
      !isClosed(priority.state) &&
      mayAddActions(actor.id, role, priority.leadId),
    statesOutcome: inUse && mayStateOutcome(actor, priority, role),
  }
}
