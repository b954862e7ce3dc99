import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { day, section } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { londonDay } from '#workflows/calendar/calendar.ts'
import type { TurnedOnBoard } from './board-turned.ts'
import type { Board } from './board.ts'
import { toldLines } from './view-board-lines.ts'

/** What turned red since the last board: whose, and why. Never cut off, on paper neither. */
export function turnedRed(board: Board, { red }: TurnedOnBoard): Html {
  const then = atDay(paths.plan.at(board.plan), board.since.day)
  // A plan has no picture of the days before it was begun.
  const wasThere = londonDay(board.plan.createdAt) <= board.since.day
  return section({
    title: 'Turned red',
    id: 'turned-red',
    number: red.length,
    intro: html`${sinceWhen(board)}.${wasThere && html` <a class="govuk-link wm-elsewhere" href="${then}">The plan as it was then</a>`}`,
    body: red.length === 0 ? html`<p>Nothing turned red.</p>` : toldLines(red, board.asAt),
  })
}

/** What else went back since the last board, reds before ambers, and what got better. */
export function slipped(board: Board, { slipped: worse, better }: TurnedOnBoard): Html {
  return section({
    title: 'What else slipped',
    id: 'slipped',
    number: worse.length,
    intro: html`${sinceWhen(board)}. <a class="govuk-link wm-elsewhere" href="${atDay(paths.planChanges.at(board.plan), board.asAt)}">All that changed</a>`,
    body: html`${worse.length === 0 ? html`<p>Nothing else slipped.</p>` : toldLines(worse, board.asAt)}
${
  better.length > 0 &&
  html`<h3 class="wm-board__part">What got better <span class="wm-count">${better.length}</span></h3>${toldLines(better, board.asAt)}`
}`,
  })
}

function sinceWhen({ since }: Board): string {
  return since.title === null
    ? `In the 28 days since ${day(since.day)}`
    : `Since the data cut-off of ${since.title}, ${day(since.day)}`
}
