import type { OwnRating } from '#workflows/action/action-facts.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { PlanSettings } from '#workflows/plan/plan-settings.ts'
import { type Rated, type RatedFacts, ratingOf, worstOf } from './rating.ts'

/**
 * What the rule alone gives an action once its owner gives an update: work is under way, today there was a word, and
 * no rating of the owner's own counts.
 * @param facts the action as it stands before
 * @param forecastOn the forecast that stands after the update
 */
export function ratingAfterUpdate(
  facts: RatedFacts,
  forecastOn: Day | null,
  settings: PlanSettings,
  today: Day,
): Rated {
  const updated = {
    ...facts,
    state: 'inProgress' as const,
    lastUpdateOn: today,
    ownRating: null,
    forecastOn,
  }
  return ratingOf(updated, settings, today)
}

/** Whether an owner may give a rating of their own: it is no better than the one that the rule gives. */
export function ownRatingStands(own: OwnRating, rule: Pick<Rated, 'rating'>): boolean {
  return worstOf(rule.rating, own) === own
}
