import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { count, day, daysLate, ratingTag, section } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { escalationOf } from '#workflows/action/escalation.ts'
import { daysBetween } from '#workflows/calendar/calendar.ts'
import { ratingOf, silentSince } from '#workflows/rating/rating.ts'
import type { Board } from './board.ts'

/**
 * Overdue actions without word from their owner for so long that they belong on the next agenda of the board, the
 * longest silence first. Nothing where there is none.
 */
export function forTheAgenda({ actions, plan, today, asAt }: Board): Html | false {
  const escalated = actions
    .flatMap((read) => {
      const reached = escalationOf(read.facts, plan, today)
      return reached?.level === 'agenda' ? [{ read, ...reached }] : []
    })
    .toSorted((a, b) => b.workingDays - a.workingDays)
  if (escalated.length === 0) return false
  const days = plan.escalateAgendaDays
  return section({
    title: 'For the next agenda',
    id: 'agenda',
    number: escalated.length,
    intro: `Overdue, and without an update for ${count(days, 'working day')} or more. An update, or more time granted, takes an action off.`,
    body: html`<ul class="wm-lines">${escalated.map(({ read }) => {
      const { rating } = ratingOf(read.facts, read.plan.settings, today)
      const { id, ref, title, dueOn } = read.facts
      const since = silentSince(read.facts)
      return html`<li class="wm-item wm-item--${rating}"><a class="govuk-link wm-item__title" href="${atDay(paths.action.at({ id }), asAt)}"><span
        class="wm-ref">${ref}</span> ${title}</a>
<span class="wm-item__facts">${ratingTag(rating)}
<span>${read.owner?.name ?? 'Nobody owns it'}: ${
        dueOn !== null && html`due ${day(dueOn)}, ${daysLate(daysBetween(dueOn, today))}`
      }${since !== null && html`, no update since ${day(since)}`}</span></span></li>`
    })}</ul>`,
  })
}
