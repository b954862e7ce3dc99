import { section } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { GreensOnBoard } from './board-greens.ts'
import type { Board } from './board.ts'
import { toldLines } from './view-board-lines.ts'

/** The greens to ask about: those that a moved date made green, and those of whom nobody has heard. */
export function greens({ asAt }: Board, { byMove, unheard }: GreensOnBoard): Html {
  return html`${section({
    title: 'Green only because a date moved',
    id: 'green-by-move',
    number: byMove.length,
    intro: 'By the date first agreed they would be red or amber.',
    body: byMove.length === 0 ? html`<p>No action is green for that reason.</p>` : toldLines(byMove, asAt),
  })}${section({
    title: 'Greens unheard of for five weeks',
    id: 'green-unheard',
    number: unheard.length,
    intro: 'Green but for their silence: no update for 35 days or more.',
    body:
      unheard.length === 0
        ? html`<p>Of every green action something was heard.</p>`
        : toldLines(unheard, asAt),
  })}`
}
