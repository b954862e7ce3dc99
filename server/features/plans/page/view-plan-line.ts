import type { ActionRead } from '#db/read/action-facts.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { day, ratingTag, timesMoved } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { stateWords } from '#server/ui/words/action-words.ts'
import { timesDateMoved } from '#workflows/action/date-moves.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { ratingOf } from '#workflows/rating/rating.ts'

/**
 * An action on a plan on a page: its rating in words and colour, what it commits to, whose it is, when it is due, and
 * why where that is red or amber. On a laptop it is cut to a line, two where it has a reason. Written with as little
 * markup as it can be, since such a page may hold 600.
 */
export function planLine(
  { facts, plan, owner }: ActionRead,
  { today, asAt }: { today: Day; asAt: Day | null },
): Html {
  const { rating, because } = ratingOf(facts, plan.settings, today)
  const out = facts.state === 'cancelled' || facts.state === 'superseded'
  const whose = [
    ...(rating === 'none' ? [stateWords[facts.state]] : []),
    ...(out ? [] : [owner?.name ?? 'nobody owns it']),
  ]
  const why = (rating === 'red' || rating === 'amber') && `. ${because}`
  const href = atDay(paths.action.at(facts), asAt)
  return html`<li class="wm-item--${rating}">${ratingTag(rating)} <a class="govuk-link" href="${href}"><b>${facts.ref}</b> ${facts.title}</a>
<p>${whose.join(', ')}${!out && html`<i>, ${dates(facts)}</i>`}${why}</p></li>`
}

function dates(facts: ActionRead['facts']): string {
  const { dueOn } = facts
  const moved = timesMoved(timesDateMoved(facts))
  return `${dueOn === null ? 'no due date' : `due ${day(dueOn)}`}${moved === '' ? '' : `, ${moved}`}`
}
