import type { FastifyInstance } from 'fastify'
import { eq } from '#db/connection/drizzle.ts'
import { readActions } from '#db/read/action-facts.ts'
import { listActions } from '#db/read/actions.ts'
import { measurePage } from '#db/read/measures.ts'
import { namesOf } from '#db/read/names.ts'
import { horizonsOf, pagePriorities, roleIn, settingsOf } from '#db/read/plans.ts'
import { actions } from '#db/schema/index.ts'
import type { Deps } from '#server/deps.ts'
import { shownMeasures } from '#server/features/measures/service.ts'
import { pageMoment } from '#server/features/plans/page-moment.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { nextOfPriority } from './next.ts'
import { priorityView } from './view-priority.ts'

/** A priority's page: what it is for, whether its outcomes move, and its actions by horizon. */
export function priorityPage(app: FastifyInstance, deps: Deps, web: Web): void {
  const { db } = deps

  app.get(paths.priority.pattern, web.signedInOnly, async (request, reply) => {
    const plan = await planAt(deps, web, request)
    const actor = web.signedIn(request)
    const { ref } = request.params as { ref: string }
    const path = paths.priority.at({ id: plan.id, ref })
    const { today, asAt, band } = await pageMoment(deps, { actor, plan, request, path })
    const { items: priorities } = await pagePriorities(db, actor.id, plan.id, { limit: 1_000, asAt })
    const priority = priorities.find((each) => each.ref === ref)
    if (!priority) throw new Problem('notFound', 'There is no such priority in this plan.')
    const [role, horizons, reads, measures] = await Promise.all([
      roleIn(db, actor.id, plan.id),
      horizonsOf(db, plan.id),
      asAt === null
        ? readActions(db, eq(actions.priorityId, priority.id))
        : actionsThen(priority.id, actor.id, asAt),
      measurePage(db, plan.id, { limit: 200, after: null, priority: priority.id, active: true }),
    ])
    const leads = priority.leadId === null ? [] : [priority.leadId]
    const names = await namesOf(db, { people: leads, actions: [] })
    return web.show(request, reply, {
      title: `${priority.ref} ${priority.title}`,
      heading: priority.title,
      caption: html`Priority <span class="wm-ref">${priority.ref}</span>`,
      wide: true,
      section: { ...planSection(plan, role), ...(band && { band }) },
      body: priorityView({
        priority,
        settings: settingsOf(plan),
        lead: priority.leadId === null ? null : (names[priority.leadId] ?? null),
        horizons,
        actions: reads,
        measures: await shownMeasures(deps, measures.items, asAt),
        next: asAt === null ? await nextOfPriority(deps, actor, { plan, priority, role }) : null,
        strands: priorities.filter(({ parentId }) => parentId === priority.id),
        parent: priorities.find(({ id }) => id === priority.parentId) ?? null,
        today,
      }),
    })
  })
  async function actionsThen(priorityId: string, personId: string, asAt: Day) {
    const list = { sort: 'ref', limit: 1_000, after: null, today: asAt, asAt } as const
    return (await listActions(db, personId, { ...list, filter: { priority: [priorityId] } })).items
  }
}
