import type { FastifyInstance } from 'fastify'
import { filesOf } from '#db/read/files.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/http/actor.ts'
import { paths } from '#server/paths.ts'
import { html } from '#server/ui/html/html.ts'
import { anchor } from '#server/ui/html/words.ts'
import { momentOfPage } from '#server/ui/past-day.ts'
import type { Web } from '#server/ui/web.ts'
import { endOfLondonDay } from '#workflows/calendar/calendar.ts'
import { decidePage } from '../decide/decide-page.ts'
import { editActionPage } from '../edit/edit-page.ts'
import { newBlockerPage } from '../update/blocker-form.ts'
import { evidencePage } from '../update/evidence-page.ts'
import { extensionPage } from '../update/extension-page.ts'
import { actionForm } from '../update/form.ts'
import { newMilestonePage, rewordMilestonePage } from '../update/milestone-form.ts'
import { submitPage } from '../update/submit-page.ts'
import { updatePage } from '../update/update-page.ts'
import { type ActionShown, historyOf, readActionModel, readActionThen } from './action-model.ts'
import { blockerPage, milestonePage } from './part-pages.ts'
import { actionView } from './view-action.ts'

/** An action's page and its forms. */
export function actionPages(app: FastifyInstance, deps: Deps, web: Web): void {
  app.get(paths.action.pattern, web.signedInOnly, async (request, reply) => {
    const { id } = request.params as { id: string }
    const actor = web.signedIn(request)
    const { asAt } = momentOfPage(deps, request)
    const shown = asAt === null ? await shownNow(actor, id) : await readActionThen(deps, actor, id, asAt)
    const { facts, plan, priority } = shown.read
    const history = await historyOf(deps, shown, asAt && endOfLondonDay(asAt))
    return web.show(request, reply, {
      title: `${facts.ref} ${facts.title}`,
      heading: facts.title,
      caption: html`Action <span class="wm-ref">${facts.ref}</span>`,
      plan: plan.title,
      search: { href: paths.planSearch.at(plan) },
      breadcrumbs: [
        { text: 'Plans', href: paths.plans.at() },
        { text: plan.title, href: paths.plan.at(plan) },
        { text: `${priority.ref} ${priority.title}`, href: `${paths.plan.at(plan)}#${anchor(priority.ref)}` },
        { text: facts.ref },
      ],
      ofToday: 'Names, horizons, recommendations and who may see it are those of today.',
      body: actionView(shown, history, shown.now ? await filesSent(facts.id) : []),
    })
  })

  async function filesSent(id: string) {
    const files = await filesOf(deps.db, id)
    return files.map((file) => ({ ...file, link: new URL(paths.file.at(file), deps.publicUrl).href }))
  }

  async function shownNow(actor: Actor, id: string): Promise<ActionShown> {
    const model = await readActionModel(deps, actor, id)
    return { ...model, now: model }
  }

  editActionPage(app, deps, web)
  actionForm(app, deps, web, paths.actionUpdate.pattern, updatePage)
  actionForm(app, deps, web, paths.actionExtension.pattern, extensionPage)
  actionForm(app, deps, web, paths.actionSubmit.pattern, submitPage)
  actionForm(app, deps, web, paths.actionEvidence.pattern, evidencePage)
  actionForm(app, deps, web, paths.actionDecide.pattern, decidePage(deps))
  actionForm(app, deps, web, paths.milestoneNew.pattern, newMilestonePage)
  actionForm(app, deps, web, paths.milestone.pattern, milestonePage)
  actionForm(app, deps, web, paths.milestoneEdit.pattern, rewordMilestonePage)
  actionForm(app, deps, web, paths.blockerNew.pattern, newBlockerPage)
  actionForm(app, deps, web, paths.blocker.pattern, blockerPage)
}
