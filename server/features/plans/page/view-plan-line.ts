import type { ActionRead } from '#db/read/action-facts.ts'
import { paths } from '#server/paths.ts'
import { day, ratingTag, timesMoved } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { stateWords } from '#server/ui/words/action-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { ratingOf } from '#workflows/rating/rating.ts'

/**
 * An action on a plan on a page: what it commits to, its rating in words and colour, whose it is, when it is due,
 * and why where that is red or amber. Written with as little markup as it can be, since such a page may hold 600.
 */
export function planLine({ facts, plan, owner }: ActionRead, today: Day): Html {
  const { rating, because } = ratingOf(facts, plan.settings, today)
  const moved = timesMoved(facts.timesExtended)
  const out = facts.state === 'cancelled' || facts.state === 'superseded'
  const due = facts.dueOn === null ? 'no due date' : `due ${day(facts.dueOn)}`
  const about = [
    ...(rating === 'none' ? [stateWords[facts.state]] : []),
    ...(out ? [] : [owner?.name ?? 'nobody owns it', due, ...(moved === '' ? [] : [moved])]),
  ]
  const why = (rating === 'red' || rating === 'amber') && html`<p>${because}</p>`
  return html`<li class="wm-item--${rating}"><a class="govuk-link" href="${paths.action.at(facts)}"><b>${facts.ref}</b> ${facts.title}</a>
<p>${ratingTag(rating)} ${about.join(', ')}</p>${why}</li>`
}
