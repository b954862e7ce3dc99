import type { FastifyInstance } from 'fastify'
import { editionsOf } from '#db/read/editions.ts'
import { readHistory } from '#db/read/history.ts'
import { roleIn } from '#db/read/plans.ts'
import { pageReports } from '#db/read/reports.ts'
import { readSections } from '#db/read/sections.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { paths } from '#server/paths.ts'
import { html } from '#server/ui/html/html.ts'
import { momentOfPage } from '#server/ui/past-day.ts'
import type { Web } from '#server/ui/web.ts'
import { endOfLondonDay } from '#workflows/calendar/calendar.ts'
import { acceptPage } from './accept-page.ts'
import { authorsPage } from './authors-page.ts'
import { decideReportPage, decideSectionPage } from './decide-pages.ts'
import { editReportPage, newReportPage } from './edit-pages.ts'
import type { ReportDeps } from './edition-files.ts'
import { editionPages, publicEditionPages } from './edition-pages.ts'
import { draftOf, openOf, sectionAsItStands, sectionAsItStood } from './edition.ts'
import { MOST_HAPPENED } from './history.ts'
import { keepFindingPage } from './keep-page.ts'
import { reportAt, sectionAt, whyNotKeepReports } from './report-at.ts'
import { editSectionPage } from './section-edit-page.ts'
import { sectionWithEvents } from './section-service.ts'
import { reportWithEvents, seeReport } from './service.ts'
import { documentBody, sectionBody } from './view-document.ts'
import { reportView } from './view-report.ts'
import { reportList } from './view-reports.ts'
import { sectionView } from './view-section.ts'
import { writeSectionPage } from './write-page.ts'

const ofToday = 'Names of people are those of today.'

/** Reports that the list shows. */
const MOST = 200

/** `/plans/:id/reports`, `/reports/:id` and `/sections/:id` with all below them. */
export function reportPages(app: FastifyInstance, deps: ReportDeps, web: Web): void {
  const { db } = deps
  newReportPage(app, deps, web)
  editReportPage(app, deps, web)
  decideReportPage(app, deps, web)
  authorsPage(app, deps, web)
  acceptPage(app, deps, web)
  editSectionPage(app, deps, web)
  writeSectionPage(app, deps, web)
  decideSectionPage(app, deps, web)
  keepFindingPage(app, deps, web)

  app.get(paths.reports.pattern, web.signedInOnly, async (request, reply) => {
    const { asAt } = momentOfPage(deps, request)
    const plan = await planAt(deps, web, request, asAt)
    const [role, { items, next }] = await Promise.all([
      roleIn(db, web.signedIn(request).id, plan.id),
      pageReports(db, plan.id, { limit: MOST, after: null, moment: asAt && endOfLondonDay(asAt) }),
    ])
    const isKept = asAt === null && whyNotKeepReports(role, plan) === null
    return web.show(request, reply, {
      title: `Reports: ${plan.title}`,
      heading: 'Reports',
      wide: true,
      section: planSection(plan, role, 'reports'),
      ofToday,
      body: html`${reportList(items, {
        newHref: isKept ? paths.reportNew.at(plan) : undefined,
        isCut: next !== null,
        asAt,
      })}
${
  asAt === null &&
  html`<p><a class="govuk-link" href="${paths.reportTemplates.at(plan)}">Templates of this plan</a></p>
<p><a class="govuk-link" href="${paths.wordTemplate.at(plan)}">Word styles of this plan</a></p>`
}`,
    })
  })

  app.get(paths.report.pattern, web.signedInOnly, async (request, reply) => {
    const { today, asAt } = momentOfPage(deps, request)
    const moment = asAt && endOfLondonDay(asAt)
    const { actor, read, plan, role, shut } = await reportAt(deps, web, request, asAt)
    const { report } = read
    const decides = shut === null || report.approverId === actor.id
    const isChecked =
      asAt === null && (report.state === 'commissioned' || (report.state === 'inReview' && decides))
    const [sections, editions, events, happened, open] = await Promise.all([
      readSections(db, report.id, moment),
      editionsOf(db, report.id, moment),
      asAt === null ? reportWithEvents(deps, actor, report.id).then(({ items }) => items) : [],
      readHistory(db, report.id, { limit: MOST_HAPPENED, until: moment }),
      isChecked ? openOf(db, { report, actorId: actor.id, now: deps.clock.now() }) : [],
    ])
    return web.show(request, reply, {
      title: `${report.title}: report ${report.number}`,
      heading: report.title,
      caption: `Report ${report.number}`,
      wide: true,
      back: { href: paths.reports.at(plan), text: 'All reports' },
      section: planSection(plan, role, 'reports', 'below'),
      ofToday,
      body: reportView(read, {
        sections,
        editions,
        events,
        editable: asAt === null && shut === null,
        today,
        asAt,
        happened,
        open,
        token: web.token(request),
      }),
    })
  })

  app.get(paths.reportDraft.pattern, web.signedInOnly, async (request, reply) => {
    const { actor, read, frame } = await reportAt(deps, web, request)
    const document = await draftOf(db, { report: read.report, actorId: actor.id, now: deps.clock.now() })
    return web.show(request, reply, {
      ...frame('As it stands'),
      wide: true,
      body: html`<p class="wm-lead">${read.report.title}, as it would be issued now.</p>${documentBody(document)}`,
    })
  })

  editionPages(app, deps, web)
  publicEditionPages(app, deps, web)

  app.get(paths.section.pattern, web.signedInOnly, async (request, reply) => {
    const { asAt } = momentOfPage(deps, request)
    const moment = asAt && endOfLondonDay(asAt)
    const { actor, read, plan, role, shut } = await sectionAt(deps, web, request, asAt)
    const { section, report } = read
    const whole = await seeReport(deps, actor, report.id, moment)
    const asked = { report: whole.report, actorId: actor.id, now: deps.clock.now() }
    const [items, { blocks, findings }, happened] = await Promise.all([
      asAt === null ? sectionWithEvents(deps, actor, section.id).then((each) => each.items) : [],
      asAt === null ? sectionAsItStands(db, asked, section) : sectionAsItStood(db, asked, section, asAt),
      readHistory(db, section.id, { limit: MOST_HAPPENED, until: moment }),
    ])
    const open = report.state === 'draft' || report.state === 'commissioned'
    return web.show(request, reply, {
      title: `${section.heading}: ${report.title}`,
      heading: section.heading,
      caption: `${report.title}, section ${section.number}`,
      wide: true,
      back: { href: paths.report.at(report), text: 'Back to the report' },
      section: planSection(plan, role, 'reports', 'below'),
      ofToday,
      body: sectionView(read, {
        events: items,
        editable: asAt === null && shut === null && open,
        asAt,
        text: sectionBody(blocks, section.text),
        findings,
        happened,
      }),
    })
  })
}
