import type { FastifyInstance } from 'fastify'
import { wholePlanSchema } from '#db/whole/form.ts'
import type { Deps } from '#server/deps.ts'
import { downloadHeaders } from '#server/http/download.ts'
import { paths } from '#server/paths.ts'
import { momentOfPage } from '#server/ui/past-day.ts'
import type { Web } from '#server/ui/web.ts'
import { planAt } from '../plan-at.ts'
import { planFile, planSheets } from './plan-workbook.ts'
import { sendWholePlan } from './whole-plan.ts'

const schema = JSON.stringify(wholePlanSchema(), null, 2)

/** `/plans/:id/export`: the plan as a spreadsheet, as it is or as it stood on a past day; below it the whole plan as JSON. */
export function planExportPage(app: FastifyInstance, deps: Deps, web: Web): void {
  app.get(paths.planExport.pattern, web.signedInOnly, async (request, reply) => {
    const moment = momentOfPage(deps, request)
    const plan = await planAt(deps, web, request, moment.asAt)
    const read = await planSheets(deps, web.signedIn(request), plan, moment)
    const { content, download } = await planFile(plan, moment, read)
    return reply.headers(downloadHeaders(download)).send(content)
  })

  app.get(paths.planWhole.pattern, web.signedInOnly, async (request, reply) =>
    sendWholePlan(deps, web.signedIn(request), await planAt(deps, web, request), reply),
  )

  app.get(paths.planSchema.pattern, (_, reply) =>
    reply.header('cache-control', 'no-cache').type('application/schema+json; charset=utf-8').send(schema),
  )
}
