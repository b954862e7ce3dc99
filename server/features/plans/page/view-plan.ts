import type { ActionRead } from '#db/read/action-facts.ts'
import type { HorizonRow, PlanRow, PriorityRow } from '#db/read/plans.ts'
import type { PlanSummary } from '#db/read/summary.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import {
  anchor,
  count,
  day,
  emptyState,
  ratingKey,
  ratingWords,
  type Stat,
  stats,
} from '#server/ui/html/components.ts'
import { button, details } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { listLinks } from '#server/ui/html/list-links.ts'
import type { MeasureLook } from '#server/ui/html/measure-look.ts'
import { wholeLines } from '#server/ui/html/whole-lines.ts'
import { ratingMeanings } from '#server/ui/words/rating-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { type PlanSettings, whyPlanIsShut } from '#workflows/plan/plan-settings.ts'
import { type Rating, ratingOf, ratings } from '#workflows/rating/rating.ts'
import { inFigures } from '#workflows/words.ts'
import { narrows, type PlanFilter, queryOf } from './filter.ts'
import { filterForm } from './view-filter.ts'
import { leftOut } from './view-list.ts'
import { type PlanNext, planNext } from './view-next.ts'
import { aboutOutcomes, measuresNow } from './view-outcomes.ts'
import { isPart, type PlanPart, partLine } from './view-part.ts'
import { planLine } from './view-plan-line.ts'

export type PlanShown = {
  plan: PlanRow
  settings: PlanSettings
  horizons: readonly HorizonRow[]
  priorities: readonly PriorityRow[]
  measures: readonly MeasureLook[]
  /** Those on this page that pass the filter, by their references. */
  actions: readonly ActionRead[]
  part: PlanPart
  summary: PlanSummary
  names: Readonly<Record<string, string>>
  /** What may be done next with it; null where a past day is shown. */
  next: PlanNext | null
  /** Whether this person may write actions into a priority now. */
  addsActions: (priority: PriorityRow) => boolean
  filter: PlanFilter
  today: Day
  /** The past day that is shown; null for now. */
  asAt: Day | null
  /** Whether this person takes all of it out, its history with it. */
  takesOut: boolean
}

/** The plan on a page: a row a priority, with its outcomes and its actions by horizon, each rated in words and colour. */
export function planView(shown: PlanShown): Html {
  const { plan, settings, priorities, actions, summary, filter, next, part, asAt } = shown
  const rows = priorities.filter(
    ({ id }) => !(narrows(filter) || isPart(part)) || actions.some(({ facts }) => facts.priorityId === id),
  )
  return html`
${plan.vision !== '' && html`<p class="wm-vision">${plan.vision}</p>`}
${next && inTheMaking(plan) && planNext(next)}
${
  summary.total > 0 &&
  html`${counts(shown)}
<div class="wm-ways">${next && filterForm(shown)}${wholeLines('Whole titles, owners and dates')}${downloads(shown)}</div>`
}
${
  narrows(filter) &&
  html`<p class="wm-filtered">${count(part.fitting, 'action')} of ${inFigures(summary.total)} ${isPart(part) ? 'found' : 'shown'}. <a class="govuk-link"
  href="${atDay(paths.plan.at(plan), asAt)}">Show all</a></p>`
}
${partLine(shown)}
${
  priorities.length === 0
    ? emptyState(nothingYet(shown))
    : rows.length === 0
      ? emptyState({
          title: 'No action fits',
          text: 'Choose less, or show all.',
          next: button({
            text: 'Show all actions',
            href: atDay(paths.plan.at(plan), asAt),
            look: 'secondary',
          }),
        })
      : html`<div class="wm-matrix">${columnHeads(shown)}${rows.map((priority) => priorityRow(priority, shown))}</div>${partLine(shown)}`
}
${
  plan.challenges.length > 0 &&
  details({
    summary: 'What this plan is up against',
    body: html`<ul class="govuk-list govuk-list--bullet">${plan.challenges.map((each) => html`<li>${each}</li>`)}</ul>`,
  })
}
${summary.total > 0 && ratingKey(ratingMeanings(settings))}
${next && !inTheMaking(plan) && planNext(next)}`
}

function downloads({ plan, filter, asAt, takesOut }: PlanShown): Html {
  const csv = atDay(`${paths.planCsv.at(plan)}${queryOf(filter)}`, asAt)
  return html`<p class="wm-elsewhere"><a class="govuk-link"
  href="${atDay(paths.planExport.at(plan), asAt)}" download>Download the plan as a spreadsheet (.xlsx)</a>,
${listLinks(csv, narrows(filter) ? 'the actions shown' : 'the actions')}${
    takesOut &&
    html`, or <a class="govuk-link" href="${paths.planWhole.at(plan)}" download>all of it with its history (.json)</a>`
  }</p>`
}

/** A plan that is not at work says first what it waits for. */
const inTheMaking = ({ state }: PlanRow): boolean => state !== 'active'

function nothingYet({ plan, next }: PlanShown): Parameters<typeof emptyState>[0] {
  if (plan.state === 'withdrawn')
    return { title: 'This plan has no priorities', text: 'It was withdrawn before any was written.' }
  if (!next?.editable || whyPlanIsShut(plan.state) !== null)
    return {
      title: 'This plan has no priorities yet',
      text: 'Its administrator adds priorities and actions.',
    }
  return {
    title: 'This plan has no priorities yet',
    text: 'A priority is a theme of the plan with a lead. Add the first one, then its actions.',
    next: button({ text: 'Add a priority', href: paths.priorityNew.at(plan) }),
  }
}

