import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { type ActionRead, readActions } from '#db/read/action-facts.ts'
import type { WeekCounts } from '#db/read/mail.ts'
import { workOf } from '#db/read/work.ts'
import { inScope, mailedPlans } from '#emails/ledger/mailed-plans.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import { escalationOf } from '#workflows/action/escalation.ts'
import { type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import { type Rating, ratingOf } from '#workflows/rating/rating.ts'
import type { Ask } from './ask.ts'
import { lastWeekOf, newsOf, newsTable } from './news.ts'
import { type Asked, byDue, isForLead, type Overdue } from './waiting.ts'

/** What the chair of one plan is told of it. */
export type PlanNews = {
  id: string
  title: string
  /** When the weekly email before this one was due: what happened after that is news. */
  since: Instant
  /** Actions by colour now and then. */
  colours: Record<'red' | 'amber' | 'green' | 'blue', { now: number; before: number }>
  /** How often each event happened to its actions since. */
  events: Record<string, number>
  lastWeek: WeekCounts | null
}

export type ChairFacts = {
  toSignOff: readonly ActionRead[]
  requests: readonly Asked[]
  /** Signed off, and the day has come to check that the change has stuck. */
  toCheck: readonly ActionRead[]
  overdue: readonly Overdue[]
  newlyRed: readonly { read: ActionRead; because: string }[]
  plans: readonly PlanNews[]
}

/**
 * What the chair or vice-chair is told of the plans of their boards, as things are now and as they were when the
 * weekly email before this one was due.
 */
export async function chairFacts(db: Db, ask: Ask): Promise<ChairFacts> {
  const { personId, scope, day, at } = ask
  const chaired = sql`${inScope(scope)} and exists (select from memberships
    where memberships.plan_id = plans.id and person_id = ${personId} and role in ('chair', 'viceChair'))`
  const mailed = await mailedPlans(db, scope)
  const table = newsTable(mailed.values(), ask)
  const [work, reads, asItWas, events] = await Promise.all([
    workOf(db, personId, day),
    readActions(db, chaired, { limit: 5_000 }),
    factsAsAt(db, chaired, table),
    eventsSince(db, chaired, table, at),
  ])
  const planIds = [...new Set(reads.map(({ plan }) => plan.id))]
  const plans = planIds.flatMap((id) => mailed.get(id) ?? [])
  const since = new Map(plans.map((plan) => [plan.id, newsOf(plan, ask)]))
  const rated = reads.map((read) => {
    const old = asItWas.get(read.facts.id)
    const dayBefore = londonDay(since.get(read.plan.id) ?? at)
    return {
      read,
      now: ratingOf(read.facts, read.plan.settings, day),
      before: old ? ratingOf(old, read.plan.settings, dayBefore).rating : null,
    }
  })
  const news = plans.map(async (plan): Promise<PlanNews> => {
    const { id, title } = plan
    const mine = rated.filter(({ read }) => read.plan.id === id)
    const of = (rating: Rating) => ({
      now: mine.filter(({ now }) => now.rating === rating).length,
      before: mine.filter((each) => each.before === rating).length,
    })
    return {
      id,
      title,
      since: newsOf(plan, ask),
      colours: { red: of('red'), amber: of('amber'), green: of('green'), blue: of('blue') },
      events: events.get(id) ?? {},
      lastWeek: await lastWeekOf(db, plan, scope),
    }
  })
  return {
    toSignOff: work.toSignOff.filter(({ plan }) => planIds.includes(plan.id)).toSorted(byDue),
    requests: work.extensionsToDecide.filter(
      (asked) => planIds.includes(asked.action.plan.id) && !isForLead(asked),
    ),
    toCheck: work.toEmbed.filter(({ plan }) => planIds.includes(plan.id)).toSorted(byDue),
    overdue: reads
      .flatMap((read) => {
        const plan = mailed.get(read.plan.id)
        const escalation = plan && escalationOf(read.facts, plan, day)
        return escalation && escalation.level !== 'lead' ? [{ read, escalation }] : []
      })
      .toSorted((one, other) => byDue(one.read, other.read)),
    newlyRed: rated
      .filter((each) => each.now.rating === 'red' && each.before !== null && each.before !== 'red')
      .map(({ read, now }) => ({ read, because: now.because }))
      .toSorted((one, other) => byDue(one.read, other.read)),
    plans: await Promise.all(news),
  }
}

/** Actions as they stood when the news of their plan began, by id: the newest that the history says of each. */
async function factsAsAt(db: Db, plans: SQL, news: SQL): Promise<Map<string, ActionFacts>> {
  const rows = await rowsOf<{ after: ActionFacts }>(
    db,
    sql`select distinct on (events.aggregate_id) events.after
    from plans join ${news} on news.plan_id = plans.id join events on events.plan_id = plans.id
    where ${plans} and subject_kind in ('action', 'milestone', 'blocker', 'extension') and events.at <= news.since
    order by events.aggregate_id, events.version desc`,
  )
  return new Map(rows.map(({ after }) => [after.id, after]))
}

async function eventsSince(
  db: Db,
  plans: SQL,
  news: SQL,
  until: Instant,
): Promise<Map<string, Record<string, number>>> {
  const rows = await rowsOf<{ planId: string; events: Record<string, number> }>(
    db,
    sql`select plan_id as "planId", jsonb_object_agg(event, number) as events from (
      select events.plan_id, event, count(*)::int as number
      from plans join ${news} on news.plan_id = plans.id join events on events.plan_id = plans.id
      where ${plans} and subject_kind in ('action', 'extension') and events.at > news.since and events.at <= ${until}
      group by events.plan_id, event
    ) counted group by plan_id`,
  )
  return new Map(rows.map(({ planId, events }) => [planId, events]))
}
