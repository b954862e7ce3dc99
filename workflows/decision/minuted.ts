import type { Day } from '#workflows/calendar/calendar.ts'
import { type DecisionDescription, initialDecision } from './decision-facts.ts'

/** Characters of a title that is cut out of a text. */
const TITLE = 100

/**
 * The record of a decision of which only the minutes tell: a line of theirs is a resolution, and the first of them the
 * title until somebody gives it one.
 */
export function minuted(text: string, decidedOn: Day): DecisionDescription {
  const resolved = text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const [first = ''] = resolved
  const title = first.length > TITLE ? `${first.slice(0, TITLE - 1).trimEnd()}…` : first
  return { ...initialDecision, title, resolved, decisionMaker: 'The board', decidedOn }
}

/** What was resolved as the minutes have it: numbered where there is more than one. */
export function asMinuted(resolved: readonly string[]): string {
  return resolved.length === 1
    ? (resolved[0] ?? '')
    : resolved.map((each, at) => `${at + 1}. ${each}`).join('\n')
}
