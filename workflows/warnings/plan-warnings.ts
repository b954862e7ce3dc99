import type { Day } from '#workflows/calendar/calendar.ts'
import type { Term } from '#workflows/plan/plan-days.ts'
import { dayWarnings } from './unusual-day.ts'
import type { Warning } from './warning.ts'

const ends = ['firstOn', 'lastOn'] as const

/**
 * What is unusual about the first and the last day of a plan. Nothing is said of a day that stood there before.
 * @param before the days it has; left out for a new one
 */
export function termWarnings(change: Term, today: Day, before: Term = {}): Warning[] {
  return ends.flatMap((field) =>
    change[field] === before[field] ? [] : dayWarnings(field, change[field], [], { today }),
  )
}

/**
 * What is unusual about the days of a horizon: that they are far, or lie outside of the plan.
 * @param plan the first and the last day that the plan is to have
 * @param before the days that the horizon has; left out for a new one
 */
export function windowWarnings(change: Term, plan: Term, today: Day, before: Term = {}): Warning[] {
  return ends.flatMap((field) =>
    change[field] === before[field] ? [] : dayWarnings(field, change[field], ['plan'], { today, plan }),
  )
}

/** What is unusual about days that nothing but the calendar judges: of meetings, measures and deputies. */
export function farDayWarnings<F extends string>(
  fields: readonly F[],
  change: Partial<Record<F, unknown>>,
  today: Day,
  before: Partial<Record<F, unknown>> = {},
): Warning[] {
  return fields.flatMap((field) =>
    change[field] === undefined || change[field] === before[field]
      ? []
      : dayWarnings(field, change[field], [], { today }),
  )
}
