import type { FastifyReply, FastifyRequest } from 'fastify'
import { reportTemplatesOf } from '#db/read/report-templates.ts'
import type { Deps } from '#server/deps.ts'
import { historyColumns } from '#server/features/actions/columns.ts'
import { sendHistory } from '#server/features/actions/page/history.ts'
import { seePlan } from '#server/features/plans/service.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { csvColumnsInWords } from '#server/http/csv.ts'
import { requiredVersion, sendVersioned } from '#server/http/etag.ts'
import { listQuery, pageOfAll, sendList } from '#server/http/lists.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { Problem } from '#server/http/problem.ts'
import { idParams } from '#server/http/schemas.ts'
import { listedColumns, templatesListed } from './resource.ts'
import { newTemplateSchema, templatePatchSchema, templateTransitionSchema } from './schemas.ts'
import {
  changeOfTemplate,
  copyTemplate,
  seeTemplate,
  type TemplateWanted,
  templateWithEvents,
} from './service.ts'

/** `/report-templates/{id}` and all below it, and what the reports of a plan are made from. */
export function ownTemplateRoutes(app: ApiApp, deps: Deps): void {
  const tags = ['report-templates']

  app.get(
    '/plans/:id/report-templates',
    {
      schema: {
        tags,
        params: idParams,
        querystring: listQuery,
        description: csvColumnsInWords(listedColumns),
      },
    },
    async (request, reply) => {
      const plan = await seePlan(deps, actorOf(request), request.params.id)
      const items = templatesListed(await reportTemplatesOf(deps.db, plan.id, 'inUse'))
      return sendList(request, reply, listedColumns, async (wanted) => pageOfAll(items, wanted))
    },
  )

  app.post(
    '/plans/:id/report-templates',
    { schema: { tags, params: idParams, body: newTemplateSchema } },
    async (request, reply) => {
      const { id } = await copyTemplate(deps, actorOf(request), request.params.id, request.body)
      return send(request, reply.code(201), id)
    },
  )

  app.get('/report-templates/:id', { schema: { tags, params: idParams } }, async (request, reply) =>
    send(request, reply, request.params.id),
  )

  app.patch(
    '/report-templates/:id',
    {
      schema: {
        tags,
        params: idParams,
        body: templatePatchSchema,
        description: 'Reports that were made from it stay as they are.',
      },
    },
    async (request, reply) => {
      const version = requiredVersion(request)
      const change = request.body as Extract<TemplateWanted, { type: 'edit' }>['change']
      if (Object.keys(change).length === 0)
        throw new Problem('emptyChange', 'Name at least one field to change.')
      return sendChanged(request, reply, { type: 'edit', change }, version)
    },
  )

  app.get('/report-templates/:id/transitions', { schema: { tags, params: idParams } }, async (request) =>
    templateWithEvents(deps, actorOf(request), request.params.id),
  )

  app.post(
    '/report-templates/:id/transitions',
    { schema: { tags, params: idParams, body: templateTransitionSchema } },
    async (request, reply) => {
      const version = requiredVersion(request)
      const { event: type, ...fields } = request.body
      return sendChanged(request, reply, { ...fields, type } as TemplateWanted, version)
    },
  )

  app.get(
    '/report-templates/:id/history',
    {
      schema: {
        tags,
        params: idParams,
        querystring: listQuery,
        description: csvColumnsInWords(historyColumns),
      },
    },
    async (request, reply) => {
      const { id } = await seeTemplate(deps, actorOf(request), request.params.id)
      return sendHistory(deps, request, reply, id)
    },
  )

  async function sendChanged(
    request: FastifyRequest,
    reply: FastifyReply,
    wanted: TemplateWanted,
    version: number | undefined,
  ): Promise<FastifyReply> {
    const { id } = request.params as { id: string }
    await changeOfTemplate(deps, actorOf(request), id, wanted, version)
    return send(request, reply, id)
  }

  async function send(request: FastifyRequest, reply: FastifyReply, id: string): Promise<FastifyReply> {
    return sendVersioned(request, reply, await seeTemplate(deps, actorOf(request), id))
  }
}
