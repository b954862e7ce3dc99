import { readHistory } from '#db/queries/history.ts'
import { horizonsOf, listPlans, listPriorities } from '#db/queries/plans.ts'
import { summarise } from '#db/queries/summary.ts'
import type { ApiApp } from '#server/api-app.ts'
import type { Deps } from '#server/deps.ts'
import { requiredVersion, sendVersioned } from '#server/etag.ts'
import { actionResource } from '#server/features/actions/resource.ts'
import { newActionSchema } from '#server/features/actions/schemas.ts'
import { createAction, todayOf } from '#server/features/actions/service.ts'
import { actorOf } from '#server/plugins/auth.ts'
import { Problem } from '#server/problem.ts'
import { idParams } from '#server/schemas.ts'
import { planResource, priorityResource } from './resource.ts'
import {
  newPlanSchema,
  newPrioritySchema,
  planPatchSchema,
  prioritiesQuery,
  priorityPatchSchema,
} from './schemas.ts'
import {
  createPlanRow,
  createPriority,
  patchPlan,
  patchPriority,
  requireEditor,
  seePlan,
  seePriority,
} from './service.ts'

/** `/plans` and `/priorities`, and all below them. */
export function planRoutes(app: ApiApp, deps: Deps): void {
  const { db } = deps
  const plans = ['plans']
  const priorities = ['priorities']

  app.get('/plans', { schema: { tags: plans } }, async (request) => {
    const found = await listPlans(db, actorOf(request).id)
    const items = await Promise.all(
      found.map(async (plan) => planResource(plan, await horizonsOf(db, plan.id))),
    )
    return { items, page: { next: null } }
  })

  app.post('/plans', { schema: { tags: plans, body: newPlanSchema } }, async (request, reply) => {
    const plan = await createPlanRow(deps, actorOf(request), request.body as { title: string })
    return sendVersioned(request, reply.code(201), planResource(plan, []))
  })

  app.get('/plans/:id', { schema: { tags: plans, params: idParams } }, async (request, reply) => {
    const plan = await seePlan(deps, actorOf(request), request.params.id)
    return sendVersioned(request, reply, planResource(plan, await horizonsOf(db, plan.id)))
  })

  app.patch(
    '/plans/:id',
    { schema: { tags: plans, params: idParams, body: planPatchSchema } },
    async (request, reply) => {
      const version = requiredVersion(request)
      const plan = await patchPlan(deps, actorOf(request), request.params.id, request.body as object, version)
      return sendVersioned(request, reply, planResource(plan, await horizonsOf(db, plan.id)))
    },
  )

  app.get('/plans/:id/summary', { schema: { tags: plans, params: idParams } }, async (request) => {
    const plan = await seePlan(deps, actorOf(request), request.params.id)
    const today = todayOf(deps)
    return { plan: { id: plan.id, title: plan.title }, asAt: today, ...(await summarise(db, plan.id, today)) }
  })

  app.get('/plans/:id/history', { schema: { tags: plans, params: idParams } }, async (request) => {
    const plan = await seePlan(deps, actorOf(request), request.params.id)
    return { items: await readHistory(db, plan.id, { limit: 200 }), page: { next: null } }
  })

  app.get('/plans/:id/priorities', { schema: { tags: priorities, params: idParams } }, async (request) => {
    const plan = await seePlan(deps, actorOf(request), request.params.id)
    const items = await listPriorities(db, actorOf(request).id, plan.id)
    return { items: items.map(priorityResource), page: { next: null } }
  })

  app.post(
    '/plans/:id/priorities',
    { schema: { tags: priorities, params: idParams, body: newPrioritySchema } },
    async (request, reply) => {
      const body = request.body as { ref: string; title: string }
      const priority = await createPriority(deps, actorOf(request), request.params.id, body)
      return sendVersioned(request, reply.code(201), priorityResource(priority))
    },
  )

  app.get('/priorities', { schema: { tags: priorities, querystring: prioritiesQuery } }, async (request) => {
    const items = await listPriorities(db, actorOf(request).id, request.query.plan ?? null)
    return { items: items.map(priorityResource), page: { next: null } }
  })

  app.get('/priorities/:id', { schema: { tags: priorities, params: idParams } }, async (request, reply) => {
    const priority = await seePriority(deps, actorOf(request), request.params.id)
    return sendVersioned(request, reply, priorityResource(priority))
  })

  app.patch(
    '/priorities/:id',
    { schema: { tags: priorities, params: idParams, body: priorityPatchSchema } },
    async (request, reply) => {
      const version = requiredVersion(request)
      const priority = await patchPriority(
        deps,
        actorOf(request),
        request.params.id,
        request.body as object,
        version,
      )
      return sendVersioned(request, reply, priorityResource(priority))
    },
  )

  app.get('/priorities/:id/history', { schema: { tags: priorities, params: idParams } }, async (request) => {
    const priority = await seePriority(deps, actorOf(request), request.params.id)
    return { items: await readHistory(db, priority.id, { limit: 200 }), page: { next: null } }
  })

  app.post(
    '/priorities/:id/actions',
    { schema: { tags: ['actions'], params: idParams, body: newActionSchema } },
    async (request, reply) => {
      const actor = actorOf(request)
      const priority = await seePriority(deps, actor, request.params.id)
      if (priority.leadId !== actor.id) await requireEditor(deps, actor, priority.planId)
      if (request.body.criteria.some(({ id }) => id !== undefined)) {
        throw new Problem('invalidRequest', 'New closure criteria have no ids yet. Leave them out.')
      }
      const read = await createAction(deps, actor, priority, request.body)
      return sendVersioned(request, reply.code(201), actionResource(read, todayOf(deps)))
    },
  )
}
