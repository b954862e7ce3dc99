import { type PlanDecision, readPlanForDecision } from '#db/read/plan-decision.ts'
import { changePlan, planPossibilities } from '#db/write/change-plan.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/http/actor.ts'
import { changedOrProblem } from '#server/http/changed.ts'
import { Problem } from '#server/http/problem.ts'
import type { Possibility } from '#workflows/engine/step.ts'
import type { PlanEvent } from '#workflows/plan/plan.ts'
import { seePlan } from './service.ts'

/** A plan with what its events depend on, and each event of it for the person. Throws 404 as `seePlan` does. */
export async function planWithEvents(
  deps: Deps,
  actor: Actor,
  planId: string,
): Promise<{ decision: PlanDecision; events: Possibility[] }> {
  await seePlan(deps, actor, planId)
  const decision = await readPlanForDecision(deps.db, planId, actor.id)
  if (!decision) throw new Problem('notFound', 'There is no such plan, or it is not yours to see.')
  return { decision, events: planPossibilities(decision, { actorId: actor.id, now: deps.clock.now() }) }
}

/**
 * Takes a plan a step through its life.
 * @throws Problem as `changedOrProblem` does
 */
export async function stepPlan(
  deps: Deps,
  actor: Actor,
  { planId, ifVersion }: { planId: string; ifVersion: number | undefined },
  event: PlanEvent,
): Promise<void> {
  await seePlan(deps, actor, planId)
  const context = { planId, actorId: actor.id, now: deps.clock.now(), ifVersion }
  changedOrProblem(await changePlan(deps.db, context, event), {
    noun: 'plan',
    ifVersion,
    versionOf: ({ plan }) => plan.version,
    possible: (decision) => planPossibilities(decision, context),
  })
  deps.wakeSender()
}
