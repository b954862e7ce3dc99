import type { BriefAction } from '#db/read/matrix.ts'
import type { HorizonRow, PriorityRow } from '#db/read/plans.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import {
  anchor,
  count,
  day,
  emptyState,
  ratingKey,
  ratingTag,
  ratingWords,
  table,
  timesMoved,
} from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { wholeLines } from '#server/ui/html/whole-lines.ts'
import { ratingMeanings } from '#server/ui/words/rating-words.ts'
import { isCounted, isLive } from '#workflows/action/action-facts.ts'
import { timesDateMoved } from '#workflows/action/date-moves.ts'
import { type Day, daysBetween } from '#workflows/calendar/calendar.ts'
import type { PlanSettings } from '#workflows/plan/plan-settings.ts'
import { type Rating, ratingOf } from '#workflows/rating/rating.ts'
import { axisShown, type Ground, groundAndAxis, type Scale } from './axis.ts'
import { timeBar } from './bars.ts'
import { horizonWords, timelineKey } from './view-key.ts'

export type TimelineShown = {
  settings: PlanSettings
  horizons: readonly HorizonRow[]
  priorities: readonly PriorityRow[]
  actions: readonly BriefAction[]
  /** Where the page stands, and whether it is asked for as a table. */
  path: string
  asTable: boolean
  /** The past day that it shows; null for now. */
  asAt: Day | null
  today: Day
}

type Rated = BriefAction & { rating: Rating }

/** Every action that counts, by priority: each as a bar, or all in a table. */
export function timelineView(shown: TimelineShown): Html {
  const { actions, settings, horizons, priorities, today } = shown
  const rated = actions
    .filter(({ facts }) => isCounted(facts.state))
    .map((action) => ({ ...action, rating: ratingOf(action.facts, settings, today).rating }))
  if (rated.length === 0) {
    return emptyState({
      title: 'There is nothing to draw yet',
      text: 'Actions appear here once the plan has some with a due date.',
    })
  }
  if (shown.asTable) {
    return html`<p><a class="govuk-link wm-elsewhere" href="${atDay(shown.path, shown.asAt)}">The same as bars</a></p>
${asTable(rated)}
${ratingKey(ratingMeanings(settings))}`
  }
  const ground: Ground = {
    scale: scaleOf(horizons, rated),
    today,
    horizons: horizons.map(({ name, firstOn, lastOn }) => ({
      name: horizonWords[name],
      from: firstOn,
      to: lastOn,
    })),
  }
  const order = horizons.map(({ name }) => name)
  const own = (priority: PriorityRow) =>
    rated
      .filter((action) => action.priority.id === priority.id)
      .toSorted((a, b) => order.indexOf(a.horizon) - order.indexOf(b.horizon))
  return html`${timelineKey({ ratings: rated.map(({ rating }) => rating), horizons, scale: ground.scale, today, isPast: shown.asAt !== null })}
<div class="wm-ways"><p><a class="govuk-link wm-elsewhere" href="${asTableAt(shown)}">The same as a table</a></p>${wholeLines('Whole titles')}</div>
${groundAndAxis(ground)}
${priorities
  .filter((priority) => own(priority).length > 0)
  .map(
    (priority) => html`<section class="wm-time" aria-labelledby="time-${anchor(priority.ref)}">
<div class="wm-time__head"><h2 class="wm-time__title" id="time-${anchor(priority.ref)}"><span
  class="wm-ref">${priority.ref}</span> ${priority.title}</h2>${axisShown()}</div>
<ul class="wm-time__rows">${own(priority).map((action) => row(action, ground, shown.asAt))}</ul>
</section>`,
  )}
${ratingKey(ratingMeanings(settings))}`
}

function scaleOf(horizons: readonly HorizonRow[], actions: readonly Rated[]): Scale {
  const days = [
    ...horizons.flatMap(({ firstOn, lastOn }) => [firstOn, lastOn]),
    ...actions.flatMap(({ facts }) => [facts.startOn ?? [], facts.dueOn ?? []].flat()),
  ].toSorted()
  return { from: days[0] ?? '', to: days.at(-1) ?? '' }
}

function row(action: Rated, ground: Ground, asAt: Day | null): Html {
  const { facts, rating, owner } = action
  const due = facts.dueOn === null ? 'no due date' : `due ${day(facts.dueOn)}`
  const moved = timesMoved(timesDateMoved(facts))
  // Where there is room for a chart of one line, the date stands in it.
  const dates = [due, ...(moved === '' ? [] : [moved])].join(', ')
  return html`<li>${ratingTag(rating)}<a class="govuk-link" href="${atDay(paths.action.at(facts), asAt)}"><b>${facts.ref}</b> ${facts.title}</a>
<p>${owner?.name ?? 'nobody owns it'}<i>, ${dates}</i></p>${timeBar(
    { ...facts, timesMoved: timesDateMoved(facts), live: isLive(facts.state), label: inWords(action) },
    ground,
  )}</li>`
}

function inWords({ facts, rating }: Rated): string {
  const { ref, startOn, dueOn, baselineDueOn, forecastOn, state } = facts
  const from = startOn === null ? 'no start date' : `from ${day(startOn)}`
  const to = dueOn === null ? 'no due date' : `to ${day(dueOn)}`
  const shift = baselineDueOn === null || dueOn === null ? 0 : daysBetween(baselineDueOn, dueOn)
  const first =
    shift > 0 && baselineDueOn !== null
      ? `, ${count(shift, 'day')} after ${day(baselineDueOn)} as first agreed`
      : ''
  const expected = forecastOn !== null && isLive(state) ? `, expected ${day(forecastOn)}` : ''
  return `${ref}, ${ratingWords[rating].toLowerCase()}: ${from} ${to}${first}${expected}`
}

function asTable(actions: readonly Rated[]): Html {
  return table({
    caption: 'Actions and their dates',
    captionHidden: true,
    rowHeadings: true,
    columns: [
      { heading: 'Action' },
      { heading: 'Rating' },
      { heading: 'Start' },
      { heading: 'First agreed' },
      { heading: 'Due now' },
      { heading: 'Owner expects' },
      { heading: 'Moved', numeric: true },
    ],
    rows: actions.map(({ facts, rating }) => [
      html`<span class="wm-ref">${facts.ref}</span> ${facts.title}`,
      ratingTag(rating),
      dayOrNone(facts.startOn),
      dayOrNone(facts.baselineDueOn),
      dayOrNone(facts.dueOn),
      isLive(facts.state) ? dayOrNone(facts.forecastOn) : null,
      timesDateMoved(facts),
    ]),
  })
}

function dayOrNone(value: Day | null): string | null {
  return value === null ? null : day(value)
}

const asTableAt = ({ path, asAt }: TimelineShown): string => atDay(`${path}?as=table`, asAt)
