import type { FastifyInstance } from 'fastify'
import { eq } from '#db/connection/drizzle.ts'
import { listActions } from '#db/read/actions.ts'
import { measureSeries } from '#db/read/measure-ends.ts'
import { namesOf } from '#db/read/names.ts'
import { horizonsOf, type PriorityRow, pagePriorities, roleIn, settingsOf } from '#db/read/plans.ts'
import { MOST_ACTIONS, readActions } from '#db/read/read-actions.ts'
import { actions } from '#db/schema/index.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import { html } from '#server/ui/html/html.ts'
import { lookOf } from '#server/ui/html/measure-look.ts'
import { momentOfPage } from '#server/ui/past-day.ts'
import type { Web } from '#server/ui/web.ts'
import { type Day, endOfLondonDay } from '#workflows/calendar/calendar.ts'
import { nextOfPriority } from './next.ts'
import { priorityView } from './view-priority.ts'

/** A priority's page: what it is for, whether its outcomes move, and its actions by horizon. */
export function priorityPage(app: FastifyInstance, deps: Deps, web: Web): void {
  const { db } = deps

  app.get(paths.priority.pattern, web.signedInOnly, async (request, reply) => {
    const { today, asAt } = momentOfPage(deps, request)
    const plan = await planAt(deps, web, request, asAt)
    const actor = web.signedIn(request)
    const { ref } = request.params as { ref: string }
    const { items: priorities } = await pagePriorities(db, actor.id, plan.id, { limit: 1_000, asAt })
    const priority = priorities.find((each) => each.ref === ref)
    if (!priority) throw new Problem('notFound', 'There is no such priority in this plan.')
    const [role, horizons, reads, measures] = await Promise.all([
      roleIn(db, actor.id, plan.id),
      horizonsOf(db, plan.id),
      asAt === null
        ? readActions(db, eq(actions.priorityId, priority.id))
        : actionsThen(priority, actor.id, asAt),
      measureSeries(db, plan.id, { priorityId: priority.id, moment: asAt && endOfLondonDay(asAt) }),
    ])
    const leads = priority.leadId === null ? [] : [priority.leadId]
    const names = await namesOf(db, { people: leads, actions: [] })
    return web.show(request, reply, {
      title: `${priority.ref} ${priority.title}`,
      heading: priority.title,
      caption: html`Priority <span class="wm-ref">${priority.ref}</span>`,
      wide: true,
      section: planSection(plan, role),
      ofToday: 'Names, horizons and who may see it are those of today.',
      body: priorityView({
        priority,
        settings: settingsOf(plan),
        lead: priority.leadId === null ? null : (names[priority.leadId] ?? null),
        horizons,
        actions: reads,
        measures: measures.map(lookOf),
        next: asAt === null ? await nextOfPriority(deps, actor, { plan, priority, role }) : null,
        strands: priorities.filter(({ parentId }) => parentId === priority.id),
        parent: priorities.find(({ id }) => id === priority.parentId) ?? null,
        today,
        asAt,
      }),
    })
  })

  async function actionsThen({ id, planId }: PriorityRow, personId: string, asAt: Day) {
    const list = { sort: 'ref', limit: MOST_ACTIONS, after: null, today: asAt, asAt } as const
    // A plan that is named is looked through even where it was withdrawn since.
    const filter = { plan: [planId], priority: [id] }
    return (await listActions(db, personId, { ...list, filter })).items
  }
}
