import type { ActionRead } from '#db/read/action-facts.ts'
import { overdueDays } from '#workflows/action/owner-work.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { type Rating, ratingOf, ratings } from '#workflows/rating/rating.ts'

/** Which actions of a plan are shown. What is not asked for narrows nothing. */
export type PlanFilter = {
  rating: Rating | 'overdue' | null
  agency: string | null
  /** Only those that this person owns or contributes to. */
  mine: string | null
}

/** The filter that a query asks for; what it asks for in vain is left out. */
export function filterOf(query: unknown, { actorId }: { actorId: string }): PlanFilter {
  const { rating, agency, mine } = (query ?? {}) as Record<string, unknown>
  const known = [...ratings, 'overdue'] as const
  return {
    rating: known.find((name) => name === rating) ?? null,
    agency: typeof agency === 'string' && agency !== '' ? agency : null,
    mine: mine === 'yes' ? actorId : null,
  }
}

/** The filter as the query that asks for it, with its question mark; empty where it narrows nothing. */
export function queryOf({ rating, agency, mine }: PlanFilter): string {
  const query = new URLSearchParams({
    ...(rating !== null && { rating }),
    ...(agency !== null && { agency }),
    ...(mine !== null && { mine: 'yes' }),
  }).toString()
  return query === '' ? '' : `?${query}`
}

/** Whether the filter narrows anything. */
export function narrows({ rating, agency, mine }: PlanFilter): boolean {
  return rating !== null || agency !== null || mine !== null
}

/** Whether an action passes the filter on a day. */
export function passes(
  { rating, agency, mine }: PlanFilter,
  { facts, plan }: ActionRead,
  today: Day,
): boolean {
  if (agency !== null && facts.agencyId !== agency) return false
  if (mine !== null && facts.ownerId !== mine && !facts.contributorIds.includes(mine)) return false
  if (rating === null) return true
  return rating === 'overdue'
    ? overdueDays(facts, today) > 0
    : ratingOf(facts, plan.settings, today).rating === rating
}
