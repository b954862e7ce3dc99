import type { FastifyInstance } from 'fastify'
import { readHistory } from '#db/read/history.ts'
import { pageInspections } from '#db/read/inspections.ts'
import { roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { sendListFile } from '#server/http/list-file.ts'
import { paths } from '#server/paths.ts'
import { html } from '#server/ui/html/html.ts'
import { momentOfPage } from '#server/ui/past-day.ts'
import type { Web } from '#server/ui/web.ts'
import { endOfLondonDay } from '#workflows/calendar/calendar.ts'
import { decideInspectionPage } from './decide-page.ts'
import { editInspectionPage, newInspectionPage } from './edit-pages.ts'
import { inspectionHistory } from './history.ts'
import { inspectionAt, whyNotKeep } from './inspection-at.ts'
import { inspectionColumns, inspectionResources } from './resource.ts'
import { inspectionView } from './view-inspection.ts'
import { registerView } from './view-register.ts'

const ofToday = 'The words of the recommendations are those of today.'

/** Entries that the register shows at most, and as many of the history. */
const MOST = 500
const MOST_HAPPENED = 50

/** `/plans/:id/inspections` and `/inspections/:id`: the register of inspections, and all that is known of one. */
export function inspectionPages(app: FastifyInstance, deps: Deps, web: Web): void {
  const { db } = deps
  newInspectionPage(app, deps, web)
  editInspectionPage(app, deps, web)
  decideInspectionPage(app, deps, web)

  app.get(paths.inspections.pattern, web.signedInOnly, async (request, reply) => {
    const { asAt } = momentOfPage(deps, request)
    const moment = asAt && endOfLondonDay(asAt)
    const plan = await planAt(deps, web, request, asAt)
    const [role, { items, next }] = await Promise.all([
      roleIn(db, web.signedIn(request).id, plan.id),
      pageInspections(db, plan.id, { limit: MOST, after: null, moment }),
    ])
    return web.show(request, reply, {
      title: `Inspections: ${plan.title}`,
      heading: 'Inspections',
      wide: true,
      section: planSection(plan, role, 'inspections'),
      ofToday,
      body: registerView({
        planId: plan.id,
        entries: await inspectionResources(deps, plan.id, items, moment),
        isCut: next !== null,
        editable: asAt === null && whyNotKeep(role, plan) === null,
        asAt,
      }),
    })
  })

  for (const { pattern } of [paths.inspectionsCsv, paths.inspectionsXlsx])
    app.get(pattern, web.signedInOnly, async (request, reply) => {
      const { asAt } = momentOfPage(deps, request)
      const plan = await planAt(deps, web, request, asAt)
      const moment = asAt && endOfLondonDay(asAt)
      return sendListFile(reply, 'inspections', inspectionColumns, async (part) => {
        const { items, next } = await pageInspections(db, plan.id, { ...part, moment })
        return { items: await inspectionResources(deps, plan.id, items, moment), next }
      })
    })

  app.get(paths.inspection.pattern, web.signedInOnly, async (request, reply) => {
    const { asAt } = momentOfPage(deps, request)
    const { inspection, plan, role, shut } = await inspectionAt(deps, web, request, asAt)
    const happened = await readHistory(db, inspection.id, {
      limit: MOST_HAPPENED + 1,
      until: asAt && endOfLondonDay(asAt),
    })
    return web.show(request, reply, {
      title: `${inspection.ref} ${inspection.title}`,
      heading: inspection.title,
      caption: html`Inspection <span class="wm-ref">${inspection.ref}</span>`,
      back: { href: paths.inspections.at(plan), text: 'All inspections' },
      section: planSection(plan, role, 'inspections', 'below'),
      ofToday,
      body: html`${inspectionView(inspection, { editable: asAt === null && shut === null, asAt })}
${inspectionHistory(happened.slice(0, MOST_HAPPENED), happened.length <= MOST_HAPPENED)}`,
    })
  })
}
