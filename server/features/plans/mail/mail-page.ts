import type { FastifyInstance } from 'fastify'
import { mailChoices } from '#db/read/mail-choices.ts'
import { listMail, mailKeys, planWeekCounts } from '#db/read/mail.ts'
import { roleIn } from '#db/read/plans.ts'
import { deliveryKinds, deliveryStates } from '#db/schema/delivery.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { mayReadMail, planSection } from '#server/features/plans/section.ts'
import { placeFrom, placeText } from '#server/http/lists.ts'
import { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import type { Web } from '#server/ui/web.ts'
import { slotIn, slotName } from '#workflows/calendar/digest-slot.ts'
import { newestDueWeek } from '#workflows/calendar/weeks.ts'
import { firstMail } from '../board/board.ts'
import { mailView } from './view-mail.ts'

/** Emails on one page. */
const LIMIT = 50

/** The mail log of a plan: what went to whom and what the mail server answered. For its administrators and chairs. */
export function mailPage(app: FastifyInstance, deps: Deps, web: Web): void {
  const { db, clock } = deps

  app.get(paths.planMail.pattern, web.signedInOnly, async (request, reply) => {
    const plan = await planAt(deps, web, request)
    const actor = web.signedIn(request)
    const role = await roleIn(db, actor.id, plan.id)
    if (!mayReadMail(role)) {
      throw new Problem('forbidden', 'The mail log is for the administrators and the chair of the plan.')
    }
    const query = request.query as Record<string, unknown>
    const kind = deliveryKinds.find((each) => each === query.kind)
    const state = deliveryStates.find((each) => each === query.state)
    const choices = await mailChoices(db, plan.id)
    const narrowed = choices.weeks.find((each) => each === query.week)
    const person = choices.people.find(({ id }) => id === query.person)?.id
    const after = typeof query.after === 'string' ? query.after : null
    const week = newestDueWeek(clock.now(), plan)
    const [mail, counts] = await Promise.all([
      listMail(db, actor.id, {
        filter: { plan: plan.id, kind: kind && [kind], state: state && [state], week: narrowed, person },
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
        kind: kind ?? null,
        state: state ?? null,
        narrowedTo: narrowed ?? null,
        person: person ?? null,
        choices,
        older: after !== null,
        week,
        counts,
        first: firstMail(plan, week),
      }),
    })
  })
}

const SORT = '-dueAt'
