import type { SpcReading } from '#workflows/measure/spc.ts'
import { type Html, html } from './html.ts'

/** How many of the newest figures a spark line shows: three years by the month. */
export const SPARK = 36

/**
 * The newest figures as a small line that ends in a mark, without words: say beside it what it tells. Nothing where
 * there are fewer than two.
 * @param values oldest first
 * @param reading what the newest is by the rules of the XmR chart, which gives its mark a shape
 */
export function spark(values: readonly number[], reading: SpcReading = 'common'): Html | false {
  const shown = values.slice(-SPARK)
  if (shown.length < 2) return false
  const [least, most] = [Math.min(...shown), Math.max(...shown)]
  const places = shown.map((value, at) => [
    Math.round(4 + (at * (WIDTH - 10)) / (shown.length - 1)),
    most === least ? HEIGHT / 2 : Math.round(HEIGHT - 5 - ((value - least) / (most - least)) * (HEIGHT - 10)),
  ])
  const [x = 0, y = 0] = places.at(-1) ?? []
  return html`<svg class="wm-spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true"><path
d="M${places.map((place) => place.join(' ')).join(' ')}"/>${ends[reading](x, y)}</svg>`
}

const WIDTH = 120
const HEIGHT = 28

const ring = (x: number, y: number) =>
  html`<circle class="wm-spark__better" cx="${x}" cy="${y}" r="5"/><circle class="wm-spark__hole" cx="${x}" cy="${y}" r="2.5"/>`
const diamond = (x: number, y: number) =>
  html`<path class="wm-spark__worse" d="M${x} ${y - 5}l5 5-5 5-5-5z"/>`
const dot = (x: number, y: number) => html`<circle class="wm-spark__end" cx="${x}" cy="${y}" r="2.5"/>`

const ends: Record<SpcReading, (x: number, y: number) => Html> = {
  improvement: ring,
  concern: diamond,
  high: dot,
  low: dot,
  common: dot,
}
