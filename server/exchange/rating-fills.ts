import type { Rating } from '#workflows/rating/rating.ts'

/**
 * The colour behind the word of a rating, as 'RRGGBB'; null for none. As trackers have them, and light enough that black
 * words on each have a contrast of 7 to 1 at least.
 */
export const ratingFills: Record<Rating, string | null> = {
  red: 'FF8B8B',
  amber: 'FFC000',
  green: '92D050',
  blue: '9DC3E6',
  grey: 'D9D9D9',
  none: null,
}
