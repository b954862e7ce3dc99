import type { FastifyInstance } from 'fastify'
import { listActions } from '#db/read/actions.ts'
import type { Deps } from '#server/deps.ts'
import { actionColumns } from '#server/features/actions/columns.ts'
import { actionResource } from '#server/features/actions/resource.ts'
import { sendListFile } from '#server/http/list-file.ts'
import { paths } from '#server/paths.ts'
import { momentOfPage } from '#server/ui/past-day.ts'
import type { Web } from '#server/ui/web.ts'
import { filterOf, wantedBy } from '../page/filter.ts'
import { planAt } from '../plan-at.ts'

/** `/plans/:id/csv`: the actions that the page of the plan shows with the same filter, on the same day, as CSV. */
export function actionsCsvPage(app: FastifyInstance, deps: Deps, web: Web): void {
  for (const { pattern } of [paths.planCsv, paths.planXlsx])
    app.get(pattern, web.signedInOnly, async (request, reply) => {
      const moment = momentOfPage(deps, request)
      const plan = await planAt(deps, web, request, moment.asAt)
      const actor = web.signedIn(request)
      const filter = filterOf(request.query, { actorId: actor.id })
      const list = { filter: wantedBy(plan.id, filter), sort: 'ref' as const, ...moment }
      return sendListFile(reply, 'actions', actionColumns, async (part) => {
        const { items, next } = await listActions(deps.db, actor.id, { ...list, ...part })
        return { items: items.map((each) => actionResource(each, moment.today)), next }
      })
    })
}
