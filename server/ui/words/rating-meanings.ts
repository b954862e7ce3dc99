import type { PlanSettings } from '#workflows/plan/plan-settings.ts'
import type { Rating } from '#workflows/rating/rating.ts'

/** What each colour means in a plan, with its own thresholds: for the key beside every list with colours. */
export function ratingMeanings({
  farLateDays,
  dueSoonDays,
  staleDays,
  oftenExtended,
}: PlanSettings): { rating: Rating; meaning: string }[] {
  return [
    {
      rating: 'red',
      meaning: `Past its due date, expected more than ${farLateDays} days after it, or held up by a blocker that the lead calls critical.`,
    },
    {
      rating: 'amber',
      meaning: `Expected 1 to ${farLateDays} days late, blocked, due within ${dueSoonDays} days without evidence, without an update for ${staleDays} days, waiting for an answer on more time, moved ${
        oftenExtended === 1 ? 'once' : `${oftenExtended} times`
      } or more, late to start, past a milestone, or without an owner or date.`,
    },
    { rating: 'green', meaning: 'On track, or signed off and embedding.' },
    { rating: 'blue', meaning: 'Signed off, and a later check showed that the change has stuck.' },
    { rating: 'grey', meaning: 'Agreed, and its start date lies ahead.' },
    { rating: 'none', meaning: 'A draft, or taken out of the plan: not rated.' },
  ]
}
