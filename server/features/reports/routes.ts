import type { FastifyReply, FastifyRequest } from 'fastify'
import { editionsOf } from '#db/read/editions.ts'
import { pageReports, reportKeys } from '#db/read/reports.ts'
import { readSections } from '#db/read/sections.ts'
import type { ReportChange } from '#db/write/change-report.ts'
import { historyColumns } from '#server/features/actions/columns.ts'
import { sendHistory } from '#server/features/actions/page/history.ts'
import { seePlan } from '#server/features/plans/service.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { csvColumnsInWords } from '#server/http/csv.ts'
import { requiredVersion, sendVersioned } from '#server/http/etag.ts'
import { listQuery, pageOfAll, placeFrom, placeText, sendList } from '#server/http/lists.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { Problem } from '#server/http/problem.ts'
import { idParams } from '#server/http/schemas.ts'
import type { ReportDeps } from './edition-files.ts'
import { editionRoutes } from './edition-routes.ts'
import { draftOf } from './edition.ts'
import {
  editionColumns,
  reportColumns,
  reportResource,
  sectionColumns,
  sectionResource,
  templateColumns,
  templateResource,
} from './resource.ts'
import { newReportSchema, reportPatchSchema, reportTransitionSchema } from './schemas.ts'
import { addReport, changeOfReport, reportWithEvents, seeReport } from './service.ts'
import { reportTemplates } from './templates.ts'

/** `/reports` and all below it, the reports of a plan, and what they are made from. */
export function reportRoutes(app: ApiApp, deps: ReportDeps): void {
  const tags = ['reports']
  const list = (columns: Record<string, unknown>) => ({
    tags,
    params: idParams,
    querystring: listQuery,
    description: csvColumnsInWords(columns as never),
  })

  app.get(
    '/report-templates',
    { schema: { tags, querystring: listQuery, description: csvColumnsInWords(templateColumns) } },
    async (request, reply) =>
      sendList(request, reply, templateColumns, async (wanted) =>
        pageOfAll(reportTemplates().map(templateResource), wanted),
      ),
  )

  app.get('/plans/:id/reports', { schema: list(reportColumns) }, async (request, reply) => {
    const plan = await seePlan(deps, actorOf(request), request.params.id)
    return sendList(request, reply, reportColumns, async ({ limit, after }) => {
      const place = placeFrom(after, '-forOn', reportKeys)
      const { items, next } = await pageReports(deps.db, plan.id, { limit, after: place })
      return { items: items.map(reportResource), next: placeText(next, '-forOn') }
    })
  })

  app.post(
    '/plans/:id/reports',
    { schema: { tags, params: idParams, body: newReportSchema } },
    async (request, reply) => {
      const body = request.body as Parameters<typeof addReport>[3]
      const { id } = await addReport(deps, actorOf(request), request.params.id, body)
      return send(request, reply.code(201), id)
    },
  )

  app.get('/reports/:id', { schema: { tags, params: idParams } }, async (request, reply) =>
    send(request, reply, request.params.id),
  )

  app.patch(
    '/reports/:id',
    { schema: { tags, params: idParams, body: reportPatchSchema } },
    async (request, reply) => {
      const version = requiredVersion(request)
      const change = request.body as object
      if (Object.keys(change).length === 0)
        throw new Problem('emptyChange', 'Name at least one field to change.')
      return sendChanged(request, reply, { type: 'edit', change }, version)
    },
  )

  app.get('/reports/:id/transitions', { schema: { tags, params: idParams } }, async (request) =>
    reportWithEvents(deps, actorOf(request), request.params.id),
  )

  app.post(
    '/reports/:id/transitions',
    {
      schema: {
        tags,
        params: idParams,
        body: reportTransitionSchema,
        description:
          'Issuing fixes an edition, with figures and changes as they stood at the end of the cut-off.',
      },
    },
    async (request, reply) => {
      const version = requiredVersion(request)
      const { event: type, ...fields } = request.body
      return sendChanged(request, reply, { ...fields, type } as ReportChange, version)
    },
  )

  app.get('/reports/:id/history', { schema: list(historyColumns) }, async (request, reply) => {
    const { report } = await seeReport(deps, actorOf(request), request.params.id)
    return sendHistory(deps, request, reply, report.id)
  })

  app.get('/reports/:id/sections', { schema: list(sectionColumns) }, async (request, reply) => {
    const { report } = await seeReport(deps, actorOf(request), request.params.id)
    const items = (await readSections(deps.db, report.id)).map(sectionResource)
    return sendList(request, reply, sectionColumns, async (wanted) => pageOfAll(items, wanted))
  })

  app.get(
    '/reports/:id/draft',
    {
      schema: {
        tags,
        params: idParams,
        description: 'What it would be if it were issued now: sections as text, tables and charts.',
      },
    },
    async (request) => {
      const actor = actorOf(request)
      const { report } = await seeReport(deps, actor, request.params.id)
      return draftOf(deps.db, { report, actorId: actor.id, now: deps.clock.now() })
    },
  )

  app.get('/reports/:id/editions', { schema: list(editionColumns) }, async (request, reply) => {
    const { report } = await seeReport(deps, actorOf(request), request.params.id)
    const items = await editionsOf(deps.db, report.id)
    return sendList(request, reply, editionColumns, async (wanted) => pageOfAll(items, wanted))
  })

  editionRoutes(app, deps)

  async function sendChanged(
    request: FastifyRequest,
    reply: FastifyReply,
    change: ReportChange,
    version: number | undefined,
  ): Promise<FastifyReply> {
    const { id } = request.params as { id: string }
    await changeOfReport(deps, actorOf(request), id, change, version)
    return send(request, reply, id)
  }

  async function send(request: FastifyRequest, reply: FastifyReply, id: string): Promise<FastifyReply> {
    return sendVersioned(request, reply, reportResource(await seeReport(deps, actorOf(request), id)))
  }
}
