import type { Db } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import type { ActionRead } from '#db/read/action-facts.ts'
import { type MeasureNews, measureNews } from '#db/read/measure-news.ts'
import { readActions } from '#db/read/read-actions.ts'
import { isForLead, workOf } from '#db/read/work.ts'
import { inScope, mailedPlans } from '#emails/ledger/mailed-plans.ts'
import { escalationOf } from '#workflows/action/escalation.ts'
import { ownersTurn, staleSince } from '#workflows/action/owner-work.ts'
import { addDays, type Instant, londonHour } from '#workflows/calendar/calendar.ts'
import { digestDueAt } from '#workflows/calendar/weeks.ts'
import type { Ask } from './ask.ts'
import { type Asked, byDue, type Overdue } from './waiting.ts'

/** What the lead of priorities is told of them without being asked to decide: the rule of the email and of My work. */
export type LeadNews = {
  overdue: readonly Overdue[]
  stale: readonly ActionRead[]
}

export type LeadFacts = LeadNews & {
  toEndorse: readonly ActionRead[]
  requests: readonly Asked[]
  /** Measures for which a figure was recorded in the week before: told beside the rest, and never by themselves. */
  figures: readonly MeasureNews[]
}

/**
 * What in the priorities that a person leads is overdue beyond the plan's number of working days, and what else has
 * gone quiet, by due date.
 */
export async function leadNews(db: Db, ask: Pick<Ask, 'personId' | 'scope' | 'day'>): Promise<LeadNews> {
  const { personId, scope, day } = ask
  const [plans, led] = await Promise.all([
    mailedPlans(db, scope, personId),
    readActions(
      db,
      sql`${inScope(scope)} and priorities.lead_id = ${personId} and actions.state in ${[...ownersTurn]}`,
    ),
  ])
  const overdue = led.flatMap((read) => {
    const plan = plans.get(read.plan.id)
    const escalation = plan && escalationOf(read.facts, plan, day)
    return escalation ? [{ read, escalation }] : []
  })
  const escalated = new Set(overdue.map(({ read }) => read))
  return {
    overdue: overdue.toSorted((one, other) => byDue(one.read, other.read)),
    stale: led
      .filter((read) => !escalated.has(read) && staleSince(read.facts, read.plan.settings, day) !== null)
      .toSorted(byDue),
  }
}

/** When the email before this one was due; a week ago at midnight for one that is asked for between. */
function lastEmailAt({ scope, day }: Ask): Instant {
  return scope === 'allActive'
    ? londonHour(addDays(day, -7), 0)
    : digestDueAt(addDays(scope.week, -7), scope.slot)
}

/** All that the lead of priorities is told of the plans of an email: what waits for their decision, and the news. */
export async function leadFacts(db: Db, ask: Ask): Promise<LeadFacts> {
  const [plans, work, news, figures] = await Promise.all([
    mailedPlans(db, ask.scope, ask.personId),
    workOf(db, ask.personId, ask.day),
    leadNews(db, ask),
    measureNews(db, {
      leadId: ask.personId,
      where: inScope(ask.scope),
      since: lastEmailAt(ask),
    }),
  ])
  return {
    toEndorse: work.toEndorse.filter(({ plan }) => plans.has(plan.id)).toSorted(byDue),
    requests: work.extensionsToDecide.filter((asked) => plans.has(asked.action.plan.id) && isForLead(asked)),
    ...news,
    figures,
  }
}
