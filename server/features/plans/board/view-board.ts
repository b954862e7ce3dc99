import type { ActionRead } from '#db/read/action-facts.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { count, day, ratingKey, ratingTag, section, table } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { ratingMeanings } from '#server/ui/words/rating-words.ts'
import { daysBetween } from '#workflows/calendar/calendar.ts'
import { type Rating, ratingOf, ratings } from '#workflows/rating/rating.ts'
import { greensOn } from './board-greens.ts'
import { lateOn } from './board-overdue.ts'
import { inOrder, turnedOn } from './board-turned.ts'
import { type Board, isOpen } from './board.ts'
import { forTheAgenda } from './view-board-agenda.ts'
import { type BoardForms, decisions } from './view-board-decisions.ts'
import { deliveries, delivery } from './view-board-delivery.ts'
import { lateFigures } from './view-board-figures.ts'
import { glance } from './view-board-glance.ts'
import { greens } from './view-board-greens.ts'
import { toldLines } from './view-board-lines.ts'
import { overdue } from './view-board-overdue.ts'
import { whereNobodyIsSilent } from './view-board-silence.ts'
import { slipped } from './view-board-turned.ts'

/**
 * The board page: what needs a decision first, then what slipped, what is stuck, and how the plan stands.
 * @param forms with which its person decides; null on a past day
 */
export function boardView(board: Board, forms: BoardForms | null): Html {
  const [turned, doubtful, late] = [turnedOn(board), greensOn(board), lateOn(board)]
  const outcomes = deliveries(board)
  return html`${glance(board, { turned, greens: doubtful, late, outcomes })}<div class="wm-board">
<div class="wm-board__main">${decisions(board, forms)}${forTheAgenda(board)}${greens(board, doubtful)}${slipped(board, turned)}${overdue(board, late)}</div>
<div class="wm-board__side">${actionsByRating(board)}${stuck(board)}${lateFigures(board)}</div>
</div>
${delivery(board, outcomes)}
${ratingKey(ratingMeanings(board.settings))}`
}

function stuck(board: Board): Html {
  const { stuck: blocked, stale, today, settings, asAt } = board
  const blockers = blocked.flatMap((read) =>
    read.facts.blockers.filter(isOpen).map(({ what, waitingOn, sinceOn, critical }) => ({
      read,
      rating: ratingNow(read, today),
      text: `${what}. Waits for ${waitingOn}, ${daysFor(daysBetween(sinceOn, today))}${critical ? ', critical' : ''}`,
    })),
  )
  const silent = stale.map(({ read, since }) => ({
    read,
    rating: ratingNow(read, today),
    text: `no update since ${day(since)}, ${count(daysBetween(since, today), 'day')}`,
  }))
  return section({
    title: 'Blocked, or without an update',
    id: 'stuck',
    number: new Set([...blockers, ...silent].map(({ read }) => read.facts.id)).size,
    body: html`<h3 class="wm-board__part">Blocked</h3>${blockers.length === 0 ? html`<p>Nothing is blocked.</p>` : toldLines(inOrder(blockers), asAt)}
<h3 class="wm-board__part">No update for ${count(settings.staleDays, 'day')} or more</h3>${
      silent.length === 0 ? html`<p>${whereNobodyIsSilent(board)}</p>` : toldLines(inOrder(silent), asAt)
    }`,
  })
}

function actionsByRating({ plan, summary, actions, asAt }: Board): Html {
  const of = (rating: Rating) => summary.byRating.find(({ key }) => key === rating)?.count ?? 0
  const shares = ratings.map((rating) => ({ rating, count: of(rating) })).filter((share) => share.count > 0)
  const { progress, reprogrammed } = summary
  const out = actions.length - progress.counted
  const leftOut =
    out > 0 && `${count(out, 'action')} superseded or cancelled ${out === 1 ? 'is' : 'are'} not counted. `
  return section({
    title: 'Actions by rating',
    id: 'ratings',
    body: html`${table({
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
        html`<a class="govuk-link wm-board__rating" href="${atDay(`${paths.plan.at(plan)}?rating=${rating}`, asAt)}">${ratingTag(rating)}</a>`,
        number,
        `${Math.round((100 * number) / Math.max(1, actions.length))}%`,
      ]),
    })}
<p>${
      progress.percent === null
        ? 'Nothing counts yet.'
        : `${progress.finished} of ${count(progress.counted, 'action')} finished, ${progress.percent}%.`
    } ${leftOut}${count(reprogrammed, 'due date was', 'due dates were')} moved with approval.</p>`,
  })
}

function ratingNow({ facts, plan }: ActionRead, today: Board['today']): Rating {
  return ratingOf(facts, plan.settings, today).rating
}

function daysFor(days: number): string {
  return days === 0 ? 'since today' : `for ${count(days, 'day')}`
}
