import type { Rating } from '#workflows/rating/rating.ts'
import { TAKEN_OUT, TAKEN_OUT_URL } from '#workflows/redaction/marks.ts'
import { assets } from './assets.ts'
import { type Content, type Html, html, type Slot } from './html.ts'

export { type ActionLine, actionLines, lineOf } from './action-line.ts'
export { ratingKey, ratingReason, ratingTag } from './rating.ts'
export { ratingWords } from '#server/ui/words/rating-words.ts'
export { table } from './table.ts'
export { timeline } from './timeline.ts'
export { anchor, day, daysLate, moment, weekday } from './words.ts'
export { count, timesMoved } from '#workflows/words.ts'

/** What to show where a list is empty: why it is, and what to do next. */
export function emptyState({
  title,
  text,
  next,
}: {
  title: string
  text: Content
  next?: Html | undefined
}): Html {
  return html`<div class="wm-empty">
<img class="wm-empty__mark" src="${assets.markPath}" alt="" width="48" height="48">
<p class="wm-empty__title">${title}</p>
<p class="wm-empty__text">${text}</p>
${next && html`<div class="wm-empty__next">${next}</div>`}
</div>`
}

/** One number with its name. With `rating` the tile takes the colour; its name must then hold the word. */
export type Stat = {
  value: string | number
  name: string
  note?: Content | undefined
  href?: string | undefined
  rating?: Rating | undefined
}

/** A row of numbers. */
export function stats(tiles: readonly Stat[]): Html {
  return html`<dl class="wm-stats">${tiles.map(
    ({ value, name, note, href, rating }) => html`<div class="wm-stat${rating && ` wm-stat--${rating}`}">
<dt class="wm-stat__name">${href === undefined ? name : html`<a class="govuk-link" href="${href}">${name}</a>`}</dt>
<dd class="wm-stat__value">${value}</dd>
${note !== undefined && html`<dd class="wm-stat__note">${note}</dd>`}
</div>`,
  )}</dl>`
}

/** A part of a page with its heading and, where it lists something, how many. */
export function section({
  title,
  id,
  number,
  intro,
  body,
}: {
  title: Content
  id: string
  number?: number | undefined
  intro?: Content | undefined
  body: Slot
}): Html {
  const counted = number !== undefined && html` <span class="wm-count">${number}</span>`
  return html`<section class="wm-section" aria-labelledby="${id}">
<h2 class="wm-section__title" id="${id}">${title}${counted}</h2>
${intro !== undefined && html`<p class="wm-section__intro">${intro}</p>`}
${body}
</section>`
}

/**
 * Main matter with an aside. The aside holds what one came for, the verdict and what to press: it comes first
 * on a phone, on paper and for a screen reader, and stands to the right on a laptop.
 */
export function split(main: Slot, aside: Slot): Html {
  return html`<div class="wm-split"><div class="wm-split__aside">${aside}</div><div class="wm-split__main">${main}</div></div>`
}

/** The matter one came for, and beside it what one may want to look at meanwhile: below it on a phone. */
export function beside(main: Slot, aside: Slot): Html {
  return html`<div class="wm-beside"><div class="wm-beside__main">${main}</div><div class="wm-beside__aside">${aside}</div></div>`
}

/** A quiet box around things that belong together. */
export function panel(body: Slot, title?: Content): Html {
  return html`<div class="wm-panel">${title !== undefined && html`<h2 class="wm-panel__title">${title}</h2>`}${body}</div>`
}

/** A list in which every row is one button of the form around it. */
export function pressList(
  name: string,
  rows: readonly { value: string; title: string; text?: Content | undefined; note?: Content | undefined }[],
): Html {
  return html`<ul class="wm-press">${rows.map(
    (row) => html`<li><button class="wm-press__button" type="submit" name="${name}" value="${row.value}">
<span class="wm-press__title">${row.title}</span>
${row.text !== undefined && html`<span class="wm-press__text">${row.text}</span>`}
${row.note !== undefined && html`<span class="wm-press__note">${row.note}</span>`}
</button></li>`,
  )}</ul>`
}

/** The hidden field that a form sends its CSRF token in. */
export function csrfField(token: string): Html {
  return html`<input type="hidden" name="_csrf" value="${token}">`
}

/** An email address under a name. Too long for its line, it breaks before its at sign and not in the middle of a word. */
export function addressLine(address: string): Html {
  const at = address.lastIndexOf('@')
  if (at < 0) return html`<span class="wm-board__why wm-typed">${address}</span>`
  return html`<span class="wm-board__why wm-typed">${address.slice(0, at)}<wbr>${address.slice(at)}</span>`
}

/** A link that a person typed. Only web addresses become links: anything else is printed as text. */
export function typedLink(address: string, text: string = address): Html {
  if (address === TAKEN_OUT_URL) return html`<span class="wm-typed">${text}</span> ${TAKEN_OUT}`
  if (!/^https?:\/\/[^\s]+$/i.test(address)) return html`<span class="wm-typed">${text}</span>`
  return html`<a class="govuk-link wm-typed" href="${address}" rel="noopener noreferrer">${text}</a>`
}
