import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import type { ActionRead } from '#db/read/action-facts.ts'
import type { WeekCounts } from '#db/read/mail.ts'
import { type PackToIssue, packsToIssue } from '#db/read/packs-to-issue.ts'
import { readActions } from '#db/read/read-actions.ts'
import { type ReportLacking, reportsLacking } from '#db/read/reports-waiting.ts'
import { isForLead, workOf } from '#db/read/work.ts'
import { inScope, type MailedPlan, mailedPlans } from '#emails/ledger/mailed-plans.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import { escalationOf } from '#workflows/action/escalation.ts'
import { type Day, type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import { type Rating, ratingOf } from '#workflows/rating/rating.ts'
import type { Ask } from './ask.ts'
import { lastWeekOf, newsOf, newsTable } from './news.ts'
import { type Asked, byDue, type Overdue, type Red } from './waiting.ts'

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

/** What a chair is told of a plan without being asked to decide: the rule of the email and of My work. */
export type ChairNews = {
  overdue: readonly Overdue[]
  newlyRed: readonly Red[]
  /** Reports that their boards will read, and of which something is not handed in. */
  lacking: readonly ReportLacking[]
}

export type ChairFacts = ChairNews & {
  toSignOff: readonly ActionRead[]
  requests: readonly Asked[]
  /** Signed off, and the day has come to check that the change has stuck. */
  toCheck: readonly ActionRead[]
  /** Frozen, and read by nobody before the chair issues them. */
  packs: readonly PackToIssue[]
  plans: readonly PlanNews[]
}

type Asking = Pick<Ask, 'personId' | 'scope' | 'day' | 'at'>

/**
 * What in the plans of a person's boards is overdue beyond the plan's number of working days for chairs, and what
 * has turned red since the weekly email before the last one, by due date.
 */
export async function chairNews(db: Db, ask: Asking): Promise<ChairNews> {
  const [plans, lacking] = await Promise.all([ratedPlans(db, ask), lackingFor(db, ask)])
  return { ...newsIn(plans, ask.day), lacking }
}

/**
 * What the chair or vice-chair is told of the plans of their boards, as things are now and as they were when the
 * weekly email before this one was due.
 */
export async function chairFacts(db: Db, ask: Ask): Promise<ChairFacts> {
  const { personId, day, at, scope } = ask
  const [work, issue, lacking, chaired] = await Promise.all([
    workOf(db, personId, day),
    packsToIssue(db, personId),
    lackingFor(db, ask),
    ratedPlans(db, ask),
  ])
  const { rated, mailed, where } = chaired
  const planIds = [...new Set(rated.map(({ read }) => read.plan.id))]
  const plans = planIds.flatMap((id) => mailed.get(id) ?? [])
  const events = await eventsSince(db, where, newsTable(plans, ask), at)
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
    packs: issue.filter(({ planId }) => mailed.has(planId)),
    lacking,
    ...newsIn(chaired, day),
    plans: await Promise.all(news),
  }
}

type Rated = { read: ActionRead; now: RatingWithReason; before: Rating | null }
type RatingWithReason = ReturnType<typeof ratingOf>
/** Every action of the plans that a person chairs, with its colour now and when their news began. */
type ChairedPlans = { rated: readonly Rated[]; mailed: ReadonlyMap<string, MailedPlan>; where: SQL }

async function ratedPlans(db: Db, ask: Asking): Promise<ChairedPlans> {
  const { personId, scope, day, at } = ask
  const where = sql`${inScope(scope)} and exists (select from memberships
    where memberships.plan_id = plans.id and person_id = ${personId} and role in ('chair', 'viceChair'))`
  const mailed = await mailedPlans(db, scope, personId)
  const [reads, asItWas] = await Promise.all([
    readActions(db, where),
    factsAsAt(db, where, newsTable(mailed.values(), ask)),
  ])
  const rated = reads.map((read) => {
    const old = asItWas.get(read.facts.id)
    const plan = mailed.get(read.plan.id)
    const dayBefore = londonDay(plan ? newsOf(plan, ask) : at)
    return {
      read,
      now: ratingOf(read.facts, read.plan.settings, day),
      before: old ? ratingOf(old, read.plan.settings, dayBefore).rating : null,
    }
  })
  return { rated, mailed, where }
}

const lackingFor = (db: Db, { personId, day, scope }: Asking) =>
  reportsLacking(db, personId, day, inScope(scope))

function newsIn({ rated, mailed }: ChairedPlans, day: Day): Omit<ChairNews, 'lacking'> {
  return {
    overdue: rated
      .flatMap(({ read }) => {
        const plan = mailed.get(read.plan.id)
        const escalation = plan && escalationOf(read.facts, plan, day)
        return escalation && escalation.level !== 'lead' ? [{ read, escalation }] : []
      })
      .toSorted((one, other) => byDue(one.read, other.read)),
    newlyRed: rated
      .filter((each) => each.now.rating === 'red' && each.before !== null && each.before !== 'red')
      .map(({ read, now }) => ({ read, because: now.because }))
      .toSorted((one, other) => byDue(one.read, other.read)),
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
