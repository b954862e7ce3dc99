import type { FastifyInstance } from 'fastify'
import { actionsMoving } from '#db/read/measure-actions.ts'
import { measurePage, observationPage } from '#db/read/measures.ts'
import { roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { seePlan } from '#server/features/plans/service.ts'
import { todayOf } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { idSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { lineOf } from '#server/ui/html/components.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { observationResource } from './resource.ts'
import { seeMeasure, shownMeasures } from './service.ts'
import { measureList } from './view-list.ts'
import { measureView } from './view-measure.ts'

/** `/plans/:id/measures` and `/measures/:id`: what a plan counts, and all that is known of one measure. */
export function measurePages(app: FastifyInstance, deps: Deps, web: Web): void {
  const { db } = deps

  app.get(paths.measures.pattern, web.signedInOnly, async (request, reply) => {
    const plan = await planAt(deps, web, request)
    const [role, { items }] = await Promise.all([
      roleIn(db, web.signedIn(request).id, plan.id),
      measurePage(db, plan.id, { limit: 500, after: null, active: true }),
    ])
    return web.show(request, reply, {
      title: `Measures: ${plan.title}`,
      heading: 'Measures',
      wide: true,
      section: planSection(plan, role, 'measures'),
      body: measureList(await shownMeasures(deps, items)),
    })
  })

  app.get(paths.measure.pattern, web.signedInOnly, async (request, reply) => {
    const { id } = request.params as { id: string }
    const actor = web.signedIn(request)
    if (!idSchema.safeParse(id).success) throw new Problem('notFound', 'There is no such measure.')
    const read = await seeMeasure(deps, actor, id)
    const plan = await seePlan(deps, actor, read.measure.planId)
    const [[measure], observations, role, actions] = await Promise.all([
      shownMeasures(deps, [read]),
      observationPage(db, id, { limit: 200, after: null, revisions: false }),
      roleIn(db, actor.id, plan.id),
      actionsMoving(db, id),
    ])
    if (!measure) throw new Problem('notFound', 'There is no such measure.')
    return web.show(request, reply, {
      title: `${measure.ref} ${measure.title}`,
      heading: measure.title,
      caption: html`Measure <span class="wm-ref">${measure.ref}</span>`,
      wide: true,
      back: { href: paths.measures.at(plan), text: 'All measures' },
      section: planSection(plan, role, 'measures', 'below'),
      body: measureView(
        measure,
        observations.items.map((each) => observationResource(each, read.measure)),
        actions.map((action) => lineOf(action, todayOf(deps))),
      ),
    })
  })
}
