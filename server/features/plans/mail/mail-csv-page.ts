import type { FastifyInstance } from 'fastify'
import { listMail } from '#db/read/mail.ts'
import type { Deps } from '#server/deps.ts'
import { mailColumns } from '#server/features/mail/columns.ts'
import { sendListFile } from '#server/http/list-file.ts'
import { paths } from '#server/paths.ts'
import type { Web } from '#server/ui/web.ts'
import { planAt } from '../plan-at.ts'
import { mailFilterOf, readsMail } from './mail-filter.ts'

/** `/plans/:id/mail/csv`: the mail log as it is narrowed on its page, as CSV, for those who read the log. */
export function mailCsvPage(app: FastifyInstance, deps: Deps, web: Web): void {
  for (const { pattern } of [paths.mailCsv, paths.mailXlsx])
    app.get(pattern, web.signedInOnly, async (request, reply) => {
      const plan = await planAt(deps, web, request)
      const actor = web.signedIn(request)
      await readsMail(deps, actor, plan)
      const { filter } = await mailFilterOf(deps, plan, request.query)
      return sendListFile(reply, 'mail', mailColumns, (part) =>
        listMail(deps.db, actor.id, { filter, ...part }),
      )
    })
}
