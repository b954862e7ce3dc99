import type { ActionRead } from '#db/read/action-facts.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { timesDateMoved } from '#workflows/action/date-moves.ts'
import { overdueDays } from '#workflows/action/owner-work.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { type Rating, ratingOf } from '#workflows/rating/rating.ts'
import { timesMoved } from '#workflows/words.ts'
import { type Content, type Html, html } from './html.ts'
import { ratingTag } from './rating.ts'
import { day, daysLate } from './words.ts'

/** An action as one line of a list. */
export type ActionLine = {
  ref: string
  title: string
  href: string
  rating: Rating
  /** Where it belongs or whom it waits for: plan, priority, owner. */
  meta?: Content | undefined
  because?: string | undefined
  due: Day | null
  /** Days past the due date; negative before it. Left out where lateness does not matter. */
  daysLate?: number | undefined
  timesMoved?: number | undefined
  /** The one press to the form, such as 'Update'. */
  press?: { text: string; href: string } | undefined
}

/**
 * An action as it stands on a day, with its owner and agency.
 * @param asAt the past day to which its link leads; null for now
 */
export function lineOf(
  { facts, plan, owner, agency }: ActionRead,
  today: Day,
  asAt: Day | null = null,
): ActionLine {
  const { rating, because } = ratingOf(facts, plan.settings, today)
  const late = overdueDays(facts, today)
  return {
    ref: facts.ref,
    title: facts.title,
    href: atDay(paths.action.at(facts), asAt),
    rating,
    because,
    meta: [owner?.name ?? 'Nobody owns it', ...(agency === null ? [] : [agency])].join(', '),
    due: facts.dueOn,
    ...(late > 0 && { daysLate: late }),
    timesMoved: timesDateMoved(facts),
  }
}

/** A list of actions. Each line says its rating in words, its due date, how late it is and how often it moved. */
export function actionLines(lines: readonly ActionLine[]): Html {
  return html`<ul class="wm-actions">${lines.map(actionLine)}</ul>`
}

function actionLine(line: ActionLine): Html {
  return html`
<li class="wm-action wm-action--${line.rating}">
<div class="wm-action__main">
<a class="govuk-link wm-action__title" href="${line.href}"><span class="wm-ref">${line.ref}</span> ${line.title}</a>
${line.meta !== undefined && html`<p class="wm-action__meta">${line.meta}</p>`}
${line.because !== undefined && html`<p class="wm-action__because">${line.because}</p>`}
</div>
<div class="wm-action__facts">${ratingTag(line.rating)}${dates(line)}</div>
${
  line.press &&
  html`<p class="wm-action__press"><a class="govuk-button govuk-button--secondary" href="${line.press.href}">${line.press.text}<span
    class="govuk-visually-hidden"> ${line.ref} ${line.title}</span></a></p>`
}
</li>`
}

function dates({ due, daysLate: days, timesMoved: times = 0 }: ActionLine): Html {
  const late = days === undefined ? '' : daysLate(days)
  return html`<ul class="wm-facts">
<li>${due === null ? 'No due date' : html`Due <time datetime="${due}">${day(due)}</time>`}</li>
${late && html`<li class="${days !== undefined && days > 0 ? 'wm-late' : 'wm-soon'}">${capital(late)}</li>`}
${times > 0 && html`<li>${capital(timesMoved(times))}</li>`}
</ul>`
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
