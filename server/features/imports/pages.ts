import type { FastifyInstance } from 'fastify'
import { readHistory } from '#db/read/history.ts'
import { paths } from '#server/paths.ts'
import type { Web } from '#server/ui/web.ts'
import { columnsPage } from './columns-page.ts'
import { importAt } from './import-at.ts'
import { discardPage, importPage } from './import-page.ts'
import { questionsPage } from './questions-page.ts'
import { rowPage } from './row-page.ts'
import { rowsPage } from './rows-page.ts'
import type { ImportDeps } from './service.ts'
import { uploadPage } from './upload-page.ts'
import { importView } from './view-import.ts'

/** Entries of its history that the page of an import shows. */
const MOST_HAPPENED = 50

/** `/imports/new` and `/imports/:id`: a spreadsheet on its way into a plan, step by step, each of which can be left and taken up again. */
export function importPages(app: FastifyInstance, deps: ImportDeps, web: Web): void {
  uploadPage(app, deps, web)
  columnsPage(app, deps, web)
  questionsPage(app, deps, web)
  rowsPage(app, deps, web)
  rowPage(app, deps, web)
  importPage(app, deps, web)
  discardPage(app, deps, web)

  app.get(paths.import.pattern, web.signedInOnly, async (request, reply) => {
    const { whole, plan, frame } = await importAt(deps, web, request)
    const happened = await readHistory(deps.db, whole.facts.id, { limit: MOST_HAPPENED })
    const back = plan
      ? { href: paths.plan.at(plan), text: 'Back to the plan' }
      : { href: paths.plans.at(), text: 'Back to the plans' }
    const { caption: _, ...shown } = frame('Import')
    return web.show(request, reply, {
      ...shown,
      heading: whole.facts.fileName,
      caption: 'Spreadsheet',
      back,
      body: importView(whole, happened, MOST_HAPPENED),
    })
  })
}
