import type { Day } from '#workflows/calendar/calendar.ts'
import { outOfOrder } from '#workflows/engine/days-in-order.ts'
import type { Missing } from '#workflows/engine/requirement.ts'
import { beyond, days as anyDays } from '#workflows/limits.ts'

/** The first and the last day of a plan, or of one of its horizons. */
export type Term = { firstOn?: Day | null | undefined; lastOn?: Day | null | undefined }

/**
 * What is wrong with the days that a plan, or a horizon of one, is given: it does not end before it begins.
 * @param what as it stands in a sentence: 'plan', or 'short horizon'
 * @param before the days it has; left out for a new one
 * @returns the field to blame with what to say of it; null where nothing is wrong, or was wrong before
 */
export function termFault(what: string, change: Term, before?: Term): Missing | null {
  const field = outOfOrder(['firstOn', 'lastOn'], change, before)
  if (field === null) return null
  const detail =
    field === 'lastOn'
      ? `The last day of the ${what} cannot lie before its first.`
      : `The first day of the ${what} cannot lie after its last.`
  return { field, detail }
}

/** What is said of days that were moved, where one lies beyond those that any field takes; null where none does. */
export function farDaysFault(moved: readonly (Day | null | undefined)[]): string | null {
  const isFar = moved.some((day) => day && (day < anyDays.first || day > anyDays.last))
  return isFar ? `Days of the plan would be moved too far. ${beyond(anyDays)}` : null
}
