import type { FastifyInstance } from 'fastify'
import { peopleIn } from '#db/read/board.ts'
import { failedInvitationsTo } from '#db/read/invitations.ts'
import { planPeople } from '#db/read/plan-people.ts'
import { roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { todayOf } from '#server/http/actor.ts'
import { sendListFile } from '#server/http/list-file.ts'
import { paths } from '#server/paths.ts'
import type { Web } from '#server/ui/web.ts'
import { mayEditPlan } from '#workflows/engine/policy.ts'
import { planPeopleColumns } from '../members/columns.ts'
import { peopleView } from './view-people.ts'

/** The people of a plan: what they may do in it, what they lead, and what they own. */
export function peoplePage(app: FastifyInstance, deps: Deps, web: Web): void {
  app.get(paths.people.pattern, web.signedInOnly, async (request, reply) => {
    const plan = await planAt(deps, web, request)
    const [role, people, offered] = await Promise.all([
      roleIn(deps.db, web.signedIn(request).id, plan.id),
      peopleIn(deps.db, plan.id, todayOf(deps)),
      planPeople(deps.db, plan.id),
    ])
    const ids = mayEditPlan(role) ? [...people, ...offered].map(({ id }) => id) : []
    const uninvited = await failedInvitationsTo(deps.db, ids)
    return web.show(request, reply, {
      title: `People: ${plan.title}`,
      heading: 'People',
      wide: true,
      section: planSection(plan, role, 'people'),
      body: peopleView(plan.id, people, {
        editable: mayEditPlan(role),
        unattached: mayEditPlan(role) ? offered.filter(({ isOfPlan }) => !isOfPlan) : [],
        uninvited,
        chairless: plan.state !== 'withdrawn',
      }),
    })
  })

  for (const { pattern } of [paths.peopleCsv, paths.peopleXlsx])
    app.get(pattern, web.signedInOnly, async (request, reply) => {
      const plan = await planAt(deps, web, request)
      return sendListFile(reply, 'people', planPeopleColumns, async () => ({
        items: await peopleIn(deps.db, plan.id, todayOf(deps)),
        next: null,
      }))
    })
}