function counts({ plan, summary, next }: PlanShown): Html {
  const of = (rating: Rating) => summary.byRating.find(({ key }) => key === rating)?.count ?? 0
  const tile = (rating: Rating, name: string): Stat => ({
    value: of(rating),
    name,
    rating,
    ...(next && { href: `${paths.plan.at(plan)}?rating=${rating}` }),
  })
  const overdue = summary.overdue.reduce((sum, each) => sum + each.count, 0)
  return stats([
    tile('red', 'Red'),
    tile('amber', 'Amber'),
    tile('green', 'Green'),
    tile('blue', 'Blue'),
    tile('grey', 'Not due'),
    {
      value: overdue,
      name: 'Overdue',
      ...(next && { href: `${paths.plan.at(plan)}?rating=overdue` }),
    },
    { value: summary.reprogrammed, name: 'Moved with approval' },
    {
      value: summary.progress.percent === null ? '–' : `${summary.progress.percent}%`,
      name: 'Finished',
      note: [
        `${summary.progress.finished} of ${count(summary.progress.counted, 'action')}`,
        ...(leftOut(summary) === '' ? [] : [leftOut(summary)]),
      ].join('. '),
    },
  ])
}

function priorityRow(priority: PriorityRow, shown: PlanShown): Html {
  const own = shown.actions.filter(({ facts }) => facts.priorityId === priority.id)
  const lead =
    priority.leadId === null ? 'no lead yet' : `led by ${shown.names[priority.leadId] ?? 'somebody'}`
  return html`<section class="wm-matrix__row" id="${anchor(priority.ref)}" aria-labelledby="title-${anchor(priority.ref)}">
<header class="wm-matrix__head">
<h2 class="wm-matrix__title" id="title-${anchor(priority.ref)}"><a class="govuk-link"
  href="${priorityAt(priority, shown)}"><span class="wm-ref">${priority.ref}</span> ${priority.title}</a></h2>
<p class="wm-matrix__lead">${actionsOf(priority, own, shown)}, ${lead}${
    shown.addsActions(priority) &&
    html`. <a class="govuk-link wm-elsewhere" href="${paths.actionNew.at({ id: priority.planId, ref: priority.ref })}">Add an action<span
      class="govuk-visually-hidden"> to ${priority.ref}</span></a>`
  }</p>
</header>
${aboutOutcomes(priority)}
<div class="wm-matrix__cells">
<div class="wm-matrix__cell wm-matrix__cell--outcomes"><h3 class="wm-matrix__label">Outcomes</h3>
${measuresNow(
  shown.measures.filter(({ measure }) => measure.priorityId === priority.id),
  shown.asAt,
)}</div>
${shown.horizons.map((horizon) => cell(horizon, own, shown))}
</div>
</section>`
}

/** The page of a priority, on the day that this one shows. */
function priorityAt({ planId, ref }: PriorityRow, { asAt }: PlanShown): string {
  return atDay(paths.priority.at({ id: planId, ref }), asAt)
}

/** How many actions it has, by colour; of one that stands on several pages, how many of them are here. */
function actionsOf(
  { ref }: PriorityRow,
  own: readonly ActionRead[],
  { part, filter, summary, today }: PlanShown,
) {
  const all = summary.byPriority.find(({ key }) => key === ref)?.count ?? 0
  if (isPart(part) && !narrows(filter) && all > own.length)
    return `${inFigures(own.length)} of its ${count(all, 'action')} here`
  return `${count(own.length, 'action')}${tally(own, today)}`
}

function tally(own: readonly ActionRead[], today: Day): string {
  const rated = own.map(({ facts, plan }) => ratingOf(facts, plan.settings, today).rating)
  const parts = ratings.flatMap((rating) => {
    const number = rated.filter((each) => each === rating).length
    return number === 0 ? [] : [`${number} ${ratingWords[rating].toLowerCase()}`]
  })
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}

// On a laptop they stay in sight while the rows pass below; a screen reader has the heading of each cell.
function columnHeads(shown: PlanShown): Html {
  return html`<div class="wm-matrix__cells wm-matrix__heads" aria-hidden="true">
<div class="wm-matrix__cell wm-matrix__cell--outcomes">Outcomes</div>${shown.horizons.map(
    (horizon) => html`<div class="${cellLook(horizon, shown)}">${columnHead(horizon)}</div>`,
  )}
</div>`
}

function columnHead({ label, lastOn }: HorizonRow): Html {
  return html`${label} <span class="wm-matrix__until">to ${day(lastOn)}</span>`
}

function cellLook(horizon: HorizonRow, shown: PlanShown): string {
  return `wm-matrix__cell${isLight(horizon, shown) ? ' wm-matrix__cell--light' : ''}`
}

function cell(horizon: HorizonRow, own: readonly ActionRead[], shown: PlanShown): Html {
  const here = own.filter(({ facts }) => facts.horizonId === horizon.id)
  return html`<div class="${cellLook(horizon, shown)}"><h3 class="wm-matrix__label">${columnHead(horizon)}</h3>
${
  here.length === 0
    ? html`<p class="wm-quiet">No action${own.length > 0 ? '' : ' yet'}</p>`
    : html`<ul class="wm-lines">${here.map((action) => planLine(action, shown))}</ul>`
}
</div>`
}

/** A horizon with at most half as many actions in the whole plan as the fullest one: it needs less room in every row. */
function isLight({ name }: HorizonRow, { horizons, summary }: PlanShown): boolean {
  const inHorizon = (each: string) => summary.byHorizon.find(({ key }) => key === each)?.count ?? 0
  return 2 * inHorizon(name) <= Math.max(...horizons.map((each) => inHorizon(each.name))) && summary.total > 0
}
