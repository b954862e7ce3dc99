import { type PlanState, whyPlanIsShut } from './plan-settings.ts'

/** What a plan says of itself; its thresholds and reminders are settings, and no part of it. */
const describing = [
  'title',
  'description',
  'vision',
  'ownerBody',
  'serves',
  'challenges',
  'firstOn',
  'lastOn',
]

/** Why a plan cannot be described anew by a change; null where it can. One that is closed or withdrawn keeps what it says of itself. */
export function whyNotDescribe({ state }: { state: PlanState }, change: object): string | null {
  return Object.keys(change).some((field) => describing.includes(field)) ? whyPlanIsShut(state) : null
}
