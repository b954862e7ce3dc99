import type { FastifyInstance } from 'fastify'
import { figuresDueFrom } from '#db/read/figures-due.ts'
import { packsToIssue } from '#db/read/packs-to-issue.ts'
import { plansWaitingFor } from '#db/read/plans-waiting.ts'
import { reportWorkOf } from '#db/read/reports-waiting.ts'
import { returnsOf } from '#db/read/returns.ts'
import { workOf } from '#db/read/work.ts'
import { isMailed } from '#emails/ledger/mailed.ts'
import type { Deps } from '#server/deps.ts'
import { mailTroublesOf } from '#server/features/mail/service.ts'
import { mailWarnings } from '#server/features/mail/view-trouble.ts'
import { todayOf } from '#server/http/actor.ts'
import type { AnswerLinks } from '#server/http/hashes.ts'
import { paths } from '#server/paths.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { nextDigestWeek } from '#workflows/calendar/weeks.ts'
import { glancesOf } from './glances.ts'
import { newsFor } from './news.ts'
import { lengthOf, putRightBy } from './put-right.ts'
import { plansAtOneGlance } from './view-glances.ts'
import { writingLength } from './view-writing.ts'
import { isIdle, myWork } from './view.ts'
import { linkPage } from './week/by-link/link-page.ts'
import { weekPage } from './week/week-page.ts'

/** My work: the start page; an owner's week, signed in or by the link in the weekly email. */
export function mePages(app: FastifyInstance, deps: Deps, web: Web, links: AnswerLinks): void {
  weekPage(app, deps, web)
  linkPage(app, deps, web, links)
  app.get(paths.myWork.pattern, web.signedInOnly, async (request, reply) => {
    const today = todayOf(deps)
    const { id } = web.signedIn(request)
    const [work, troubles, plans, packs, figures, writing, toPutRight] = await Promise.all([
      workOf(deps.db, id, today),
      mailTroublesOf(deps, id),
      plansWaitingFor(deps.db, id),
      packsToIssue(deps.db, id),
      figuresDueFrom(deps.db, id, today),
      reportWorkOf(deps.db, id, today),
      putRightBy(deps, id),
    ])
    const others = plans.length + packs.length + figures.length + writingLength(writing)
    const idle = isIdle(work) && others + lengthOf(toPutRight) === 0
    const [returns, glances, news, mailed] = await Promise.all([
      returnsOf(deps.db, [...work.overdue, ...work.returned]),
      glancesOf(deps, id, today, idle ? 'all' : 'withRole'),
      newsFor(deps, id, work),
      idle ? isMailed(deps.db, id, today) : true,
    ])
    const nextWeek = mailed ? nextDigestWeek(deps.clock.now()) : null
    const mine = myWork(work, {
      today,
      nextWeek,
      returns,
      plans,
      packs,
      figures,
      writing,
      toPutRight,
      news,
      reader: glances.length > 0,
      personId: id,
    })
    return web.show(request, reply, {
      title: 'My work',
      body: html`${mailWarnings(troubles)}${mine}${plansAtOneGlance(glances)}`,
    })
  })
}
