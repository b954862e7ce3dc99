import { type ActionFacts, isLive } from '#workflows/action/action-facts.ts'
import { ownersTurn } from '#workflows/action/owner-work.ts'
import { addDays, type Day } from '#workflows/calendar/calendar.ts'
import type { PlanSettings } from '#workflows/plan/plan-settings.ts'
import { ratingCodesOf, silentSince } from './rating-codes.ts'
import { type Rated, type RatedFacts, ratingOf } from './rating.ts'

/** Days without an update after which a board asks about a green action, whatever the plan calls stale: five weeks. */
export const UNHEARD_DAYS = 35

/**
 * What an action would be rated by the date first agreed, where it is green by its date of now alone; null where it
 * is not green, its date never moved, or the first date would leave it green.
 */
export function withoutTheMove(facts: RatedFacts, settings: PlanSettings, day: Day): Rated | null {
  const { state, baselineDueOn, dueOn } = facts
  if (!isLive(state) || baselineDueOn === null || baselineDueOn === dueOn) return null
  if (ratingOf(facts, settings, day).rating !== 'green') return null
  const first = ratingOf({ ...facts, dueOn: baselineDueOn }, settings, day)
  return first.rating === 'green' ? null : first
}

/**
 * The day since when nothing was heard of an action that is green, or amber for its silence alone, where that is for
 * five weeks or longer; null where it is not, or where the next move is not its owner's.
 */
export function greenUnheardSince(
  facts: RatedFacts & Pick<ActionFacts, 'state'>,
  settings: PlanSettings,
  day: Day,
): Day | null {
  if (!(ownersTurn as readonly string[]).includes(facts.state)) return null
  const since = silentSince(facts)
  if (since === null || since > addDays(day, -UNHEARD_DAYS)) return null
  const [code, ...more] = ratingCodesOf(facts, settings, day)
  return code === 'onTrack' || (code === 'stale' && more.length === 0) ? since : null
}
