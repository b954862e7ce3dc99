import type { FastifyInstance } from 'fastify'
import { readHistory } from '#db/read/history.ts'
import { paths } from '#server/paths.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { whyPlanIsShut } from '#workflows/plan/plan-settings.ts'
import { columnsPage } from './columns-page.ts'
import { importAt } from './import-at.ts'
import { discardPage, importPage } from './import-page.ts'
import { questionsPage } from './questions-page.ts'
import { rowPage } from './row-page.ts'
import { rowsPage } from './rows-page.ts'
import type { ImportDeps } from './service.ts'
import { uploadPage } from './upload-page.ts'
import { importView } from './view-import.ts'
import { notCarriedOut, runningBody } from './view-run.ts'

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
    const { id } = request.params as { id: string }
    const { pressed, still } = request.query as { pressed?: unknown; still?: unknown }
    const run = deps.importRuns.standing(id)
    const { whole, plan, frame } = await importAt(deps, web, request, run === 'running' ? 'facts' : 'whole')
    if (run === 'running') {
      const { refresh, body } = runningBody(whole.facts, still === undefined)
      if (refresh !== null) reply.header('refresh', refresh)
      const { back: _, ...shown } = frame('It is being imported')
      return web.show(request, reply, { ...shown, body })
    }
    const notDone = notCarriedOut(whole.facts, run, pressed !== undefined)
    const shut = plan && whyPlanIsShut(plan.state)
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
      body: html`${notDone}${importView(whole, { happened, most: MOST_HAPPENED, shut })}`,
    })
  })
}
