import type { FastifyReply, FastifyRequest } from 'fastify'
import { mentionedChanged } from '#db/read/mentioned.ts'
import { pagePriorities, priorityKeys } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { historyColumns } from '#server/features/actions/columns.ts'
import { sendHistory } from '#server/features/actions/page/history.ts'
import { actionResource } from '#server/features/actions/resource.ts'
import { newActionSchema } from '#server/features/actions/schemas.ts'
import { createAction } from '#server/features/actions/service.ts'
import { plansQuery } from '#server/features/plans/schemas.ts'
import { seePlan } from '#server/features/plans/service.ts'
import { todayOf } from '#server/http/actor.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { asAtQuery, momentOf } from '#server/http/as-at.ts'
import { csvColumnsInWords } from '#server/http/csv.ts'
import { requiredVersion, sendDerived, sendVersioned } from '#server/http/etag.ts'
import { listQuery, placeFrom, placeText, sendList } from '#server/http/lists.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { Problem } from '#server/http/problem.ts'
import { idParams } from '#server/http/schemas.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { priorityColumns } from './columns.ts'
import { priorityResource, priorityResources } from './resource.ts'
import { newPrioritySchema, prioritiesQuery, priorityPatchSchema } from './schemas.ts'
import { createPriority, patchPriority, seePriority } from './service.ts'

/** The priorities of a plan or of all, and the actions added to one. */
export function priorityRoutes(app: ApiApp, deps: Deps): void {
  const priorities = ['priorities']

  app.get(
    '/plans/:id/priorities',
    {
      schema: {
        tags: priorities,
        params: idParams,
        querystring: plansQuery,
        description: csvColumnsInWords(priorityColumns),
      },
    },
    async (request, reply) => {
      const { asAt } = momentOf(deps, request.query.asAt)
      const plan = await seePlan(deps, actorOf(request), request.params.id, asAt)
      return sendPriorities(deps, request, reply, { planId: plan.id, asAt })
    },
  )

  app.post(
    '/plans/:id/priorities',
    { schema: { tags: priorities, params: idParams, body: newPrioritySchema } },
    async (request, reply) => {
      const body = request.body as { ref: string; title: string }
      const priority = await createPriority(deps, actorOf(request), request.params.id, body)
      return sendVersioned(request, reply.code(201), await priorityResource(deps, priority))
    },
  )

  app.get(
    '/priorities',
    {
      schema: {
        tags: priorities,
        querystring: prioritiesQuery,
        description: csvColumnsInWords(priorityColumns),
      },
    },
    async (request, reply) => {
      const { asAt } = momentOf(deps, request.query.asAt)
      return sendPriorities(deps, request, reply, { planId: request.query.plan ?? null, asAt })
    },
  )

  app.get(
    '/priorities/:id',
    { schema: { tags: priorities, params: idParams, querystring: asAtQuery } },
    async (request, reply) => {
      const { asAt } = momentOf(deps, request.query.asAt)
      const priority = await seePriority(deps, actorOf(request), request.params.id, asAt)
      const shown = await priorityResource(deps, priority, asAt)
      const { planId, parentId, leadId, updatedAt } = priority
      const personIds = leadId === null ? [] : [leadId]
      return sendDerived(request, reply, shown, {
        asAtFirst: shown,
        othersChanged: () =>
          mentionedChanged(deps.db, { planId, priorityId: parentId, personIds }, updatedAt),
      })
    },
  )

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
      return sendVersioned(request, reply, await priorityResource(deps, priority))
    },
  )

  app.get(
    '/priorities/:id/history',
    {
      schema: {
        tags: priorities,
        params: idParams,
        querystring: listQuery,
        description: csvColumnsInWords(historyColumns),
      },
    },
    async (request, reply) => {
      const priority = await seePriority(deps, actorOf(request), request.params.id)
      return sendHistory(deps, request, reply, priority.id)
    },
  )

  app.post(
    '/priorities/:id/actions',
    { schema: { tags: ['actions'], params: idParams, body: newActionSchema } },
    async (request, reply) => {
      const actor = actorOf(request)
      const priority = await seePriority(deps, actor, request.params.id)
      if (request.body.criteria.some(({ id }) => id !== undefined)) {
        throw new Problem('invalidRequest', 'New closure criteria have no ids yet. Leave them out.')
      }
      const read = await createAction(deps, actor, priority, request.body)
      return sendVersioned(request, reply.code(201), actionResource(read, todayOf(deps)))
    },
  )
}

function sendPriorities(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  { planId, asAt }: { planId: string | null; asAt: Day | null },
): Promise<FastifyReply> {
  return sendList(request, reply, priorityColumns, async ({ limit, after }) => {
    const place = placeFrom(after, 'position', priorityKeys)
    const part = { limit, after: place, asAt }
    const { items, next } = await pagePriorities(deps.db, actorOf(request).id, planId, part)
    return { items: await priorityResources(deps, items, asAt), next: placeText(next, 'position') }
  })
}
