import { type DigestSlot, usualSlot } from '#workflows/calendar/digest-slot.ts'

/** Thresholds and choices a plan makes for itself, printed in the key wherever colours are shown. */
export type PlanSettings = {
  /** `twoKeys`: the lead endorses, then the chair signs off. `oneKey`: the chair may sign off what is submitted. */
  closure: 'twoKeys' | 'oneKey'
  /** An action due within this many days without evidence is amber, and its owner is reminded of it. */
  dueSoonDays: number
  /** An action without an update for this many days is stale. */
  staleDays: number
  /** A forecast more than this many days after the due date is red. */
  farLateDays: number
  /** Days from sign-off to the check that the change has stuck. */
  embedAfterDays: number
  /** An action extended this many times or more is amber. */
  oftenExtended: number
}

/**
 * What a plan starts with: the thresholds of the design's rating rule. They are no published standard, so that a plan
 * may set its own, and prints them in its key.
 */
export const defaultSettings: PlanSettings = {
  closure: 'twoKeys',
  dueSoonDays: 14,
  staleDays: 35,
  farLateDays: 28,
  embedAfterDays: 90,
  oftenExtended: 2,
}

/** When a plan's digests go, and after how many working days its overdue actions reach whom. */
export type ReminderSettings = DigestSlot & {
  /** Working days overdue after which an action is in the digest of the priority's lead. */
  escalateLeadDays: number
  /** The same for the digest of the chair. */
  escalateChairDays: number
  /** The same for the next agenda of the board. */
  escalateAgendaDays: number
  /** Whether owners may answer by the link in their weekly email without signing in, where the site allows it. */
  answersByLink: boolean
}

/** What a plan starts with: the three steps of escalation in the design's rule for reminders. */
export const defaultReminders: ReminderSettings = {
  ...usualSlot,
  escalateLeadDays: 5,
  escalateChairDays: 10,
  escalateAgendaDays: 20,
  answersByLink: false,
}

export const planStates = ['draft', 'submitted', 'active', 'closed', 'withdrawn'] as const
export type PlanState = (typeof planStates)[number]

/** Why a plan takes nothing new as it stands, and who changes that; null where it does. */
export function whyPlanIsShut(state: PlanState): string | null {
  if (state === 'withdrawn') return 'The plan is withdrawn. Have its administrator reinstate it first.'
  return state === 'closed' ? 'The plan is closed. Have its chair reopen it first.' : null
}

/** Why a plan takes nothing at all; null where it does. One that is closed takes nothing new, but its boards still sit. */
export function whyPlanIsOutOfUse(state: PlanState): string | null {
  return state === 'withdrawn' ? whyPlanIsShut(state) : null
}

export const priorityStates = ['draft', 'active', 'delivered', 'sustained', 'paused'] as const
export type PriorityState = (typeof priorityStates)[number]

/** Whether a priority takes no more work until it is reopened. */
export function isClosed(state: PriorityState): boolean {
  return state === 'delivered' || state === 'sustained'
}
