import { type Day, daysBetween } from '#workflows/calendar/calendar.ts'
import { count } from '#workflows/words.ts'
import type { ActionFacts } from './action-facts.ts'

/**
 * The day since which an action waits for the decision that is next with it: of its lead since it was submitted, of
 * the chair since it was endorsed, and again since its check was due. Null where none is waited for.
 */
export function decisionWaitsSince(
  action: Pick<ActionFacts, 'state' | 'submittedOn' | 'endorsedOn' | 'embedCheckOn'>,
): Day | null {
  switch (action.state) {
    case 'submitted':
      return action.submittedOn
    case 'endorsed':
      return action.endorsedOn ?? action.submittedOn
    case 'signedOff':
      return action.embedCheckOn
    default:
      return null
  }
}

/** For how many whole days something has waited on a day; 0 on the first. */
export function daysWaited(since: Day, day: Day): number {
  return Math.max(0, daysBetween(since, day))
}

/** For how long something has waited for a decision, in a sentence; none on the first day, or where no day is known. */
export function waitedInWords(since: Day | null, day: Day): string[] {
  const days = since === null ? 0 : daysWaited(since, day)
  return days === 0 ? [] : [`It has waited for ${count(days, 'day')}.`]
}
