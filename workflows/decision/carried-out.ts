import { dayInWords, type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import { untilInWords } from './call-in.ts'
import type { DecisionStanding, DecisionState } from './decision-facts.ts'

type Effect = Pick<DecisionStanding, 'state' | 'effectiveAt'>

/** Whether a decision can be carried out at a moment: its time has come, and nothing holds it. */
export function canBeCarriedOut({ effectiveAt }: Pick<Effect, 'effectiveAt'>, now: Instant): boolean {
  return effectiveAt !== null && Date.parse(effectiveAt) <= Date.parse(now)
}

/**
 * The state of a decision at a moment. One that is published takes effect by the clock alone, as an action becomes
 * overdue: no process has to run at that minute, and every page of a past day tells what was so then.
 */
export function stateAt(decision: Effect, now: Instant): DecisionState {
  return decision.state === 'published' && canBeCarriedOut(decision, now) ? 'effective' : decision.state
}

/** Why a decision cannot be carried out yet, as a sentence that says what to wait for; null where it can. */
export function whyNotCarriedOut(decision: DecisionStanding, now: Instant): string | null {
  if (canBeCarriedOut(decision, now)) return null
  const named = `Decision ${decision.ref}`
  if (decision.state === 'calledIn') return `${named} is called in. Wait until it is confirmed or changed.`
  if (decision.state === 'recorded')
    return `${named} is not published yet. Ask the plan administrator to publish it.`
  const { callIn, callInUntil, effectiveAt } = decision
  if (callIn !== null && callInUntil !== null)
    return `${named} can be called in until ${untilInWords(callInUntil, callIn)}. Wait until then.`
  return `${named} can be carried out from ${dayInWords(londonDay(effectiveAt ?? now))}. Wait until then.`
}
