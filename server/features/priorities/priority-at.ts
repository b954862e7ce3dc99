import type { FastifyRequest } from 'fastify'
import { listPriorities, type PlanRow, type PriorityRow, roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import type { Actor } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import { html } from '#server/ui/html/html.ts'
import type { Shown, Web } from '#server/ui/web.ts'
import type { Role } from '#workflows/engine/policy.ts'

/** A priority as a page's address names it, with who opened the page. */
export type PriorityAt = {
  actor: Actor
  plan: PlanRow
  role: Role | null
  priority: PriorityRow
  /** Every priority of the plan. */
  all: PriorityRow[]
  /** The address of its page. */
  home: string
  /** What is around a form about it. */
  frame: (heading: string) => Omit<Shown, 'body' | 'status' | 'errors'>
}

/** The priority that a page's address names. Throws 404 for one that is not there or not theirs to see. */
export async function priorityAt(deps: Deps, web: Web, request: FastifyRequest): Promise<PriorityAt> {
  const plan = await planAt(deps, web, request)
  const actor = web.signedIn(request)
  const { ref } = request.params as { ref: string }
  const [role, all] = await Promise.all([
    roleIn(deps.db, actor.id, plan.id),
    listPriorities(deps.db, actor.id, plan.id),
  ])
  const priority = all.find((each) => each.ref === ref)
  if (!priority) throw new Problem('notFound', 'There is no such priority in this plan.')
  const home = paths.priority.at({ id: plan.id, ref: priority.ref })
  return {
    actor,
    plan,
    role,
    priority,
    all,
    home,
    frame: (heading) => ({
      title: `${heading}: ${priority.ref} ${priority.title}`,
      heading,
      caption: html`<span class="wm-ref">${priority.ref}</span> ${priority.title}`,
      section: planSection(plan, role),
      back: { href: home, text: 'Back to the priority' },
    }),
  }
}
