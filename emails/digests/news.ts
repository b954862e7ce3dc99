import type { Db } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { planWeekCounts, type WeekCounts } from '#db/read/mail.ts'
import { type MailedPlan, weekBefore } from '#emails/ledger/mailed-plans.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { newestDueWeek } from '#workflows/calendar/weeks.ts'
import type { Ask } from './ask.ts'

/**
 * The moment from which a weekly email tells what is new in a plan: when the one before it was due, which may have
 * been on another day and hour. What is asked for between two weekly emails tells what the last one told, and what
 * came since.
 */
export function newsOf(plan: MailedPlan, { scope, at }: Pick<Ask, 'scope' | 'at'>): Instant {
  return weekBefore(plan, scope === 'allActive' ? newestDueWeek(at, plan) : scope.week).dueAt
}

/** What became of the weekly emails of a plan before this one; null where there were none, or it was asked for. */
export async function lastWeekOf(db: Db, plan: MailedPlan, scope: Ask['scope']): Promise<WeekCounts | null> {
  if (scope === 'allActive') return null
  const { week, slot } = weekBefore(plan, scope.week)
  return planWeekCounts(db, plan.id, week, slot)
}

/** A table `news` of plans with the moment from which each has news, to join: `plan_id` and `since`. */
export function newsTable(plans: Iterable<MailedPlan>, ask: Pick<Ask, 'scope' | 'at'>): SQL {
  const rows = [...plans].map((plan) => ({ plan_id: plan.id, since: newsOf(plan, ask) }))
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as news(plan_id uuid, since timestamptz)`
}
