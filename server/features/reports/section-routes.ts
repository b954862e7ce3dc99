import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SectionChange } from '#db/write/change-section.ts'
import type { Deps } from '#server/deps.ts'
import { historyColumns } from '#server/features/actions/columns.ts'
import { sendHistory } from '#server/features/actions/page/history.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { csvColumnsInWords } from '#server/http/csv.ts'
import { requiredVersion, sendVersioned } from '#server/http/etag.ts'
import { listQuery, pageOfAll, sendList } from '#server/http/lists.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { Problem } from '#server/http/problem.ts'
import { idParams } from '#server/http/schemas.ts'
import { findingsOf } from './edition.ts'
import { findingColumns, sectionResource } from './resource.ts'
import { sectionPatchSchema, sectionTransitionSchema } from './schemas.ts'
import { changeOfSection, sectionWithEvents, seeSection } from './section-service.ts'
import { seeReport } from './service.ts'

/** `/sections` and all below it: the parts of a report, each written at its author's own pace. */
export function sectionRoutes(app: ApiApp, deps: Deps): void {
  const tags = ['reports']

  app.get('/sections/:id', { schema: { tags, params: idParams } }, async (request, reply) =>
    send(request, reply, request.params.id),
  )

  app.patch(
    '/sections/:id',
    { schema: { tags, params: idParams, body: sectionPatchSchema } },
    async (request, reply) => {
      const version = requiredVersion(request)
      const change = request.body as object
      if (Object.keys(change).length === 0)
        throw new Problem('emptyChange', 'Name at least one field to change.')
      return sendChanged(request, reply, { type: 'edit', change }, version)
    },
  )

  app.get('/sections/:id/transitions', { schema: { tags, params: idParams } }, async (request) =>
    sectionWithEvents(deps, actorOf(request), request.params.id),
  )

  app.post(
    '/sections/:id/transitions',
    { schema: { tags, params: idParams, body: sectionTransitionSchema } },
    async (request, reply) => {
      const version = requiredVersion(request)
      const { event: type, ...fields } = request.body
      return sendChanged(request, reply, { ...fields, type } as SectionChange, version)
    },
  )

  app.get(
    '/sections/:id/history',
    {
      schema: {
        tags,
        params: idParams,
        querystring: listQuery,
        description: csvColumnsInWords(historyColumns),
      },
    },
    async (request, reply) => {
      const { section } = await seeSection(deps, actorOf(request), request.params.id)
      return sendHistory(deps, request, reply, section.id)
    },
  )

  app.get(
    '/sections/:id/findings',
    {
      schema: {
        tags,
        params: idParams,
        querystring: listQuery,
        description: csvColumnsInWords(findingColumns),
      },
    },
    async (request, reply) => {
      const actor = actorOf(request)
      const { section } = await seeSection(deps, actor, request.params.id)
      const { report } = await seeReport(deps, actor, section.reportId)
      const asked = { report, actorId: actor.id, now: deps.clock.now() }
      const items = await findingsOf(deps.db, asked, section)
      return sendList(request, reply, findingColumns, async (wanted) => pageOfAll(items, wanted))
    },
  )

  async function sendChanged(
    request: FastifyRequest,
    reply: FastifyReply,
    change: SectionChange,
    version: number | undefined,
  ): Promise<FastifyReply> {
    const { id } = request.params as { id: string }
    await changeOfSection(deps, actorOf(request), id, change, version)
    return send(request, reply, id)
  }

  async function send(request: FastifyRequest, reply: FastifyReply, id: string): Promise<FastifyReply> {
    return sendVersioned(request, reply, sectionResource(await seeSection(deps, actorOf(request), id)))
  }
}
