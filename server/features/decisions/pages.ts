import type { FastifyInstance } from 'fastify'
import { pageDecisions } from '#db/read/decision-records.ts'
import { readHistory } from '#db/read/history.ts'
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
import { whyPlanIsShut } from '#workflows/plan/plan-settings.ts'
import { actionOfDecisionPage, prioritiesFor } from './action-page.ts'
import { decideDecisionPage } from './decide-page.ts'
import { decisionAt, whyNotKeep } from './decision-at.ts'
import { editDecisionPage, recordDecisionPage } from './edit-pages.ts'
import { decisionHistory } from './history.ts'
import { decisionColumns, decisionResource } from './resource.ts'
import { decisionWithEvents } from './service.ts'
import { decisionView } from './view-decision.ts'
import { registerView } from './view-register.ts'

const ofToday = 'Names of people are those of today.'

/** Entries that the register shows at most, and as many of the history. */
const MOST = 500
const MOST_HAPPENED = 50

/** `/plans/:id/decisions` and `/decisions/:id`: the register of decisions, and all that is known of one. */
export function decisionPages(app: FastifyInstance, deps: Deps, web: Web): void {
  const { db } = deps
  recordDecisionPage(app, deps, web)
  editDecisionPage(app, deps, web)
  decideDecisionPage(app, deps, web)
  actionOfDecisionPage(app, deps, web)

  app.get(paths.decisions.pattern, web.signedInOnly, async (request, reply) => {
    const { asAt } = momentOfPage(deps, request)
    const moment = asAt && endOfLondonDay(asAt)
    const plan = await planAt(deps, web, request, asAt)
    const now = deps.clock.now()
    const [role, { items, next }] = await Promise.all([
      roleIn(db, web.signedIn(request).id, plan.id),
      pageDecisions(db, plan.id, { limit: MOST, after: null, now, moment }),
    ])
    return web.show(request, reply, {
      title: `Decisions: ${plan.title}`,
      heading: 'Decisions',
      wide: true,
      section: planSection(plan, role, 'decisions'),
      ofToday,
      body: registerView({
        planId: plan.id,
        decisions: items.map((read) => decisionResource(read, moment ?? now)),
        isCut: next !== null,
        editable: asAt === null && whyNotKeep(role, plan) === null,
        asAt,
      }),
    })
  })

  for (const { pattern } of [paths.decisionsCsv, paths.decisionsXlsx])
    app.get(pattern, web.signedInOnly, async (request, reply) => {
      const { asAt } = momentOfPage(deps, request)
      const plan = await planAt(deps, web, request, asAt)
      const moment = asAt && endOfLondonDay(asAt)
      const now = deps.clock.now()
      return sendListFile(reply, 'decisions', decisionColumns, async (part) => {
        const { items, next } = await pageDecisions(db, plan.id, { ...part, now, moment })
        return { items: items.map((read) => decisionResource(read, moment ?? now)), next }
      })
    })

  app.get(paths.decision.pattern, web.signedInOnly, async (request, reply) => {
    const { asAt } = momentOfPage(deps, request)
    const { actor, decision, plan, role, shut } = await decisionAt(deps, web, request, asAt)
    const [happened, events, priorities] = await Promise.all([
      readHistory(db, decision.id, { limit: MOST_HAPPENED + 1, until: asAt && endOfLondonDay(asAt) }),
      asAt === null ? decisionWithEvents(deps, actor, decision.id).then(({ items }) => items) : [],
      asAt === null && whyPlanIsShut(plan.state) === null ? prioritiesFor(deps, actor, { plan, role }) : [],
    ])
    return web.show(request, reply, {
      title: `${decision.ref} ${decision.title}`,
      heading: decision.title,
      caption: html`Decision <span class="wm-ref">${decision.ref}</span>`,
      back: { href: paths.decisions.at(plan), text: 'All decisions' },
      section: planSection(plan, role, 'decisions', 'below'),
      ofToday,
      body: html`${decisionView(decision, { events, editable: asAt === null && shut === null, addsActions: priorities.length > 0, asAt })}
${decisionHistory(happened.slice(0, MOST_HAPPENED), happened.length <= MOST_HAPPENED)}`,
    })
  })
}
