import type { FastifyInstance } from 'fastify'
import { briefActions } from '#db/read/matrix.ts'
import { horizonsOf, pagePriorities, roleIn, settingsOf } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { pageMoment } from '#server/features/plans/page-moment.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { paths } from '#server/paths.ts'
import type { Web } from '#server/ui/web.ts'
import { endOfLondonDay } from '#workflows/calendar/calendar.ts'
import { timelineView } from './view-timeline.ts'

/** The timeline of a plan: its actions as bars over the horizons. */
export function timelinePage(app: FastifyInstance, deps: Deps, web: Web): void {
  const { db } = deps

  app.get(paths.planTimeline.pattern, web.signedInOnly, async (request, reply) => {
    const plan = await planAt(deps, web, request)
    const actor = web.signedIn(request)
    const path = paths.planTimeline.at(plan)
    const { today, asAt, band } = await pageMoment(deps, { actor, plan, request, path })
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
      section: { ...planSection(plan, role, 'timeline', undefined, asAt), ...(band && { band }) },
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
