import { type Db, rowsOf } from '#db/connect.ts'
import { sql } from '#db/drizzle.ts'
import { type ActionRead, readActions } from '#db/queries/action-facts.ts'
import { planWeekCounts, type WeekCounts } from '#db/queries/mail.ts'
import { workOf } from '#db/queries/work.ts'
import type { ActionFacts } from '#workflows/action-facts.ts'
import { addDays, londonDay } from '#workflows/calendar.ts'
import { slotName } from '#workflows/digest-slot.ts'
import { escalationOf } from '#workflows/escalation.ts'
import { type Rating, ratingOf } from '#workflows/rating.ts'
import { inScope, mailedPlans } from '../mailed-plans.ts'
import type { Ask } from './ask.ts'
import { type Asked, byDue, isForLead, type Overdue } from './waiting.ts'

/** What the chair of one plan is told of it. */
export type PlanNews = {
  id: string
  title: string
  /** Actions by colour now and a week ago. */
  colours: Record<'red' | 'amber' | 'green' | 'blue', { now: number; before: number }>
  /** How often each event happened to its actions since. */
  events: Record<string, number>
  lastWeek: WeekCounts | null
}

export type ChairFacts = {
  toSignOff: readonly ActionRead[]
  requests: readonly Asked[]
  overdue: readonly Overdue[]
  newlyRed: readonly { read: ActionRead; because: string }[]
  plans: readonly PlanNews[]
}

/** What the chair or vice-chair is told of the plans of their boards, as things are now and as they were a week ago. */
export async function chairFacts(db: Db, { personId, scope, day, at, since }: Ask): Promise<ChairFacts> {
  const chaired = sql`${inScope(scope)} and exists (select from memberships
    where memberships.plan_id = plans.id and person_id = ${personId} and role in ('chair', 'viceChair'))`
  const [mailed, work, reads, asItWas, events] = await Promise.all([
    mailedPlans(db, scope),
    workOf(db, personId, day),
    readActions(db, chaired, { limit: 5_000 }),
    factsAsAt(db, chaired, since),
    eventsSince(db, chaired, since, at),
  ])
  const dayBefore = londonDay(since)
  const rated = reads.map((read) => {
    const old = asItWas.get(read.facts.id)
    return {
      read,
      now: ratingOf(read.facts, read.plan.settings, day),
      before: old ? ratingOf(old, read.plan.settings, dayBefore).rating : null,
    }
  })
  const planIds = [...new Set(reads.map(({ plan }) => plan.id))]
  const news = planIds.map(async (id): Promise<PlanNews> => {
    const mine = rated.filter(({ read }) => read.plan.id === id)
    const of = (rating: Rating) => ({
      now: mine.filter(({ now }) => now.rating === rating).length,
      before: mine.filter((each) => each.before === rating).length,
    })
    const lastWeek =
      scope === 'allActive'
        ? null
        : await planWeekCounts(db, id, addDays(scope.week, -7), slotName(scope.slot))
    return {
      id,
      title: mailed.get(id)?.title ?? '',
      colours: { red: of('red'), amber: of('amber'), green: of('green'), blue: of('blue') },
      events: events.get(id) ?? {},
      lastWeek,
    }
  })
  return {
    toSignOff: work.toSignOff.filter(({ plan }) => planIds.includes(plan.id)).toSorted(byDue),
    requests: work.extensionsToDecide.filter(
      (asked) => planIds.includes(asked.action.plan.id) && !isForLead(asked),
    ),
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

/** Actions as they stood at a moment, by id: the newest that the history says of each. */
async function factsAsAt(
  db: Db,
  plans: ReturnType<typeof sql>,
  moment: string,
): Promise<Map<string, ActionFacts>> {
  const rows = await rowsOf<{ after: ActionFacts }>(
    db,
    sql`select distinct on (events.aggregate_id) events.after
    from plans join events on events.plan_id = plans.id
    where ${plans} and subject_kind in ('action', 'milestone', 'blocker', 'extension') and events.at <= ${moment}
    order by events.aggregate_id, events.version desc`,
  )
  return new Map(rows.map(({ after }) => [after.id, after]))
}

async function eventsSince(
  db: Db,
  plans: ReturnType<typeof sql>,
  since: string,
  until: string,
): Promise<Map<string, Record<string, number>>> {
  const rows = await rowsOf<{ planId: string; events: Record<string, number> }>(
    db,
    sql`select plan_id as "planId", jsonb_object_agg(event, number) as events from (
      select events.plan_id, event, count(*)::int as number
      from plans join events on events.plan_id = plans.id
      where ${plans} and subject_kind in ('action', 'extension') and events.at > ${since} and events.at <= ${until}
      group by events.plan_id, event
    ) counted group by plan_id`,
  )
  return new Map(rows.map(({ planId, events }) => [planId, events]))
}
