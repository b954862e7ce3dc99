import type { FastifyInstance } from 'fastify'
import { readHistory } from '#db/read/history.ts'
import { roleIn } from '#db/read/plans.ts'
import { reportTemplatesOf } from '#db/read/report-templates.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { paths } from '#server/paths.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { MOST_HAPPENED } from '../history.ts'
import { whyNotKeepReports } from '../report-at.ts'
import { reportTemplates } from '../templates.ts'
import { copyTemplatePage } from './copy-page.ts'
import { decideTemplatePage } from './decide-page.ts'
import { editTemplatePage } from './edit-page.ts'
import { templateHistory } from './history.ts'
import { orderSectionsPage } from './order-page.ts'
import { editTemplateSectionPage, newTemplateSectionPage } from './section-pages.ts'
import { templateAt } from './template-at.ts'
import { templateView } from './view-template.ts'
import { templatesView } from './view-templates.ts'

/** `/plans/:id/report-templates` and `/report-templates/:id` with all below them. */
export function ownTemplatePages(app: FastifyInstance, deps: Deps, web: Web): void {
  const { db } = deps
  copyTemplatePage(app, deps, web)
  editTemplatePage(app, deps, web)
  orderSectionsPage(app, deps, web)
  newTemplateSectionPage(app, deps, web)
  editTemplateSectionPage(app, deps, web)
  decideTemplatePage(app, deps, web)

  app.get(paths.reportTemplates.pattern, web.signedInOnly, async (request, reply) => {
    const plan = await planAt(deps, web, request)
    const [role, own] = await Promise.all([
      roleIn(db, web.signedIn(request).id, plan.id),
      reportTemplatesOf(db, plan.id),
    ])
    return web.show(request, reply, {
      title: `Templates of reports: ${plan.title}`,
      heading: 'Templates of reports',
      wide: true,
      back: { href: paths.reports.at(plan), text: 'Back to the reports' },
      section: planSection(plan, role, 'reports', 'below'),
      body: templatesView({
        planId: plan.id,
        own,
        shipped: reportTemplates(),
        editable: whyNotKeepReports(role, plan) === null,
      }),
    })
  })

  app.get(paths.reportTemplate.pattern, web.signedInOnly, async (request, reply) => {
    const { template, plan, role, shut } = await templateAt(deps, web, request)
    const happened = await readHistory(db, template.id, { limit: MOST_HAPPENED + 1 })
    return web.show(request, reply, {
      title: `${template.title}: template of reports`,
      heading: template.title,
      caption: 'Template of reports',
      wide: true,
      back: { href: paths.reportTemplates.at(plan), text: 'All templates' },
      section: planSection(plan, role, 'reports', 'below'),
      body: html`${templateView(template, shut === null)}
${templateHistory(happened.slice(0, MOST_HAPPENED), happened.length <= MOST_HAPPENED)}`,
    })
  })
}
