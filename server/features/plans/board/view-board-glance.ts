import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { section, stats } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { worseLines, worseOf } from '#server/ui/html/measures-sentence.ts'
import type { GreensOnBoard } from './board-greens.ts'
import type { LateOnBoard } from './board-overdue.ts'
import type { TurnedOnBoard } from './board-turned.ts'
import type { Board } from './board.ts'
import { toDecide } from './view-board-decisions.ts'
import type { Delivery } from './view-board-delivery.ts'
import { mailOfWeek } from './view-board-mail.ts'
import { deliveryGrid, overdueByAgency, ratingsAtBoards } from './view-board-pictures.ts'
import { turnedRed } from './view-board-turned.ts'

/** What the board page found in a plan. */
export type Found = {
  turned: TurnedOnBoard
  greens: GreensOnBoard
  late: LateOnBoard
  outcomes: readonly Delivery[]
}

/**
 * The first look, one screen of a laptop: how many of each thing a chair asks after, each number a press from its list,
 * what turned red, and small pictures of how the plan stands.
 */
export function glance(board: Board, { turned, greens, late, outcomes }: Found): Html {
  return html`<div class="wm-glance">${stats([
    { value: toDecide(board), name: 'Needs a decision', href: '#decisions' },
    { value: turned.red.length, name: 'Turned red', href: '#turned-red', rating: 'red' },
    { value: late.owners.length, name: 'Overdue, with milestones', href: '#overdue' },
    { value: greens.byMove.length, name: 'Green only because a date moved', href: '#green-by-move' },
    { value: greens.unheard.length, name: 'Greens unheard of for five weeks', href: '#green-unheard' },
    {
      value: outcomes.filter(({ askWhy }) => askWhy).length,
      name: 'Delivering, outcome not moving',
      href: '#delivery',
    },
  ])}${mailOfWeek(board)}
<div class="wm-glance__grid">
<div>${turnedRed(board, turned)}${gotWorse(board)}</div>
<div>${ratingsAtBoards(board)}</div>
<div>${overdueByAgency(late)}${deliveryGrid(board, outcomes)}</div>
</div></div>`
}

/** The measures that got worse and how, the weightiest of them; nothing where none did. */
function gotWorse({ measures, asAt, plan }: Board): Html | false {
  const worse = worseOf(measures)
  return (
    worse.length > 0 &&
    section({
      title: 'Measures that got worse',
      id: 'got-worse',
      number: worse.length,
      body: html`${worseLines(worse.slice(0, SHOWN), asAt)}${
        worse.length > SHOWN &&
        html`<p><a class="govuk-link" href="${atDay(`${paths.measures.at(plan)}#measures-worse`, asAt)}">All ${worse.length} that got worse</a></p>`
      }`,
    })
  )
}

/** So many stand on the first screen beside the rest. */
const SHOWN = 3
