import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { ratingTag } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { Told } from './board-turned.ts'

/**
 * Actions as lines, all of them: which, its colour, whose, and what there is to say of it.
 * @param asAt the past day that is shown; null for now
 */
export function toldLines(list: readonly Told[], asAt: Day | null): Html {
  return html`<ul class="wm-lines">${list.map(({ read: { facts, owner }, rating, text }) => {
    const { id, ref, title } = facts
    return html`<li class="wm-item wm-item--${rating}">
<a class="govuk-link wm-item__title" href="${atDay(paths.action.at({ id }), asAt)}"><span class="wm-ref">${ref}</span> ${title}</a>
<span class="wm-item__facts">${ratingTag(rating)} <span>${owner?.name ?? 'Nobody owns it'}: ${text}</span></span></li>`
  })}</ul>`
}
