import type { ActionRead } from '#db/read/action-facts.ts'
import { mayReadMail } from '#server/features/plans/section.ts'
import { paths } from '#server/paths.ts'
import { stackedBar } from '#server/ui/html/charts.ts'
import { count, day, ratingKey, ratingTag, ratingWords, section, table } from '#server/ui/html/components.ts'
import { tag } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { confidenceWords } from '#server/ui/words/confidence-words.ts'
import { ratingMeanings } from '#server/ui/words/rating-words.ts'
import { daysBetween } from '#workflows/calendar/calendar.ts'
import { deliversWithoutOutcome, priorityRatingOf } from '#workflows/rating/priority-rating.ts'
import { type Rating, ratingOf, ratings } from '#workflows/rating/rating.ts'
import { mailVerdict } from '../mail/view-mail-verdict.ts'
import { type Board, isOpen } from './board.ts'
import { forTheAgenda } from './view-board-agenda.ts'
import { type BoardForms, decisions } from './view-board-decisions.ts'
import { overdue } from './view-board-overdue.ts'
import { whereNobodyIsSilent } from './view-board-silence.ts'

/** The board page: what needs a decision first, then what slipped, what is stuck, and how the plan stands. */
export function boardView(board: Board, forms: BoardForms): Html {
  return html`<div class="wm-board">
<div class="wm-board__main">${decisions(board, forms)}${forTheAgenda(board)}${slipped(board)}${overdue(board)}</div>
<div class="wm-board__side">${actionsByRating(board)}${mail(board)}${stuck(board)}</div>
</div>
${delivery(board)}
${ratingKey(ratingMeanings(board.settings))}`
}

/** Entries of a list before the rest is left to another page. */
const SHOWN = 8

type Entry = { id: string; ref: string; title: string; rating: Rating; text: string }

function entries(list: readonly Entry[], more: { href: string; text: string }): Html {
  return html`<ul class="wm-lines">${list.slice(0, SHOWN).map(
    ({ id, ref, title, rating, text }) => html`<li class="wm-item wm-item--${rating}">
<a class="govuk-link wm-item__title" href="${paths.action.at({ id })}"><span class="wm-ref">${ref}</span> ${title}</a>
<span class="wm-item__facts">${ratingTag(rating)} <span>${text}</span></span></li>`,
  )}</ul>${
    list.length > SHOWN &&
    html`<p class="wm-board__more">And ${list.length - SHOWN} more. <a class="govuk-link" href="${more.href}">${more.text}</a></p>`
  }`
}

function slipped({ plan, since, changes, actions, today }: Board): Html {
  const rated = new Map(actions.map((read) => [read.facts.id, ratingNow(read, today)]))
  const entry = ({ id, ref, title }: { id: string; ref: string; title: string }, text: string): Entry => ({
    id,
    ref,
    title,
    rating: rated.get(id) ?? 'none',
    text,
  })
  const late = new Set(changes.newlyOverdue.map(({ action }) => action.id))
  const worse = [
    ...changes.newlyOverdue.map(({ action, overdueDays: days, dueOn }) =>
      entry(action, `Ran past ${dueOn === null ? 'its date' : day(dueOn)}, ${count(days, 'day')} ago`),
    ),
    ...changes.moved.flatMap(({ action, from, to, days, actor }) =>
      days > 0
        ? [
            entry(
              action,
              `Moved from ${day(from)} to ${day(to)}, ${count(days, 'day')} later${actor ? `, by ${actor.name}` : ''}`,
            ),
          ]
        : [],
    ),
    ...changes.turned.flatMap(({ action, from, to, direction }) =>
      direction === 'worse' && !late.has(action.id)
        ? [entry(action, `Was ${ratingWords[from.rating].toLowerCase()}. ${to.because}`)]
        : [],
    ),
  ]
  const better = changes.turned.flatMap(({ action, from, to, direction }) =>
    direction === 'better'
      ? [entry(action, `Was ${ratingWords[from.rating].toLowerCase()}. ${to.because}`)]
      : [],
  )
  const all = { href: paths.planChanges.at(plan), text: 'All changes' }
  const from =
    since.title === null
      ? `In the 28 days since ${day(since.day)}`
      : `Since ${since.title}, ${day(since.day)}`
  return section({
    title: 'What slipped',
    id: 'slipped',
    number: worse.length,
    intro: html`${from}. <a class="govuk-link" href="${all.href}">All that changed</a>`,
    body: html`${worse.length === 0 ? html`<p>Nothing slipped.</p>` : entries(worse, all)}
${better.length > 0 && html`<h3 class="wm-board__part">What got better <span class="wm-count">${better.length}</span></h3>${entries(better, all)}`}`,
  })
}

