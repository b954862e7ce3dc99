import { horizonNames } from '#db/schema/plan.ts'
import { groupsShown } from '#server/features/plans/changes/view-changes.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { type ActionLine, actionLines } from '#server/ui/html/action-line.ts'
import { stackedBar } from '#server/ui/html/charts.ts'
import { count, day, moment, ratingTag, section, table } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { ratings } from '#workflows/rating/rating.ts'
import type { PackContents } from './pack.ts'

type Priority = PackContents['matrix']['priorities'][number]
type Action = Priority['short'][number]

/**
 * A frozen pack as a page: how the plan stands, what is red or late and whose it is, what changed since the board
 * before, and the plan on a page. All of it is read from the pack, and links lead to the day that it is of.
 */
export function packView(pack: PackContents): Html {
  const { asAt, takenAt, meeting, summary, changes } = pack
  const troubled = actionsOf(pack).filter(
    ({ rating, overdueDays }) => rating.rating === 'red' || overdueDays > 0,
  )
  return html`<p class="wm-lead">The plan as it stood on ${moment(takenAt)}, for the meeting on ${day(meeting.heldOn)}. It never changes.</p>
${agendaOf(pack)}
${section({ title: 'How the plan stands', id: 'standing', body: standing(summary) })}
${section({
  title: 'Red or late',
  id: 'troubled',
  number: troubled.length,
  body:
    troubled.length === 0
      ? html`<p>No action was red or past its due date.</p>`
      : actionLines(troubled.map((action) => lineOf(action, asAt))),
})}
${section({
  title: 'What changed since the board before',
  id: 'changes',
  body:
    changes === null
      ? html`<p>Nothing lies between this board and the one before.</p>`
      : html`<p>After ${day(changes.since)}, up to ${moment(takenAt)}.</p>${groupsShown(changes, asAt)}`,
})}
${section({ title: 'The plan on a page', id: 'plan', body: planOnAPage(pack) })}`
}

/** A pack of an earlier version has no agenda. */
function agendaOf({ agenda = [] }: PackContents): Html | false {
  if (agenda.length === 0) return false
  return section({
    title: 'Agenda',
    id: 'agenda',
    number: agenda.length,
    body: html`<ol class="govuk-list govuk-list--number">${agenda.map(
      ({ title, presenter, minutesAllotted }) =>
        html`<li>${title}${presenter !== '' && `, ${presenter}`}${
          minutesAllotted !== null && `, ${count(minutesAllotted, 'minute')}`
        }</li>`,
    )}</ol>`,
  })
}

function standing({ byRating, progress }: PackContents['summary']): Html {
  const shares = ratings
    .map((rating) => ({ rating, count: byRating.find(({ key }) => key === rating)?.count ?? 0 }))
    .filter((each) => each.count > 0)
  if (shares.length === 0) return html`<p>The plan had no actions yet.</p>`
  return html`${stackedBar(shares, 'Actions by rating')}
<ul class="wm-tally">${shares.map((each) => html`<li>${ratingTag(each.rating)} ${each.count}</li>`)}</ul>
<p>${progress.finished} of ${count(progress.counted, 'action')} finished.</p>`
}

function actionsOf({ matrix }: PackContents): Action[] {
  return matrix.priorities.flatMap((priority) => horizonNames.flatMap((name) => priority[name]))
}

function lineOf({ id, ref, title, rating, owner, dueOn, overdueDays }: Action, asAt: Day): ActionLine {
  return {
    ref,
    title,
    href: atDay(paths.action.at({ id }), asAt),
    rating: rating.rating,
    because: rating.because,
    meta: owner?.name ?? 'Nobody owned it',
    due: dueOn,
    ...(overdueDays > 0 && { daysLate: overdueDays }),
  }
}

function planOnAPage({ matrix, asAt }: PackContents): Html {
  if (matrix.priorities.length === 0) return html`<p>The plan had no priorities yet.</p>`
  return html`<div class="wm-measure-tables">${table({
    caption: 'Priorities and their actions by horizon',
    captionHidden: true,
    rowHeadings: true,
    columns: [{ heading: 'Priority' }, ...matrix.horizons.map(({ label }) => ({ heading: label }))],
    rows: matrix.priorities.map((priority) => [
      html`<span class="wm-ref">${priority.ref}</span> ${priority.title}`,
      ...matrix.horizons.map(({ name }) => cell(priority[name], asAt)),
    ]),
  })}</div>`
}

function cell(actions: readonly Action[], asAt: Day): Html | null {
  if (actions.length === 0) return null
  return html`<ul class="govuk-list">${actions.map(
    ({ id, ref, title, rating }) =>
      html`<li>${ratingTag(rating.rating)} <a class="govuk-link" href="${atDay(paths.action.at({ id }), asAt)}">${ref}</a> ${title}</li>`,
  )}</ul>`
}
