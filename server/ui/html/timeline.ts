import type { Instant } from '#workflows/calendar/calendar.ts'
import { type Content, type Html, html } from './html.ts'
import { moment } from './words.ts'

/** Something that happened. */
export type Happening = {
  what: Content
  who: string
  at: Instant | Date
  body?: Content | undefined
  /** Marks what a reader looks for first: a decision, a return, a move of the date. */
  weight?: 'decision' | 'setback' | undefined
}

/** A history, newest first, as an ordered list. */
export function timeline(happenings: readonly Happening[]): Html {
  return html`<ol class="wm-timeline" reversed>${happenings.map(happening)}</ol>`
}

function happening({ what, who, at, body, weight }: Happening): Html {
  const machine = typeof at === 'string' ? at : at.toISOString()
  return html`
<li class="wm-timeline__item${weight && ` wm-timeline__item--${weight}`}">
<p class="wm-timeline__what">${what}</p>
<p class="wm-timeline__by">${who}, <time datetime="${machine}">${moment(at)}</time></p>
${body !== undefined && html`<div class="wm-timeline__body">${body}</div>`}
</li>`
}