function stuck(board: Board): Html {
  const { plan, stuck: blocked, stale, today, settings } = board
  const rest = { href: paths.plan.at(plan), text: 'The plan on a page' }
  const blockers = blocked.flatMap((read) =>
    read.facts.blockers.filter(isOpen).map((blocker) => ({
      ...entryOf(read, today),
      text: `${blocker.what}. Waits for ${blocker.waitingOn}, ${daysFor(daysBetween(blocker.sinceOn, today))}${blocker.critical ? ', critical' : ''}`,
    })),
  )
  const silent = stale.map(({ read, since }) => ({
    ...entryOf(read, today),
    text: `${read.owner?.name ?? 'Nobody'}: no update since ${day(since)}, ${count(daysBetween(since, today), 'day')}`,
  }))
  return section({
    title: 'Blocked, or without an update',
    id: 'stuck',
    number: new Set([...blockers, ...silent].map(({ id }) => id)).size,
    body: html`<h3 class="wm-board__part">Blocked</h3>${blockers.length === 0 ? html`<p>Nothing is blocked.</p>` : entries(blockers, rest)}
<h3 class="wm-board__part">No update for ${count(settings.staleDays, 'day')} or more</h3>${
      silent.length === 0 ? html`<p>${whereNobodyIsSilent(board)}</p>` : entries(silent, rest)
    }`,
  })
}

function actionsByRating({ plan, summary, actions }: Board): Html {
  const of = (rating: Rating) => summary.byRating.find(({ key }) => key === rating)?.count ?? 0
  const shares = ratings.map((rating) => ({ rating, count: of(rating) })).filter((share) => share.count > 0)
  const { progress, reprogrammed } = summary
  return section({
    title: 'How it stands',
    id: 'standing',
    body: html`${stackedBar(shares, 'Actions by rating')}
${table({
  caption: 'Actions by rating',
  captionHidden: true,
  narrow: 'scroll',
  columns: [
    { heading: 'Rating' },
    { heading: 'Actions', numeric: true },
    { heading: 'Share', numeric: true },
  ],
  rowHeadings: true,
  rows: shares.map(({ rating, count: number }) => [
    html`<a class="govuk-link wm-board__rating" href="${paths.plan.at(plan)}?rating=${rating}">${ratingTag(rating)}</a>`,
    number,
    `${Math.round((100 * number) / Math.max(1, actions.length))}%`,
  ]),
})}
<p>${
      progress.percent === null
        ? 'Nothing counts yet.'
        : `${progress.finished} of ${count(progress.counted, 'action')} finished, ${progress.percent}%.`
    } ${count(reprogrammed, 'due date was', 'due dates were')} moved with approval.</p>`,
  })
}

function mail({ plan, mail: { week, counts, first }, role }: Board): Html {
  return section({
    title: 'Did the Monday emails go?',
    id: 'mail',
    body: html`${mailVerdict(week, counts, first)}${
      mayReadMail(role) &&
      html`<p class="wm-board__more"><a class="govuk-link" href="${paths.planMail.at(plan)}">The mail log</a></p>`
    }`,
  })
}

function delivery({ plan, priorities, actions, names, today }: Board): Html {
  return section({
    title: 'Delivery against outcome',
    id: 'delivery',
    intro:
      'What was delivered is one verdict, whether it helps is another. Where delivery looks good and nothing shows that the outcome moves, ask why.',
    body: table({
      caption: 'Delivery and outcome by priority',
      captionHidden: true,
      rowHeadings: true,
      columns: [
        { heading: 'Priority' },
        { heading: 'Lead' },
        { heading: 'Delivery' },
        { heading: 'Outcome confidence' },
        { heading: 'Finished', numeric: true },
      ],
      rows: priorities.map(({ id, ref, title, leadId, outcomeConfidence, confidenceNote }) => {
        const own = actions.filter(({ facts }) => facts.priorityId === id)
        const { rating, because } = priorityRatingOf(
          own.map((read) => ({ ...read.facts, rating: ratingNow(read, today) })),
        )
        const counted = own.filter(({ facts: { state } }) => state !== 'cancelled' && state !== 'superseded')
        const finished = counted.filter(
          ({ facts: { state } }) => state === 'signedOff' || state === 'embedded',
        )
        return [
          html`<a class="govuk-link" href="${paths.priority.at({ id: plan.id, ref })}"><span class="wm-ref">${ref}</span> ${title}</a>`,
          leadId === null ? null : (names[leadId] ?? null),
          html`${ratingTag(rating)}<span class="wm-board__why">${because}</span>`,
          html`${confidenceWords[outcomeConfidence]}${
            deliversWithoutOutcome(rating, outcomeConfidence) && html` ${tag('Ask why', 'wm-tag--critical')}`
          }${confidenceNote !== '' && html`<span class="wm-board__why">${confidenceNote}</span>`}`,
          `${finished.length} of ${counted.length}`,
        ]
      }),
    }),
  })
}

function entryOf(read: ActionRead, today: Board['today']): Omit<Entry, 'text'> {
  const { id, ref, title } = read.facts
  return { id, ref, title, rating: ratingNow(read, today) }
}

function ratingNow({ facts, plan }: ActionRead, today: Board['today']): Rating {
  return ratingOf(facts, plan.settings, today).rating
}

function daysFor(days: number): string {
  return days === 0 ? 'since today' : `for ${count(days, 'day')}`
}
