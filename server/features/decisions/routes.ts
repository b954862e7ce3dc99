import type { FastifyReply, FastifyRequest } from 'fastify'
import { decisionKeys, pageDecisions, restOfDecisionChanged } from '#db/read/decision-records.ts'
import type { DecisionChange } from '#db/write/change-decision.ts'
import type { Deps } from '#server/deps.ts'
import { historyColumns } from '#server/features/actions/columns.ts'
import { sendHistory } from '#server/features/actions/page/history.ts'
import { seePlan } from '#server/features/plans/service.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { csvColumnsInWords } from '#server/http/csv.ts'
import { requiredVersion, sendDerived } from '#server/http/etag.ts'
import { listQuery, placeFrom, placeText, sendList } from '#server/http/lists.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { Problem } from '#server/http/problem.ts'
import { idParams } from '#server/http/schemas.ts'
import { decisionColumns, decisionResource } from './resource.ts'
import {
  decisionPatchSchema,
  decisionsQuery,
  decisionTransitionSchema,
  newDecisionSchema,
} from './schemas.ts'
import { addDecision, changeOfDecision, decisionWithEvents, seeDecision } from './service.ts'

/** `/decisions` and all below it, and the register of a plan. */
export function decisionRoutes(app: ApiApp, deps: Deps): void {
  const tags = ['decisions']

  app.get(
    '/plans/:id/decisions',
    {
      schema: {
        tags,
        params: idParams,
        querystring: decisionsQuery,
        description: csvColumnsInWords(decisionColumns),
      },
    },
    async (request, reply) => {
      const plan = await seePlan(deps, actorOf(request), request.params.id)
      const { state, meeting: meetingId, key } = request.query
      const now = deps.clock.now()
      return sendList(request, reply, decisionColumns, async ({ limit, after }) => {
        const place = placeFrom(after, '-decidedOn', decisionKeys)
        const filter = { state, meetingId, key }
        const page = await pageDecisions(deps.db, plan.id, { limit, after: place, now, ...filter })
        return {
          items: page.items.map((read) => decisionResource(read, now)),
          next: placeText(page.next, '-decidedOn'),
        }
      })
    },
  )

  app.post(
    '/plans/:id/decisions',
    { schema: { tags, params: idParams, body: newDecisionSchema } },
    async (request, reply) => {
      const body = request.body as Parameters<typeof addDecision>[3]
      const { id } = await addDecision(deps, actorOf(request), request.params.id, body)
      return sendShown(request, reply.code(201), id)
    },
  )

  app.get('/decisions/:id', { schema: { tags, params: idParams } }, async (request, reply) =>
    sendShown(request, reply, request.params.id),
  )

  app.patch(
    '/decisions/:id',
    { schema: { tags, params: idParams, body: decisionPatchSchema } },
    async (request, reply) => {
      const version = requiredVersion(request)
      const change = request.body as object
      if (Object.keys(change).length === 0)
        throw new Problem('emptyChange', 'Name at least one field to change.')
      return sendChanged(request, reply, { type: 'edit', change }, version)
    },
  )

  app.get('/decisions/:id/transitions', { schema: { tags, params: idParams } }, async (request) =>
    decisionWithEvents(deps, actorOf(request), request.params.id),
  )

  app.post(
    '/decisions/:id/transitions',
    { schema: { tags, params: idParams, body: decisionTransitionSchema } },
    async (request, reply) => {
      const version = requiredVersion(request)
      const { event: type, ...fields } = request.body
      return sendChanged(request, reply, { ...fields, type } as DecisionChange, version)
    },
  )

  app.get(
    '/decisions/:id/history',
    {
      schema: {
        tags,
        params: idParams,
        querystring: listQuery,
        description: csvColumnsInWords(historyColumns),
      },
    },
    async (request, reply) => {
      const { decision } = await seeDecision(deps, actorOf(request), request.params.id)
      return sendHistory(deps, request, reply, decision.id)
    },
  )

  async function sendChanged(
    request: FastifyRequest,
    reply: FastifyReply,
    change: DecisionChange,
    version: number | undefined,
  ): Promise<FastifyReply> {
    const { id } = request.params as { id: string }
    await changeOfDecision(deps, actorOf(request), id, change, version)
    return sendShown(request, reply, id)
  }

  async function sendShown(request: FastifyRequest, reply: FastifyReply, id: string): Promise<FastifyReply> {
    const read = await seeDecision(deps, actorOf(request), id)
    return sendDerived(request, reply, decisionResource(read, deps.clock.now()), {
      asAtFirst: decisionResource(read, read.decision.updatedAt),
      othersChanged: () => restOfDecisionChanged(deps.db, read.decision),
    })
  }
}
