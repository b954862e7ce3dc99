import type { FastifyRequest } from 'fastify'
import { roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { paths } from '#server/paths.ts'
import { button } from '#server/ui/html/govuk.ts'
import type { Web } from '#server/ui/web.ts'
import { mayEditPlan } from '#workflows/engine/policy.ts'
import { whyPlanIsOutOfUse } from '#workflows/plan/plan-settings.ts'

/**
 * The frame of a form that puts meetings of a plan in the diary; closed to those who may not.
 * @param heading 'Add a meeting'
 * @param what as it stands in 'You cannot add …'
 */
export async function addingToDiary(
  deps: Deps,
  web: Web,
  request: FastifyRequest,
  { heading, what }: { heading: string; what: string },
) {
  const plan = await planAt(deps, web, request)
  const actor = web.signedIn(request)
  const role = await roleIn(deps.db, actor.id, plan.id)
  const home = paths.meetings.at(plan)
  const shut = whyPlanIsOutOfUse(plan.state)
  return {
    plan,
    actor,
    home,
    frame: {
      page: {
        title: `${heading}: ${plan.title}`,
        heading,
        section: planSection(plan, role, 'meetings', 'below'),
        back: { href: home, text: 'Back to the meetings' },
      },
      ...((shut !== null || !mayEditPlan(role)) && {
        closed: {
          title: `You cannot add ${what}`,
          text: shut ?? 'The plan administrator puts the meetings of the board in the diary. Ask them.',
          next: button({ text: 'Back to the meetings', href: home, look: 'secondary' }),
        },
      }),
    },
  }
}
