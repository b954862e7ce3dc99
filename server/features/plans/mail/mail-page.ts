import type { FastifyInstance } from 'fastify'
import { listMail, mailKeys, planWeekCounts } from '#db/read/mail.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { placeFrom, placeText } from '#server/http/lists.ts'
import { paths } from '#server/paths.ts'
import type { Web } from '#server/ui/web.ts'
import { slotIn, slotName } from '#workflows/calendar/digest-slot.ts'
import { newestDueWeek } from '#workflows/calendar/weeks.ts'
import { firstMail } from '../board/board.ts'
import { mailFilterOf, readsMail } from './mail-filter.ts'
import { mailView } from './view-mail.ts'

/** Emails on one page. */
const LIMIT = 50

/** The mail log of a plan: what went to whom and what the mail server answered. For its administrators and chairs. */
export function mailPage(app: FastifyInstance, deps: Deps, web: Web): void {
  const { db, clock } = deps

  app.get(paths.planMail.pattern, web.signedInOnly, async (request, reply) => {
    const plan = await planAt(deps, web, request)
    const actor = web.signedIn(request)
    const role = await readsMail(deps, actor, plan)
    const { filter, week: narrowedTo, ...narrowed } = await mailFilterOf(deps, plan, request.query)
    const { after: asked } = request.query as Record<string, unknown>
    const after = typeof asked === 'string' ? asked : null
    const week = newestDueWeek(clock.now(), plan)
    const [mail, counts] = await Promise.all([
      listMail(db, actor.id, {
        filter,
        limit: LIMIT,
        after: placeFrom(after, SORT, mailKeys),
      }),
      planWeekCounts(db, plan.id, week, slotName(slotIn(plan, week))),
    ])
    return web.show(request, reply, {
      title: `Mail log: ${plan.title}`,
      heading: 'Mail log',
      wide: true,
      section: planSection(plan, role, 'mail'),
      body: mailView({
        planId: plan.id,
        emails: mail.items,
        next: placeText(mail.next, SORT),
        ...narrowed,
        narrowedTo,
        older: after !== null,
        week,
        counts,
        first: firstMail(plan, week),
      }),
    })
  })
}

const SORT = '-dueAt'
