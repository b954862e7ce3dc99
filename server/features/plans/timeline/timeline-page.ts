import type { FastifyInstance } from 'fastify'
import { briefActions } from '#db/read/matrix.ts'
import { horizonsOf, pagePriorities, roleIn, settingsOf } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { paths } from '#server/paths.ts'
import { momentOfPage } from '#server/ui/past-day.ts'
import type { Web } from '#server/ui/web.ts'
import { endOfLondonDay } from '#workflows/calendar/calendar.ts'
import { timelineView } from './view-timeline.ts'

/** The timeline of a plan: its actions as bars over the horizons. */
export function timelinePage(app: FastifyInstance, deps: Deps, web: Web): void {
  const { db } = deps

  app.get(paths.planTimeline.pattern, web.signedInOnly, async (request, reply) => {
    const { today, asAt } = momentOfPage(deps, request)
    const plan = await planAt(deps, web, request, asAt)
    const actor = web.signedIn(request)
    const path = paths.planTimeline.at(plan)
    const [role, horizons, { items: priorities }, actions] = await Promise.all([
      roleIn(db, actor.id, plan.id),
      horizonsOf(db, plan.id),
      pagePriorities(db, actor.id, plan.id, { limit: 1_000, asAt }),
      briefActions(db, plan.id, asAt && endOfLondonDay(asAt)),
    ])
    const settings = settingsOf(plan)
    const { as } = request.query as { as?: unknown }
    const asTable = as === 'table'
    return web.show(request, reply, {
      title: `Timeline${asTable ? ' as a table' : ''}: ${plan.title}`,
      heading: 'Timeline',
      wide: true,
      section: planSection(plan, role, 'timeline'),
      ofToday: 'Names, horizons and who may see it are those of today.',
      body: timelineView({
        settings,
        horizons,
        priorities,
        actions,
        path,
        asTable,
        asAt,
        today,
      }),
    })
  })
}
