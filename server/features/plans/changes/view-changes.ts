import { paths } from '#server/paths.ts'
import type { Typed } from '#server/ui/forms/forms.ts'
import { count, day, emptyState, moment, ratingTag, section } from '#server/ui/html/components.ts'
import { button, input } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import type { changesOf } from './changes.ts'

type Changes = Awaited<ReturnType<typeof changesOf>>

export type ChangesShown = {
  planId: string
  values: Typed
  faults: Typed
  board: { title: string; day: Day } | null
  /** Null when the days asked for make no sense. */
  changes: Changes | null
}

/** What changed between two days: colours in both directions, then everything that was done, with who did it. */
export function changesView({ planId, values, faults, board, changes }: ChangesShown): Html {
  return html`<form class="wm-filter__form wm-mail__filter" method="get" action="${paths.planChanges.at({ id: planId })}">
${input({
  name: 'since',
  label: 'After',
  hint: 'Year, month and day, such as 2026-11-04',
  value: values.since,
  error: faults.since,
  classes: 'govuk-input--width-10',
})}
${input({
  name: 'until',
  label: 'Up to and including',
  hint: 'Year, month and day, such as 2026-11-30',
  value: values.until,
  error: faults.until,
  classes: 'govuk-input--width-10',
})}
${button({ text: 'Show', look: 'secondary' })}
</form>
${board && html`<p>The last board: ${board.title}, ${day(board.day)}. <a class="govuk-link" href="${paths.planChanges.at({ id: planId })}">Since then</a></p>`}
${changes && changeGroups(changes)}`
}

type ChangeLine = { action: { id: string; ref: string; title: string }; what: Html | string; who?: string }

function changeGroups(changes: Changes): Html {
  const groups = groupsOf(changes).filter(({ list }) => list.length > 0)
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
      body: html`<ul class="wm-lines">${list.map(
        ({
          action,
          what,
          who,
        }) => html`<li class="wm-item"><a class="govuk-link wm-item__title" href="${paths.action.at(action)}"><span
          class="wm-ref">${action.ref}</span> ${action.title}</a>
<span class="wm-item__because">${what}</span>${who !== undefined && html`<span class="wm-item__facts">${who}</span>`}</li>`,
      )}</ul>`,
    }),
  )}</div>`
}

function groupsOf(changes: Changes): { id: string; title: string; list: ChangeLine[] }[] {
  const turned = (direction: Changes['turned'][number]['direction']) =>
    changes.turned
      .filter((each) => each.direction === direction)
      .map(({ action, from, to }) => ({
        action,
        what: html`${ratingTag(from.rating)} to ${ratingTag(to.rating)} ${to.because}`,
      }))
  return [
    { id: 'worse', title: 'Got worse', list: turned('worse') },
    { id: 'better', title: 'Got better', list: turned('better') },
    { id: 'neither', title: 'Began, or waits to begin', list: turned('neither') },
    {
      id: 'overdue',
      title: 'Ran past the date',
      list: changes.newlyOverdue.map(({ action, dueOn, overdueDays }) => ({
        action,
        what: `Due on ${dayOr(dueOn)}, ${count(overdueDays, 'day')} late`,
      })),
    },
    {
      id: 'moved',
      title: 'Date moved',
      list: changes.moved.map(({ action, from, to, days, reason, ...by }) => ({
        action,
        what: `From ${day(from)} to ${day(to)}, ${count(Math.abs(days), 'day')} ${days > 0 ? 'later' : 'earlier'}${because(reason)}`,
        who: who(by),
      })),
    },
    {
      id: 'closed',
      title: 'Finished',
      list: changes.closed.map(({ action, ...by }) => ({ action, what: 'Signed off', who: who(by) })),
    },
    {
      id: 'reopened',
      title: 'Opened again',
      list: changes.reopened.map(({ action, dueOn, reason, ...by }) => ({
        action,
        what: `Due on ${dayOr(dueOn)} now${because(reason)}`,
        who: who(by),
      })),
    },
    {
      id: 'added',
      title: 'Added',
      list: changes.added.map(({ action, ...by }) => ({ action, what: 'New in the plan', who: who(by) })),
    },
    {
      id: 'handedOver',
      title: 'Handed over',
      list: changes.handedOver.map(({ action, from, to, reason, ...by }) => ({
        action,
        what: `From ${from?.name ?? 'nobody'} to ${to?.name ?? 'nobody'}${because(reason)}`,
        who: who(by),
      })),
    },
    {
      id: 'out',
      title: 'Taken out of the plan',
      list: [
        ...changes.cancelled.map(({ action, reason, ...by }) => ({
          action,
          what: `Cancelled${because(reason)}`,
          who: who(by),
        })),
        ...changes.superseded.map(({ action, successor, reason, ...by }) => ({
          action,
          what: `Taken over by ${successor?.name ?? 'another action'}${because(reason)}`,
          who: who(by),
        })),
      ],
    },
    {
      id: 'reinstated',
      title: 'Brought back',
      list: changes.reinstated.map(({ action, dueOn, reason, ...by }) => ({
        action,
        what: `Due on ${dayOr(dueOn)}${because(reason)}`,
        who: who(by),
      })),
    },
  ]
}

function who({ actor, at }: { actor: { name: string } | null; at: Instant }): string {
  return `${actor?.name ?? 'Waymark'}, ${moment(at)}`
}

function because(reason: string | null): string {
  return reason === null || reason === '' ? '' : `: ${reason}`
}

function dayOr(value: Day | null): string {
  return value === null ? 'no day' : day(value)
}
