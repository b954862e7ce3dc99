import type { PlanState, PriorityState } from '#workflows/plan/plan-settings.ts'

/** The states of a plan as labels. */
export const planStateWords: Record<PlanState, string> = {
  draft: 'Draft',
  submitted: 'Waiting for approval',
  active: 'Active',
  closed: 'Closed',
  withdrawn: 'Withdrawn',
}

/** The states of a priority as labels. */
export const priorityStateWords: Record<PriorityState, string> = {
  draft: 'Draft',
  active: 'Active',
  delivered: 'Delivered',
  sustained: 'Sustained',
  paused: 'Paused',
}
