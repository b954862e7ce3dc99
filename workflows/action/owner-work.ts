import { addDays, type Day, daysBetween } from '#workflows/calendar/calendar.ts'
import type { PlanSettings } from '#workflows/plan/plan-settings.ts'
import { silentSince } from '#workflows/rating/rating.ts'
import type { ActionFacts, Extension, Milestone } from './action-facts.ts'

/** Why an action waits for its owner, most pressing first. */
export const ownerGroups = ['overdue', 'returned', 'dueSoon', 'stale'] as const
export type OwnerGroup = (typeof ownerGroups)[number]

/** States in which the next move is the owner's. What is submitted or endorsed waits for others. */
export const ownersTurn = ['agreed', 'inProgress', 'returned'] as const

/**
 * Why an action waits for its owner on a day, or null when it does not: overdue, returned with a reason, due
 * within the plan's number of days, or without an update for too long. The first of them stands for the others.
 */
export function ownerGroupOf(action: ActionFacts, settings: PlanSettings, day: Day): OwnerGroup | null {
  if (!isOwnersTurn(action)) return null
  if (action.dueOn !== null && action.dueOn < day) return 'overdue'
  if (action.state === 'returned') return 'returned'
  if (action.dueOn !== null && action.dueOn <= addDays(day, settings.dueSoonDays)) return 'dueSoon'
  return staleSince(action, settings, day) === null ? null : 'stale'
}

/**
 * The day since when an action is without a word from its owner, where that is for the plan's number of days or
 * longer, whatever else is due; null where it is not, or where the next move is not the owner's. No word is expected
 * before the start.
 */
export function staleSince(action: ActionFacts, settings: PlanSettings, day: Day): Day | null {
  const since = silentSince(action)
  if (!isOwnersTurn(action) || since === null) return null
  return since <= addDays(day, -settings.staleDays) ? since : null
}

/** Milestones of an action that are past their date and wait for its owner. */
export function overdueMilestones(action: ActionFacts, day: Day): Milestone[] {
  return isOwnersTurn(action)
    ? action.milestones.filter(({ state, dueOn }) => state === 'planned' && dueOn < day)
    : []
}

/** Days by which an action is past its current due date; 0 when it is not, or no longer has to be done. */
export function overdueDays(action: Pick<ActionFacts, 'state' | 'dueOn'>, day: Day): number {
  const counts = ['agreed', 'inProgress', 'returned', 'submitted', 'endorsed'].includes(action.state)
  return counts && action.dueOn !== null && action.dueOn < day ? daysBetween(action.dueOn, day) : 0
}

/**
 * The request for more time that was made before the action ran past its due date, as long as it is undecided: that it is
 * late by now is not its owner's doing.
 */
export function askedInTime({
  extensions,
  dueOn,
}: Pick<ActionFacts, 'extensions' | 'dueOn'>): Extension | undefined {
  return extensions.find(
    ({ state, requestedOn }) => state === 'requested' && dueOn !== null && requestedOn <= dueOn,
  )
}

function isOwnersTurn(action: ActionFacts): boolean {
  return (ownersTurn as readonly string[]).includes(action.state)
}
