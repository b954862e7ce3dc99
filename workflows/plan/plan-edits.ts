import type { PlanState } from './plan-settings.ts'

/** What a plan says of itself; its thresholds and reminders are settings, and no part of it. */
const describing = ['title', 'description', 'vision', 'ownerBody', 'challenges', 'firstOn', 'lastOn']

/** Why a plan cannot be described anew by a change; null where it can. A closed plan keeps what it says of itself. */
export function whyNotDescribe({ state }: { state: PlanState }, change: object): string | null {
  return state === 'closed' && Object.keys(change).some((field) => describing.includes(field))
    ? 'The plan is closed. Have its chair reopen it first.'
    : null
}
