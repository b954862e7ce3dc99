import { membersOf } from '#db/queries/members.ts'
import { actionIdsByRef } from '#db/queries/recommendations.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/features/actions/service.ts'
import { mayEditPlan, type Role } from '#workflows/policy.ts'
import { planWithEvents } from './events.ts'
import type { PlanNext } from './view-next.ts'

/** What a person may do next with a plan, and what that needs. */
export async function nextOf(deps: Deps, actor: Actor, planId: string, role: Role | null): Promise<PlanNext> {
  const [{ decision, events }, members, actions] = await Promise.all([
    planWithEvents(deps, actor, planId),
    membersOf(deps.db, planId),
    actionIdsByRef(deps.db, planId),
  ])
  const chaired = members.some(({ role: held, leftOn }) => held === 'chair' && leftOn === null)
  return { decision, events, actions, chaired, editable: mayEditPlan(role) }
}
