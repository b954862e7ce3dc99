import type { FastifyInstance } from 'fastify'
import { actionKeys, countActions, listActions } from '#db/read/actions.ts'
import { measureSeries } from '#db/read/measure-ends.ts'
import { namesOf } from '#db/read/names.ts'
import { horizonsOf, listPlans, pagePriorities, roleIn, settingsOf } from '#db/read/plans.ts'
import { standingsOf, summarise } from '#db/read/summary.ts'
import type { Deps } from '#server/deps.ts'
import { mailTroublesIn } from '#server/features/mail/service.ts'
import { mailWarnings } from '#server/features/mail/view-trouble.ts'
import { planSection } from '#server/features/plans/section.ts'
import { mayCreatePlan, seePlan } from '#server/features/plans/service.ts'
import { todayOf } from '#server/http/actor.ts'
import { placeFrom, placeText } from '#server/http/lists.ts'
import { Problem } from '#server/http/problem.ts'
import { idSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { html } from '#server/ui/html/html.ts'
import { lookOf } from '#server/ui/html/measure-look.ts'
import { momentOfPage } from '#server/ui/past-day.ts'
import type { Web } from '#server/ui/web.ts'
import { endOfLondonDay } from '#workflows/calendar/calendar.ts'
import { mayAddActions, mayEditPlan } from '#workflows/engine/policy.ts'
import { isClosed, whyPlanIsShut } from '#workflows/plan/plan-settings.ts'
import { boardPage } from '../board/board-page.ts'
import { changesPage } from '../changes/changes-page.ts'
import { decidePlanPage } from '../decide/decide-page.ts'
import { editPlanPage, newPlanPage } from '../edit/edit-pages.ts'
import { actionsCsvPage } from '../export/actions-csv-page.ts'
import { planExportPage } from '../export/export-page.ts'
import { planFromPage } from '../from/from-page.ts'
import { mailCsvPage } from '../mail/mail-csv-page.ts'
import { mailPage } from '../mail/mail-page.ts'
import { previewPages } from '../mail/preview-page.ts'
import { settingsPage } from '../settings/settings-page.ts'
import { timelinePage } from '../timeline/timeline-page.ts'
import { filterOf, narrows, wantedBy } from './filter.ts'
import { nextOf } from './next.ts'
import { planList } from './view-list.ts'
import { planView } from './view-plan.ts'

/** Actions on one page of a plan. A plan of more stands on several, by the references of its actions. */
const LIMIT = 1_000
const SORT = 'ref' as const

/** The plans one may see, and each as a plan on a page. */
export function planPages(app: FastifyInstance, deps: Deps, web: Web): void {
  const { db } = deps
  boardPage(app, deps, web)
  planExportPage(app, deps, web)
  actionsCsvPage(app, deps, web)
  mailCsvPage(app, deps, web)
  mailPage(app, deps, web)
  previewPages(app, deps, web)
  timelinePage(app, deps, web)
  changesPage(app, deps, web)
  settingsPage(app, deps, web)
  newPlanPage(app, deps, web)
  planFromPage(app, deps, web)
  editPlanPage(app, deps, web)
  decidePlanPage(app, deps, web)

  app.get(paths.plans.pattern, web.signedInOnly, async (request, reply) => {
    const today = todayOf(deps)
    const found = await listPlans(db, web.signedIn(request).id)
    const standings = await standingsOf(
      db,
      found.map(({ id }) => id),
      today,
    )
    const plans = found.flatMap((plan) => {
      const summary = standings.get(plan.id)
      return summary ? [{ plan, summary }] : []
    })
    return web.show(request, reply, {
      title: 'Plans',
      body: planList(plans, { mayStart: await mayCreatePlan(deps, web.signedIn(request)) }),
    })
  })

  app.get(paths.plan.pattern, web.signedInOnly, async (request, reply) => {
    const { id } = request.params as { id: string }
    const actor = web.signedIn(request)
    if (!idSchema.safeParse(id).success) throw new Problem('notFound', 'There is no such plan.')
    const { today, asAt } = momentOfPage(deps, request)
    const plan = await seePlan(deps, actor, id, asAt)
    const filter = filterOf(request.query, { actorId: actor.id })
    const { after } = request.query as Record<string, unknown>
    const place = typeof after === 'string' ? placeFrom(after, SORT, actionKeys(SORT)) : null
    const list = { filter: wantedBy(plan.id, filter), sort: SORT, limit: LIMIT, after: place, today, asAt }
    const role = await roleIn(db, actor.id, plan.id)
    const [horizons, { items: priorities }, measures, page, summary, fitting, next, troubles] =
      await Promise.all([
        horizonsOf(db, plan.id),
        pagePriorities(db, actor.id, plan.id, { limit: 1_000, asAt }),
        measureSeries(db, plan.id, { moment: asAt && endOfLondonDay(asAt) }),
        listActions(db, actor.id, list),
        summarise(db, plan.id, today, { past: asAt !== null }),
        narrows(filter) ? countActions(db, actor.id, list) : null,
        asAt === null ? nextOf(deps, actor, plan.id, role) : null,
        asAt === null ? mailTroublesIn(deps, plan, role) : [],
      ])
    const leads = priorities.flatMap(({ leadId }) => leadId ?? [])
    return web.show(request, reply, {
      title: plan.title,
      caption: plan.ownerBody === '' ? 'Plan on a page' : `Plan on a page, ${plan.ownerBody}`,
      wide: true,
      breadcrumbs: [{ text: 'Plans', href: paths.plans.at() }, { text: plan.title }],
      section: planSection(plan, role, 'page'),
      ofToday: 'Names, horizons and who may see it are those of today.',
      body: html`${mailWarnings(troubles)}${planView({
        plan,
        settings: settingsOf(plan),
        horizons,
        priorities,
        measures: measures.map(lookOf),
        actions: page.items,
        part: {
          fitting: fitting ?? summary.total,
          isLater: place !== null,
          next: placeText(page.next, SORT),
        },
        summary,
        names: await namesOf(db, { people: leads, actions: [] }),
        next,
        addsActions: ({ state, leadId }) =>
          asAt === null &&
          whyPlanIsShut(plan.state) === null &&
          !isClosed(state) &&
          mayAddActions(actor.id, role, leadId),
        filter,
        today,
        asAt,
        takesOut: asAt === null && mayEditPlan(role),
      })}`,
    })
  })
}
