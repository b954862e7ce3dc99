import type { FastifyReply, FastifyRequest } from 'fastify'
import { newId } from '#db/connection/ids.ts'
import { readUpdates } from '#db/read/history.ts'
import type { Deps } from '#server/deps.ts'
import { todayOf } from '#server/http/actor.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { csvColumnsInWords } from '#server/http/csv.ts'
import { givenVersion, sendVersioned } from '#server/http/etag.ts'
import { listQuery, notFromHere, pageOfAll, sendList } from '#server/http/lists.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { idParams, idSchema } from '#server/http/schemas.ts'
import type { ActionEdit } from '#workflows/action/action-edits.ts'
import type { ActionEvent } from '#workflows/action/action-events.ts'
import { evidenceColumns, milestoneColumns, updateColumns } from './columns.ts'
import { actionResource, milestoneResource, ofAction } from './resource.ts'
import { evidenceSchema, milestoneSchema, updateSchema } from './schemas.ts'
import { change, eventOf, seeAction } from './service.ts'

/** `/actions/:id/updates`, `/evidence` and `/milestones`: what an action has gathered, and adding to it. */
export function routesBelow(app: ApiApp, deps: Deps): void {
  const tags = ['actions']

  app.get(
    '/actions/:id/updates',
    {
      schema: {
        tags,
        params: idParams,
        querystring: listQuery,
        description: csvColumnsInWords(updateColumns),
      },
    },
    async (request, reply) => {
      const read = await seeAction(deps, actorOf(request), request.params.id)
      return sendList(request, reply, updateColumns, async ({ limit, after }) => {
        if (after !== null && !idSchema.safeParse(after).success) throw notFromHere()
        const updates = await readUpdates(deps.db, read.facts.id, {
          limit: limit + 1,
          before: after ?? undefined,
        })
        const items = updates.slice(0, limit)
        return { items, next: updates.length > limit ? (items.at(-1)?.id ?? null) : null }
      })
    },
  )

  app.post(
    '/actions/:id/updates',
    { schema: { tags, params: idParams, body: updateSchema } },
    (request, reply) => add(request, reply, request.params.id, eventOf({ event: 'report', ...request.body })),
  )

  app.get(
    '/actions/:id/evidence',
    {
      schema: {
        tags,
        params: idParams,
        querystring: listQuery,
        description: csvColumnsInWords(evidenceColumns),
      },
    },
    async (request, reply) => {
      const read = await seeAction(deps, actorOf(request), request.params.id)
      const { criteria } = actionResource(read, todayOf(deps))
      const items = criteria.flatMap(({ id: criterionId, evidence }) =>
        evidence.map((each) => ({ ...each, criterionId })),
      )
      return sendList(request, reply, evidenceColumns, async (wanted) => pageOfAll(items, wanted))
    },
  )

  app.post(
    '/actions/:id/evidence',
    { schema: { tags, params: idParams, body: evidenceSchema } },
    (request, reply) =>
      add(request, reply, request.params.id, { type: 'addEvidence', evidenceId: newId(), ...request.body }),
  )

  app.get(
    '/actions/:id/milestones',
    {
      schema: {
        tags,
        params: idParams,
        querystring: listQuery,
        description: csvColumnsInWords(milestoneColumns),
      },
    },
    async (request, reply) => {
      const read = await seeAction(deps, actorOf(request), request.params.id)
      const items = read.facts.milestones.map((milestone) => ({
        ...milestoneResource(milestone, todayOf(deps)),
        ...ofAction(read),
      }))
      return sendList(request, reply, milestoneColumns, async (wanted) => pageOfAll(items, wanted))
    },
  )

  app.post(
    '/actions/:id/milestones',
    { schema: { tags, params: idParams, body: milestoneSchema } },
    (request, reply) =>
      add(request, reply, request.params.id, { type: 'addMilestone', milestoneId: newId(), ...request.body }),
  )

  async function add(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    event: ActionEvent | ActionEdit,
  ): Promise<FastifyReply> {
    const version = givenVersion(request) ?? undefined
    const read = await change(deps, actorOf(request), id, { subject: 'action', event }, version)
    return sendVersioned(request, reply.code(201), actionResource(read, todayOf(deps)))
  }
}
