import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import type { FormState } from '#server/ui/forms/forms.ts'
import { day, emptyState, section } from '#server/ui/html/components.ts'
import { button } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { type ChangeLine, type Changes, changeGroups } from './change-groups.ts'

export type ChangesShown = {
  planId: string
  /** The days that are asked for, in three parts each, and what is wrong with them. */
  form: FormState
  board: { title: string; day: Day } | null
  /** The past day that is shown; null for now. */
  asAt: Day | null
  /** Null when the days asked for make no sense. */
  changes: Changes | null
}

/** What changed between two days: reds first, then the other colours, then everything that was done, each with why and by whom. */
export function changesView({ planId, form, board, changes, asAt }: ChangesShown): Html {
  const draw = fieldsOf(form)
  return html`<form class="wm-filter__form wm-mail__filter" method="get" action="${paths.planChanges.at({ id: planId })}">
${asAt !== null && html`<input type="hidden" name="asAt" value="${asAt}">`}${draw.day('since', { label: 'After', hint: 'For example, 4 11 2026' })}
${draw.day('until', { label: 'Up to and including', hint: 'For example, 30 11 2026' })}
${button({ text: 'Show', look: 'secondary' })}
</form>
${changes && html`<p class="wm-printed">After ${day(changes.since)}, up to and including ${day(changes.until)}.</p>`}
${
  board &&
  html`<p>The last board: ${board.title}, data cut-off ${day(board.day)}.
<a class="govuk-link wm-elsewhere" href="${atDay(paths.planChanges.at({ id: planId }), asAt)}">Since then</a></p>`
}
${changes && groupsShown(changes, asAt)}`
}

/**
 * What changed, in groups that say how many there are.
 * @param asAt the past day to which the actions lead; null for now
 */
export function groupsShown(changes: Changes, asAt: Day | null): Html {
  const groups = changeGroups(changes).filter(({ list }) => list.length > 0)
  if (groups.length === 0) {
    return emptyState({
      title: 'Nothing changed',
      text: `No action of this plan changed between ${day(changes.since)} and ${day(changes.until)}.`,
    })
  }
  return html`<div class="wm-changes">${groups.map(({ id, title, list }) =>
    section({
      title,
      id,
      number: list.length,
      body: html`<ul class="wm-lines">${list.map((each) => line(each, asAt))}</ul>`,
    }),
  )}</div>`
}

function line({ action, look, what, who }: ChangeLine, asAt: Day | null): Html {
  const owner = action.owner === null ? 'Nobody owns it' : `Owner: ${action.owner.name}`
  return html`<li class="wm-item${look && ` wm-item--${look}`}"><a class="govuk-link wm-item__title" href="${atDay(paths.action.at(action), asAt)}"><span
  class="wm-ref">${action.ref}</span> ${action.title}</a>
<span class="wm-item__because">${what}</span><span class="wm-item__facts">${owner}${who !== undefined && `. ${who}`}</span></li>`
}
