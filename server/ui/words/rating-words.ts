import type { PlanSettings } from '#workflows/plan/plan-settings.ts'
import type { Rating } from '#workflows/rating/rating.ts'
import { count, often } from '#workflows/words.ts'

/** The word of each rating. A colour is never shown without it. */
export const ratingWords: Record<Rating, string> = {
  red: 'Red',
  amber: 'Amber',
  green: 'Green',
  blue: 'Blue',
  grey: 'Not due',
  none: 'No rating',
}

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
      meaning: `Past its due date, expected more than ${count(farLateDays, 'day')} after it, or held up by a blocker that the lead calls critical.`,
    },
    {
      rating: 'amber',
      meaning: `Expected ${lateUpTo(farLateDays)}, blocked, due within ${count(dueSoonDays, 'day')} without evidence, without an update for ${count(staleDays, 'day')}, waiting for an answer on more time, given more time ${often(oftenExtended)} or more, late to start, past a milestone, or without an owner or date.`,
    },
    { rating: 'green', meaning: 'On track, or signed off and embedding.' },
    { rating: 'blue', meaning: 'Signed off, and a later check showed that the change has stuck.' },
    { rating: 'grey', meaning: 'Agreed, and its start date lies ahead.' },
    { rating: 'none', meaning: 'A draft, or taken out of the plan: not rated.' },
  ]
}

/** How late a forecast may be before an action is red: '1 to 28 days late', '1 day late'. */
export function lateUpTo(days: number): string {
  return `${days === 1 ? '' : '1 to '}${count(days, 'day')} late`
}
