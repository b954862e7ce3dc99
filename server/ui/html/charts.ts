import { ratingWords } from '#server/ui/words/rating-words.ts'
import type { Rating } from '#workflows/rating/rating.ts'
import { type Html, html } from './html.ts'

/** How many there are of one rating. */
export type Share = { rating: Rating; count: number }

/**
 * Counts by rating as one bar. Places are percentages, so that it fits any width without its text being squeezed.
 * Say the same in a table beside it. A small one is a row among others.
 */
export function stackedBar(shares: readonly Share[], label: string, { small = false } = {}): Html {
  const height = small ? 22 : 44
  const shown = shares.filter(({ count }) => count > 0)
  const total = shown.reduce((sum, { count }) => sum + count, 0)
  const said = shown.map(({ rating, count }) => `${count} ${ratingWords[rating].toLowerCase()}`).join(', ')
  let from = 0
  const parts = shown.map(({ rating, count }) => {
    const width = (100 * count) / total
    const at = from
    from += width
    return html`<rect class="wm-fill wm-fill--${rating}" x="${percent(at)}" y="0" width="${percent(width)}" height="${height}"/>${
      width >= NARROWEST &&
      html`<text class="wm-fill__text wm-fill__text--${rating}" x="${percent(at + width / 2)}" y="${small ? 16 : 28}" text-anchor="middle">${count}</text>`
    }`
  })
  return html`<svg class="wm-chart wm-chart--stacked${small && ' wm-chart--small'}" width="100%" height="${height}"
  role="img" aria-label="${label}: ${total === 0 ? 'none' : said}">${parts}</svg>`
}

// Below this a number would stand over the edges of its part.
const NARROWEST = 7

/** How many there are of each name, as bars beside their numbers, which say it all: the longest is the most. */
export function countBars(rows: readonly { name: string; count: number; note?: string }[]): Html {
  const most = Math.max(1, ...rows.map(({ count }) => count))
  return html`<ul class="wm-bars">${rows.map(
    ({ name, count, note }) => html`<li><span class="wm-bars__name">${name}</span>
<svg class="wm-chart" width="100%" height="14" aria-hidden="true"><rect class="wm-bars__bar" width="${percent((100 * count) / most)}" height="14"/></svg>
<span class="wm-bars__count">${count}${note !== undefined && html`<span class="govuk-visually-hidden">: ${note}</span>`}</span></li>`,
  )}</ul>`
}

function percent(value: number): string {
  return `${Math.round(value * 100) / 100}%`
}
