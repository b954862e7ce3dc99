import { type ActionState, isCounted, isFinished, isLive } from '#workflows/action/action-facts.ts'
import { count } from '#workflows/words.ts'
import type { Rating } from './rating.ts'

/** What of an action the colour of its priority depends on. */
export type RatedAction = { state: ActionState; rating: Rating; critical: boolean }

/** The lead's own verdict on whether outcomes move, apart from what was delivered. */
export type Confidence = 'high' | 'medium' | 'low' | 'noData'

export type PriorityRated = { rating: Rating; because: string }

/**
 * Per cent of the open actions from which a priority is red, or amber. They are the design's rule for priorities and
 * no published standard: the colour keys that councils publish contradict each other.
 */
const RED_SHARE = 20
const AMBER_SHARE = 25

/**
 * The colour of a priority from its actions as rated on a day, with the reason; first match wins. Red when an action
 * flagged critical is red, or a fifth of the open actions are; amber when any is red, or a quarter are amber; blue
 * when every action that counts is embedded; else green. Open are actions that were agreed and are not finished, and
 * finished ones whose check that they have stuck is overdue. Without an agreed action there is no colour.
 */
export function priorityRatingOf(actions: readonly RatedAction[]): PriorityRated {
  const agreed = actions.filter(({ state }) => isCounted(state) && state !== 'draft')
  if (agreed.length === 0) return { rating: 'none', because: 'No action is agreed yet.' }
  const open = agreed.filter(
    ({ state, rating }) => isLive(state) || (isFinished(state) && rating === 'amber'),
  )
  const [red, amber] = [open.filter(isRated('red')), open.filter(isRated('amber'))]
  const critical = red.filter((action) => action.critical).length
  if (critical > 0)
    return { rating: 'red', because: `${count(critical, 'critical action is', 'critical actions are')} red.` }
  if (reaches(red, open, RED_SHARE)) return { rating: 'red', because: `${share(red, open)} red.` }
  if (red.length > 0)
    return { rating: 'amber', because: `${count(red.length, 'action is', 'actions are')} red.` }
  if (reaches(amber, open, AMBER_SHARE)) return { rating: 'amber', because: `${share(amber, open)} amber.` }
  if (actions.filter(({ state }) => isCounted(state)).every(({ state }) => state === 'embedded'))
    return { rating: 'blue', because: 'All its actions are embedded.' }
  return { rating: 'green', because: 'No action is red, and fewer than a quarter are amber.' }
}

/** Whether delivery looks good while nothing shows that the outcome moves: what a board should ask about. */
export function deliversWithoutOutcome(rating: Rating, confidence: Confidence): boolean {
  return (rating === 'green' || rating === 'blue') && (confidence === 'low' || confidence === 'noData')
}

/** Whether delivery looks good while a measure is no better than at first, whatever the lead's verdict. */
export function deliversUnmoved(rating: Rating, ways: readonly { unmoved: boolean | null }[]): boolean {
  return (rating === 'green' || rating === 'blue') && ways.some(({ unmoved }) => unmoved === true)
}

const isRated =
  (wanted: Rating) =>
  ({ rating }: RatedAction): boolean =>
    rating === wanted

function reaches(some: readonly unknown[], all: readonly unknown[], percent: number): boolean {
  return some.length > 0 && some.length * 100 >= all.length * percent
}

function share(some: readonly unknown[], all: readonly unknown[]): string {
  return `${some.length} of ${count(all.length, 'open action')} ${some.length === 1 ? 'is' : 'are'}`
}
