import { readHistory } from '#db/read/history.ts'
import { membersOf } from '#db/read/members.ts'
import { actionIdsByRef } from '#db/read/recommendations.ts'
import type { Deps } from '#server/deps.ts'
import { planWithEvents } from '#server/features/plans/events.ts'
import type { Actor } from '#server/http/actor.ts'
import { mayEditPlan, type Role } from '#workflows/engine/policy.ts'
import type { PlanNext, Returned } from './view-next.ts'

/** What a person may do next with a plan, and what that needs. */
export async function nextOf(deps: Deps, actor: Actor, planId: string, role: Role | null): Promise<PlanNext> {
  const [{ decision, events }, members, actions] = await Promise.all([
    planWithEvents(deps, actor, planId),
    membersOf(deps.db, planId),
    actionIdsByRef(deps.db, planId),
  ])
  const chaired = members.some(({ role: held, leftOn }) => held === 'chair' && leftOn === null)
  const returned = decision.plan.state === 'draft' ? await whyReturned(deps, planId) : null
  return { decision, events, actions, chaired, returned, editable: mayEditPlan(role) }
}

/** What the chair said on returning a plan that has not been submitted again since. */
async function whyReturned({ db }: Deps, planId: string): Promise<Returned | null> {
  const entries = await readHistory(db, planId, { limit: RECENT })
  const last = entries.find(({ event }) => event === 'return' || event === 'submit')
  if (last?.event !== 'return' || typeof last.payload.reason !== 'string') return null
  return { by: last.actor?.name ?? 'The chair', at: last.at, reason: last.payload.reason }
}

/** Far more than is changed in a plan between its return and its being submitted again. */
const RECENT = 500
