import type { Day } from '#workflows/calendar/calendar.ts'
import { outOfOrder } from '#workflows/engine/days-in-order.ts'
import type { Missing, Requirement } from '#workflows/engine/requirement.ts'
import { dayGiven, dayIfGiven } from '#workflows/engine/requirements-shared.ts'

type ActionDays = { startOn?: Day | null | undefined; dueOn?: Day | null | undefined }

const said = {
  startOn: 'The start cannot lie after the due date.',
  dueOn: 'The due date cannot lie before the start.',
}

/**
 * What is wrong with the days that an action is given: it is not due before it starts.
 * @param before the days it has; left out for a new action
 * @returns the field to blame with what to say of it; null where nothing is wrong, or was wrong before
 */
export function actionDaysFault(change: ActionDays, before?: ActionDays): Missing | null {
  const field = outOfOrder(['startOn', 'dueOn'], change, before)
  return field && { field, detail: said[field] }
}

/** At the moment of a report an owner cannot expect the action to be done on a day that is past. */
export const forecastToCome = dayIfGiven(
  'forecastOn',
  'Give the day on which you expect it to be done: today or later.',
  (day, { today }) => day >= today,
)

/** The new owner answers for the action from a day that has come. */
export const handedOverFrom = dayGiven(
  'fromOn',
  'Give the day from which the new owner answers for it: today or earlier.',
  (day, { today }) => day <= today,
)

/**
 * What the due date needs that an action comes back with: it is not past, and does not lie before the start.
 * @param because said of a day that is past, or no day
 */
export function newDueDate(because: string) {
  return [dayGiven('dueOn', because, (day, { today }) => day >= today), dueNotBeforeStart] as const
}

const dueNotBeforeStart: Requirement<{ type: string; dueOn: Day }> = {
  code: 'dateNotAllowed',
  field: 'dueOn',
  met: ({ action: { startOn }, event: { dueOn } }) =>
    actionDaysFault({ dueOn }, { startOn, dueOn: null }) === null,
  because: said.dueOn,
  missing: () => [{ field: 'dueOn', detail: said.dueOn }],
}
