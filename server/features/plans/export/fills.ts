import type { CellOut } from '#server/exchange/write-workbook.ts'
import { ratingWords } from '#server/ui/words/rating-words.ts'
import type { Rating } from '#workflows/rating/rating.ts'

// As trackers have them, and light enough that black words on each have a contrast of 7 to 1 at least.
const fills: Record<Rating, string | null> = {
  red: 'FF8B8B',
  amber: 'FFC000',
  green: '92D050',
  blue: '9DC3E6',
  grey: 'D9D9D9',
  none: null,
}

/** The cell of a rating: its word, with its colour behind it. */
export function ratingCell(rating: Rating): CellOut {
  const [text, fill] = [ratingWords[rating], fills[rating]]
  return fill === null ? text : { text, fill }
}
