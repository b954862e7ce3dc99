import type { MovementKind } from '#workflows/measure/movement.ts'
import type { Assurance } from '#workflows/measure/spc.ts'
import { type Html, html } from './html.ts'

/**
 * A small picture of what a measure did, or of whether its target will be reached. Its shape says it as well as its
 * colour, and words stand beside it: it is not read out.
 */
export function sign(what: MovementKind | Assurance): Html {
  return html`<svg class="wm-sign wm-sign--${what}" viewBox="0 0 20 20" aria-hidden="true">${shapes[what]}</svg>`
}

const ring = html`<circle cx="10" cy="10" r="8.5"/>`

const shapes: Record<MovementKind | Assurance, Html> = {
  // A tick that rises, a fall in a box, two arrows, and a level line.
  better: html`${ring}<path d="M5 12.5 8.5 9l2.5 2 4.5-5"/>`,
  worse: html`<path d="M10 1 19 10 10 19 1 10zM10 5.5v5.5M10 13.5v1"/>`,
  changed: html`<path d="M6 17V4M3 7l3-3 3 3M14 3v13M11 13l3 3 3-3"/>`,
  same: html`${ring}<path d="M5 8h10M5 12h10"/>`,
  unknown: html`${ring}<path d="M8 8a2 2 0 1 1 2.5 2.2V11.5M10 14v.5"/>`,
  noFigure: html`${ring}<path d="M5 10h10"/>`,
  // A target that is hit, missed, and hit now and then.
  passing: html`${ring}<path d="M5.5 10.5l3 3 6-7"/>`,
  failing: html`${ring}<path d="M6.5 6.5l7 7M13.5 6.5l-7 7"/>`,
  hitOrMiss: html`${ring}<path d="M4.5 10c2-4 3.5-4 5.5 0s3.5 4 5.5 0"/>`,
}
