import type { PlanDraft } from '#db/write/plan-draft.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { Missing } from '#workflows/engine/requirement.ts'
import { farDaysFault, type Term, termFault } from '#workflows/plan/plan-days.ts'
import { defaultReminders } from '#workflows/plan/plan-settings.ts'
import { byRef } from '#workflows/plan/reference-order.ts'
import { descriptionWarnings } from '#workflows/warnings/action-warnings.ts'
import type { Warning } from '#workflows/warnings/warning.ts'
import { daysOfPlanWarnings, windowFault } from '../edit/windows.ts'

/**
 * What is wrong with the days of a plan that is made from another, by the field of the API that is to blame: it and its
 * horizons end no earlier than they begin, and no day lies beyond those that any field takes.
 * @param copy the plan with its days moved
 * @param given the first and the last day of the plan where they are told otherwise
 */
export function daysFault(source: PlanDraft, copy: PlanDraft, given: Term = {}): Missing | null {
  const ofGiven = termFault('plan', given, copy)
  if (ofGiven) return ofGiven
  const { firstOn = copy.firstOn, lastOn = copy.lastOn } = given
  const whole = { ...copy, firstOn, lastOn }
  const ofPlan = termFault('plan', whole)
  // Days that are moved stay in order: they were not before, or a first day is given to a plan that had none.
  if (ofPlan)
    return source.firstOn === null
      ? { field: 'from/startOn', detail: 'The first day of the plan cannot lie after its last.' }
      : unsoundSource(ofPlan)
  const [ofWindow] = copy.horizons.flatMap((window) => windowFault(window, []) ?? [])
  if (ofWindow) return unsoundSource(ofWindow)
  const far = farDaysFault(allDays(whole))
  return far === null ? null : { field: 'from/startOn', detail: far }
}

function unsoundSource({ detail }: Missing): Missing {
  return { field: 'from', detail: `${detail} Put that right in what the plan is made from.` }
}

function allDays({ firstOn, lastOn, horizons, priorities }: PlanDraft): (Day | null)[] {
  const actions = priorities.flatMap((each) => each.actions)
  return [
    firstOn,
    lastOn,
    ...horizons.flatMap((window) => [window.firstOn, window.lastOn]),
    ...actions.flatMap((action) => [
      action.startOn,
      action.dueOn,
      ...action.milestones.map(({ dueOn }) => dueOn),
    ]),
  ]
}

/** What is unusual about the days of a plan that is made from another, of its horizons, and of its actions. */
export function daysWarnings(draft: PlanDraft, today: Day): Warning[] {
  const { firstOn, lastOn, horizons, settings } = draft
  const frame = {
    plan: { firstOn, lastOn },
    horizons: horizons.map((window) => ({ ...window, id: window.name })),
    region: settings?.bankHolidays ?? defaultReminders.bankHolidays,
  }
  const ofActions = draft.priorities.flatMap(({ actions }) =>
    actions.toSorted(byRef).flatMap(({ ref, horizon, startOn, dueOn }) =>
      descriptionWarnings({ startOn, dueOn, horizonId: horizon }, frame, today).map((warning) => ({
        ...warning,
        field: `actions/${ref}/${warning.field}`,
        detail: `The ${warning.field === 'startOn' ? 'start' : 'due date'} of ${ref}: ${warning.detail}`,
      })),
    ),
  )
  return [...daysOfPlanWarnings(draft, horizons, today), ...ofActions]
}
