import type { FastifyRequest } from 'fastify'
import { type PlanRow, roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planSection } from '#server/features/plans/section.ts'
import { seePlan } from '#server/features/plans/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { idSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { html } from '#server/ui/html/html.ts'
import type { Shown, Web } from '#server/ui/web.ts'
import { type Day, endOfLondonDay } from '#workflows/calendar/calendar.ts'
import { mayEditPlan, type Role } from '#workflows/engine/policy.ts'
import { whyPlanIsOutOfUse } from '#workflows/plan/plan-settings.ts'
import { type DecisionResource, decisionResource } from './resource.ts'
import { seeDecision } from './service.ts'

/** A decision with its plan, as one person sees it, and the frame of a page below it. */
export type DecisionAt = {
  actor: Actor
  decision: DecisionResource
  plan: PlanRow
  role: Role | null
  /** Why this person may not keep it; null where they do. */
  shut: string | null
  home: string
  frame: (heading: string) => Omit<Shown, 'body' | 'status' | 'errors'>
}

/**
 * The decision that a page's address names. Throws 404 for one that is not there or not theirs to see.
 * @param asAt as it stood at the end of this London day
 */
export async function decisionAt(
  deps: Deps,
  web: Web,
  request: FastifyRequest,
  asAt: Day | null = null,
): Promise<DecisionAt> {
  const actor = web.signedIn(request)
  const { id } = request.params as { id: string }
  if (!idSchema.safeParse(id).success) throw new Problem('notFound', 'There is no such decision.')
  const moment = asAt && endOfLondonDay(asAt)
  const read = await seeDecision(deps, actor, id, moment)
  const decision = decisionResource(read, moment ?? deps.clock.now())
  const plan = await seePlan(deps, actor, decision.planId, asAt)
  const role = await roleIn(deps.db, actor.id, plan.id)
  const home = paths.decision.at(decision)
  const { ref, title } = decision
  return {
    actor,
    decision,
    plan,
    role,
    shut: whyNotKeep(role, plan),
    home,
    frame: (heading) => ({
      title: `${heading}: ${ref} ${title}`,
      heading,
      caption: html`<span class="wm-ref">${ref}</span> ${title}`,
      section: planSection(plan, role, 'decisions', 'below'),
      back: { href: home, text: 'Back to the decision' },
    }),
  }
}

/** Why a person does not keep the register of a plan as it stands; null where they do. */
export function whyNotKeep(role: Role | null, { state }: PlanRow): string | null {
  return mayEditPlan(role)
    ? whyPlanIsOutOfUse(state)
    : 'The plan administrator keeps the register of decisions. Ask them.'
}
