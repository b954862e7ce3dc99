import { ratingWords } from '#server/ui/words/rating-words.ts'
import type { Rated, Rating } from '#workflows/rating/rating.ts'
import { type Html, html } from './html.ts'

/** A rating as a coloured tag that holds its word. */
export function ratingTag(rating: Rating): Html {
  return html`<strong class="wm-rating wm-rating--${rating}">${ratingWords[rating]}</strong>`
}

/** A rating with its reason, and what would turn it green where something would. */
export function ratingReason({ rating, because, toTurnGreen }: Omit<Rated, 'code'>): Html {
  return html`<div class="wm-reason wm-reason--${rating}">
<p class="wm-reason__rating">${ratingTag(rating)}</p>
<p class="wm-reason__because">${because}</p>
${toTurnGreen && html`<p class="wm-reason__green"><strong>To turn green:</strong> ${toTurnGreen}</p>`}
</div>`
}

/** The key that stands on every page with colours. The meanings are the plan's own, with its thresholds. */
export function ratingKey(meanings: readonly { rating: Rating; meaning: string }[]): Html {
  return html`<details class="govuk-details wm-key">
<summary class="govuk-details__summary"><span class="govuk-details__summary-text">What the colours mean</span></summary>
<dl class="govuk-details__text wm-key__list">
${meanings.map(({ rating, meaning }) => html`<div><dt>${ratingTag(rating)}</dt><dd>${meaning}</dd></div>`)}
</dl>
</details>`
}
