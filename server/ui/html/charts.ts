import { ratingWords } from '#server/ui/words/rating-words.ts'
import type { Rating } from '#workflows/rating/rating.ts'
import { type Html, html } from './html.ts'

/** How many there are of one rating. */
export type Share = { rating: Rating; count: number }

/**
 * Counts by rating as one bar. Places are percentages, so that it fits any width without its text being squeezed.
 * Say the same in a table beside it.
 */
export function stackedBar(shares: readonly Share[], label: string): Html {
  const shown = shares.filter(({ count }) => count > 0)
  const total = shown.reduce((sum, { count }) => sum + count, 0)
  const said = shown.map(({ rating, count }) => `${count} ${ratingWords[rating].toLowerCase()}`).join(', ')
  let from = 0
  const parts = shown.map(({ rating, count }) => {
    const width = (100 * count) / total
    const at = from
    from += width
    return html`<rect class="wm-fill wm-fill--${rating}" x="${percent(at)}" y="0" width="${percent(width)}" height="44"/>${
      width >= NARROWEST &&
      html`<text class="wm-fill__text wm-fill__text--${rating}" x="${percent(at + width / 2)}" y="28" text-anchor="middle">${count}</text>`
    }`
  })
  return html`<svg class="wm-chart wm-chart--stacked" width="100%" height="44" role="img" aria-label="${label}: ${total === 0 ? 'none' : said}">${parts}</svg>`
}

// Below this a number would stand over the edges of its part.
const NARROWEST = 7

function percent(value: number): string {
  return `${Math.round(value * 100) / 100}%`
}
