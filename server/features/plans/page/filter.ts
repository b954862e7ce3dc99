import type { ActionFilter } from '#db/read/actions.ts'
import { idSchema } from '#server/http/schemas.ts'
import { type Rating, ratings } from '#workflows/rating/rating.ts'

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
    agency: typeof agency === 'string' && idSchema.safeParse(agency).success ? agency : null,
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

/** The actions of a plan that pass the filter, as a list of actions asks for them. */
export function wantedBy(planId: string, { rating, agency, mine }: PlanFilter): ActionFilter {
  return {
    plan: [planId],
    ...(rating === 'overdue' ? { overdue: true } : rating !== null && { rating: [rating] }),
    ...(agency !== null && { agency: [agency] }),
    ...(mine !== null && { worker: mine }),
  }
}
