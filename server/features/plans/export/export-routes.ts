import type { Deps } from '#server/deps.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { asAtQuery, momentOf } from '#server/http/as-at.ts'
import { downloadHeaders } from '#server/http/download.ts'
import { sendTagged } from '#server/http/etag.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { idParams } from '#server/http/schemas.ts'
import { seePlan } from '../service.ts'
import { planFile, planSheets } from './plan-workbook.ts'
import { sendWholePlan } from './whole-plan.ts'

/** `/plans/{id}/export`: a plan as a spreadsheet. */
export function planExportRoutes(app: ApiApp, deps: Deps): void {
  app.get(
    '/plans/:id/export',
    {
      schema: {
        tags: ['plans'],
        params: idParams,
        querystring: asAtQuery,
        description:
          'Sheets of actions, priorities and measures, with a key of the colours. The import reads it without loss (docs/spreadsheets.md). The ETag says what is in it.',
      },
    },
    async (request, reply) => {
      const actor = actorOf(request)
      const moment = momentOf(deps, request.query.asAt)
      const plan = await seePlan(deps, actor, request.params.id, moment.asAt)
      const read = await planSheets(deps, actor, plan, moment)
      const { content, download } = await planFile(plan, moment, read)
      const { 'cache-control': _, ...headers } = downloadHeaders(download)
      return sendTagged(request, reply, { tag: read.tag, headers, content })
    },
  )

  app.get(
    '/plans/:id/export/json',
    {
      schema: {
        tags: ['plans'],
        params: idParams,
        description:
          'All of a plan with its history, for its administrators: `/help/plan.schema.json` is its form, and the command `import` loads it elsewhere (docs/exchange.md).',
      },
    },
    async (request, reply) => {
      const actor = actorOf(request)
      return sendWholePlan(deps, actor, await seePlan(deps, actor, request.params.id), reply)
    },
  )
}
