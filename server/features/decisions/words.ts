import { day, moment } from '#server/ui/html/words.ts'
import { decisionStateWords } from '#server/ui/words/decision-words.ts'
import { type Instant, londonDay, londonHour } from '#workflows/calendar/calendar.ts'
import { untilInWords } from '#workflows/decision/call-in.ts'
import { decisionStates } from '#workflows/decision/decision-facts.ts'
import type { DecisionResource } from './resource.ts'

/** A moment as a day where it is the first of it, and with its time elsewhere. */
export function fromInWords(at: Instant): string {
  const on = londonDay(at)
  return londonHour(on, 0) === at ? day(on) : moment(at)
}

/** Until when a decision can be called in, or why it cannot: '' before it is published. */
export function callInWords({
  state,
  callIn,
  callInUntil,
  callInExempt,
  calledInOn,
}: DecisionResource): string {
  if (state === 'recorded') return ''
  if (callInExempt || callIn === null || callInUntil === null) return 'Exempt from call-in'
  if (calledInOn !== null) return `Called in on ${day(calledInOn)}`
  return `${state === 'published' ? 'Can be called in until' : 'Could be called in until'} ${untilInWords(callInUntil, callIn)}`
}

/** From when on a decision can be carried out. */
export function carriedOutWords({ state, effectiveAt }: DecisionResource): string {
  if (effectiveAt !== null) return fromInWords(effectiveAt)
  return state === 'calledIn' ? 'Not while it is called in' : 'Not before it is published'
}

/** All decisions of a register in one line: '7 decisions: 2 recorded, 1 called in, 4 in effect'. */
export function registerSummary(decisions: readonly DecisionResource[]): string {
  const states = decisionStates.flatMap((state) => {
    const own = decisions.filter((each) => each.state === state)
    return own.length === 0 ? [] : [`${own.length} ${decisionStateWords[state].toLowerCase()}`]
  })
  return states.join(', ')
}
