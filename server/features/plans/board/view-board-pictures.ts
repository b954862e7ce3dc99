import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { type Share, countBars, stackedBar } from '#server/ui/html/charts.ts'
import { count, day, ratingTag, ratingWords, table } from '#server/ui/html/components.ts'
import { details } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { isWatermelon, type OutcomeMovement } from '#workflows/rating/outcome-movement.ts'
import { type Rating, ratings } from '#workflows/rating/rating.ts'
import { agencyOf, lateBy, type LateOnBoard } from './board-overdue.ts'
import type { Board } from './board.ts'
import type { Delivery } from './view-board-delivery.ts'

/** Boards that stand below the bar of today. */
const BOARDS = 5

/** Where the plan stands today, and where it stood at the last boards: a bar each, and all of them as a table. */
export function ratingsAtBoards({ summary, boards, asAt }: Board): Html {
  const today = sharesOf(summary.byRating)
  const before = boards
    .filter(({ byRating }) => byRating.length > 0)
    .slice(0, BOARDS)
    .map(({ byRating, ...board }) => ({ ...board, shares: sharesOf(byRating) }))
  return picture(
    'How it stands',
    'standing',
    html`${stackedBar(today, 'Actions by rating')}
${
  before.length > 0 &&
  html`<ul class="wm-boards">${before.map(
    ({
      id,
      title,
      heldOn,
      shares,
    }) => html`<li><a class="govuk-link" href="${atDay(paths.meeting.at({ id }), asAt)}"><span
  class="wm-boards__title">${title},</span> <span class="wm-boards__day">${day(heldOn)}</span></a>
${stackedBar(shares, `At ${title}`, { small: true })}</li>`,
  )}</ul>
${details({ summary: 'The bars as a table', body: asTable({ title: asAt === null ? 'Today' : day(asAt), shares: today }, before) })}`
}`,
  )
}

type Stood = { title: string; shares: Share[] }

function asTable(last: Stood, before: readonly Stood[]): Html {
  const rows = [last, ...before]
  const shown = ratings.filter((rating) => rows.some(({ shares }) => of(shares, rating) > 0))
  return table({
    caption: `Actions by rating, ${last.title === 'Today' ? 'today' : 'that day'} and at the last boards`,
    captionHidden: true,
    narrow: 'scroll',
    rowHeadings: true,
    columns: [
      { heading: 'Board' },
      ...shown.map((rating) => ({ heading: ratingWords[rating], numeric: true })),
    ],
    rows: rows.map(({ title, shares }) => [title, ...shown.map((rating) => of(shares, rating))]),
  })
}

function of(shares: readonly Share[], rating: Rating): number {
  return shares.find((each) => each.rating === rating)?.count ?? 0
}

function sharesOf(counts: readonly { key: string | null; count: number }[]): Share[] {
  return ratings.flatMap((rating) => {
    const number = counts.find(({ key }) => key === rating)?.count ?? 0
    return number > 0 ? [{ rating, count: number }] : []
  })
}

/** What is overdue by agency, and what is past its date and waits for others. */
export function overdueByAgency({ owners, lead, chair }: LateOnBoard): Html {
  const rows = [
    ...lateBy(owners, agencyOf),
    ...lateBy(chair, () => 'Waits for the chair'),
    ...lateBy(lead, () => 'Waits for the lead'),
  ].map(({ name, actions, milestones }) => ({
    name,
    count: actions + milestones,
    note: [
      ...(actions > 0 ? [count(actions, 'action')] : []),
      ...(milestones > 0 ? [count(milestones, 'milestone')] : []),
    ].join(', '),
  }))
  return picture(
    'Overdue by agency',
    'overdue-agencies',
    rows.length === 0 ? html`<p>Nothing is overdue.</p>` : countBars(rows),
  )
}

const outcomes: [OutcomeMovement, string][] = [
  ['better', 'Better'],
  ['same', 'No better'],
  ['worse', 'Worse'],
  ['unknown', 'Not known'],
]

/** Priorities by the colour of their delivery and by what their measures did; those green outside alone are named. */
export function deliveryGrid({ plan, asAt }: Board, list: readonly Delivery[]): Html {
  const shown = ratings.filter((rating) => list.some((each) => each.rating === rating))
  const link = ({
    priority: { ref, title },
    askWhy,
  }: Delivery) => html`<a class="govuk-link wm-ref${askWhy && ' wm-grid__ask'}"
  href="${atDay(paths.priority.at({ id: plan.id, ref }), asAt)}">${ref}<span class="govuk-visually-hidden"> ${title}${askWhy && ', ask why'}</span></a> `
  const asks = list.some(({ askWhy }) => askWhy)
  return picture(
    'Delivery against outcome',
    'delivery-grid',
    html`${table({
      caption: 'Priorities by delivery and by what their measures did',
      captionHidden: true,
      narrow: 'scroll',
      rowHeadings: true,
      columns: [{ heading: 'Delivery' }, ...outcomes.map(([, heading]) => ({ heading }))],
      rows: shown.map((rating) => [
        ratingTag(rating),
        ...outcomes.map(([outcome]) => {
          const found = list.filter((each) => each.rating === rating && each.outcome === outcome)
          return found.length === 0 ? null : html`${found.map(link)}`
        }),
      ]),
    })}${melons(list)}${asks && askWhy}${byWhichRule}`,
  )
}

const byWhichRule = html`<p class="wm-quiet">Better: most of its measures got better. Worse: more got worse than better. No better: neither.
A measure with too few figures to judge counts by its newest beside its start, which may be chance.</p>`

const askWhy = html`<p class="wm-quiet">Framed: delivery looks good, but a measure has not moved or got worse, or no outcome can be seen yet. Ask why.</p>`

/** Names the priorities whose delivery looks good while their outcome does not get better. */
function melons(list: readonly Delivery[]): Html | false {
  const found = list.filter(({ rating, outcome }) => isWatermelon(rating, outcome))
  if (found.length === 0) return false
  const named = (outcome: OutcomeMovement) =>
    new Intl.ListFormat('en-GB').format(
      found.filter((each) => each.outcome === outcome).map(({ priority }) => priority.ref),
    )
  const [same, worse] = [named('same'), named('worse')]
  return html`<p><strong>Green outside, red within:</strong>${same !== '' && ` ${same} delivers as planned, and its outcome is no better.`}${
    worse !== '' && ` ${worse} delivers as planned, and its outcome got worse.`
  }</p>`
}

function picture(title: string, id: string, body: Html): Html {
  return html`<section class="wm-picture" aria-labelledby="${id}"><h2 class="wm-picture__title" id="${id}">${title}</h2>${body}</section>`
}
