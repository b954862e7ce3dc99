import { stats } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { GreensOnBoard } from './board-greens.ts'
import type { LateOnBoard } from './board-overdue.ts'
import type { TurnedOnBoard } from './board-turned.ts'
import type { Delivery } from './view-board-delivery.ts'

/** What the board page found, counted in its first tiles. */
export type Found = {
  toDecide: number
  turned: TurnedOnBoard
  greens: GreensOnBoard
  late: LateOnBoard
  outcomes: readonly Delivery[]
}

/** The first look: how many of each thing a chair asks after, each number a press from its list. */
export function glance({ toDecide, turned, greens, late, outcomes }: Found): Html {
  return html`<div class="wm-glance">${stats([
    { value: toDecide, name: 'Needs a decision', href: '#decisions' },
    { value: turned.red.length, name: 'Turned red', href: '#turned-red', rating: 'red' },
    { value: late.owners.length, name: 'Overdue, with milestones', href: '#overdue' },
    { value: greens.byMove.length, name: 'Green only because a date moved', href: '#green-by-move' },
    { value: greens.unheard.length, name: 'Greens unheard of for five weeks', href: '#green-unheard' },
    {
      value: outcomes.filter(({ unmoved }) => unmoved).length,
      name: 'Delivering, measures unmoved',
      href: '#delivery',
    },
  ])}</div>`
}
