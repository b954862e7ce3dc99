import { horizonsOf, horizonsOfAll, pagePlans, planKeys } from '#db/read/plans.ts'
import { summarise } from '#db/read/summary.ts'
import type { Deps } from '#server/deps.ts'
import { historyColumns } from '#server/features/actions/columns.ts'
import { sendHistory } from '#server/features/actions/page/history.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { asAtQuery, momentOf } from '#server/http/as-at.ts'
import { csvColumnsInWords } from '#server/http/csv.ts'
import { requiredVersion, sendVersioned } from '#server/http/etag.ts'
import { listQuery, pageOfAll, placeFrom, placeText, sendList } from '#server/http/lists.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { idParams } from '#server/http/schemas.ts'
import { changesOf } from './changes/changes.ts'
import { beginningOf } from './changes/since.ts'
import { planColumns } from './columns.ts'
import { planExportRoutes } from './export/export-routes.ts'
import { makePlanFrom } from './from/make.ts'
import { templateColumns, templateResource, wishOf } from './from/resource.ts'
import { planTemplates } from './from/templates.ts'
import { matrixOf } from './matrix.ts'
import { planResource } from './resource.ts'
import { changesQuery, newPlanSchema, planPatchSchema, plansQuery } from './schemas.ts'
import { createPlanRow, patchPlan, seePlan } from './service.ts'

/** The plans, and what is read of each as a whole. */
export function planRoutes(app: ApiApp, deps: Deps): void {
  const { db } = deps
  const plans = ['plans']
  planExportRoutes(app, deps)

  app.get(
    '/plans',
    { schema: { tags: plans, querystring: plansQuery, description: csvColumnsInWords(planColumns) } },
    async (request, reply) => {
      const { id } = actorOf(request)
      const { asAt } = momentOf(deps, request.query.asAt)
      return sendList(request, reply, planColumns, async ({ limit, after }) => {
        const place = placeFrom(after, 'title', planKeys)
        const { items, next } = await pagePlans(db, id, { limit, after: place, asAt })
        const windows = await horizonsOfAll(
          db,
          items.map((plan) => plan.id),
        )
        const resources = items.map((plan) =>
          planResource(
            plan,
            windows.filter(({ planId }) => planId === plan.id),
          ),
        )
        return { items: resources, next: placeText(next, 'title') }
      })
    },
  )

  app.post('/plans', { schema: { tags: plans, body: newPlanSchema } }, async (request, reply) => {
    const { from, ...fields } = request.body
    const plan = from
      ? await makePlanFrom(deps, actorOf(request), ...wishOf(from, fields as { title: string }))
      : await createPlanRow(deps, actorOf(request), fields as { title: string })
    const windows = from ? await horizonsOf(db, plan.id) : []
    return sendVersioned(request, reply.code(201), planResource(plan, windows))
  })

  app.get(
    '/plan-templates',
    { schema: { tags: plans, querystring: listQuery, description: csvColumnsInWords(templateColumns) } },
    async (request, reply) =>
      sendList(request, reply, templateColumns, async (wanted) =>
        pageOfAll(planTemplates().map(templateResource), wanted),
      ),
  )

  app.get(
    '/plans/:id',
    { schema: { tags: plans, params: idParams, querystring: asAtQuery } },
    async (request, reply) => {
      const { asAt } = momentOf(deps, request.query.asAt)
      const plan = await seePlan(deps, actorOf(request), request.params.id, asAt)
      return sendVersioned(request, reply, planResource(plan, await horizonsOf(db, plan.id)))
    },
  )

  app.patch(
    '/plans/:id',
    { schema: { tags: plans, params: idParams, body: planPatchSchema } },
    async (request, reply) => {
      const version = requiredVersion(request)
      const plan = await patchPlan(deps, actorOf(request), request.params.id, request.body as object, version)
      return sendVersioned(request, reply, planResource(plan, await horizonsOf(db, plan.id)))
    },
  )

  app.get(
    '/plans/:id/summary',
    { schema: { tags: plans, params: idParams, querystring: asAtQuery } },
    async (request) => {
      const { today, asAt } = momentOf(deps, request.query.asAt)
      const plan = await seePlan(deps, actorOf(request), request.params.id, asAt)
      const summary = await summarise(db, plan.id, today, { past: asAt !== null })
      return { plan: { id: plan.id, title: plan.title }, asAt: today, ...summary }
    },
  )

  app.get(
    '/plans/:id/matrix',
    { schema: { tags: plans, params: idParams, querystring: asAtQuery } },
    async (request) => {
      const actor = actorOf(request)
      const moment = momentOf(deps, request.query.asAt)
      const plan = await seePlan(deps, actor, request.params.id, moment.asAt)
      return matrixOf(deps, actor, plan, moment)
    },
  )

  app.get(
    '/plans/:id/changes',
    { schema: { tags: plans, params: idParams, querystring: changesQuery } },
    async (request) => {
      const actor = actorOf(request)
      const plan = await seePlan(deps, actor, request.params.id)
      const { today: until } = momentOf(deps, request.query.until, 'until')
      const beginning = await beginningOf(deps, actor, plan, request.query.since)
      const { today: since } = momentOf(deps, beginning.since, 'since')
      return changesOf(deps, plan, { ...beginning, since, until })
    },
  )

  app.get(
    '/plans/:id/history',
    {
      schema: {
        tags: plans,
        params: idParams,
        querystring: listQuery,
        description: csvColumnsInWords(historyColumns),
      },
    },
    async (request, reply) => {
      const plan = await seePlan(deps, actorOf(request), request.params.id)
      return sendHistory(deps, request, reply, plan.id)
    },
  )
}
