import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import { downloadHeaders } from '#server/http/download.ts'
import { paths } from '#server/paths.ts'
import { momentOfPage } from '#server/ui/past-day.ts'
import type { Web } from '#server/ui/web.ts'
import { planAt } from '../plan-at.ts'
import { planFile, planSheets } from './plan-workbook.ts'

/** `/plans/:id/export`: the plan as a spreadsheet, as it is or as it stood on a past day. */
export function planExportPage(app: FastifyInstance, deps: Deps, web: Web): void {
  app.get(paths.planExport.pattern, web.signedInOnly, async (request, reply) => {
    const moment = momentOfPage(deps, request)
    const plan = await planAt(deps, web, request, moment.asAt)
    const read = await planSheets(deps, web.signedIn(request), plan, moment)
    const { content, download } = await planFile(plan, moment, read)
    return reply.headers(downloadHeaders(download)).send(content)
  })
}
