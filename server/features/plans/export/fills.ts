import { ratingFills } from '#server/exchange/rating-fills.ts'
import type { CellOut } from '#server/exchange/write-workbook.ts'
import { ratingWords } from '#server/ui/words/rating-words.ts'
import type { Rating } from '#workflows/rating/rating.ts'

/** The cell of a rating: its word, with its colour behind it. */
export function ratingCell(rating: Rating): CellOut {
  const [text, fill] = [ratingWords[rating], ratingFills[rating]]
  return fill === null ? text : { text, fill }
}
