import { type Html, html } from './html.ts'

/** One of those who stand on the line. */
export type Dot = { name: string; value: number; ours: boolean }

/**
 * What we and others have, each a dot on one line with ours marked by its shape. The names of others stand in the table
 * beside it: here they are read out in their order.
 * @param label what the line shows and when
 * @param inWords a figure with its unit
 */
export function dotLine(dots: readonly Dot[], label: string, inWords: (value: number) => string): Html {
  const values = dots.map(({ value }) => value)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const at = (value: number) =>
    most === least ? '50%' : `${Math.round((6 + (88 * (value - least)) / (most - least)) * 10) / 10}%`
  const said = dots
    .toSorted((a, b) => a.value - b.value)
    .map(({ name, value }) => `${name} ${inWords(value)}`)
    .join(', ')
  return html`<svg class="wm-chart wm-dots" width="100%" height="58" role="img" aria-label="${label}: ${said}">
<line class="wm-dots__line" x1="2%" y1="26" x2="98%" y2="26"/>
${dots.filter(({ ours }) => !ours).map(({ value }) => html`<circle class="wm-dots__other" cx="${at(value)}" cy="26" r="6"/>`)}
${dots
  .filter(({ ours }) => ours)
  .map(
    ({ value }) =>
      html`<svg x="${at(value)}" y="26" overflow="visible"><path class="wm-dots__ours" d="M0-11 11 0 0 11-11 0z"/><text
 class="wm-dots__name" y="-15" text-anchor="middle">We</text></svg>`,
  )}
<text x="${at(least)}" y="54" text-anchor="middle">${inWords(least)}</text>
${most !== least && html`<text x="${at(most)}" y="54" text-anchor="middle">${inWords(most)}</text>`}
</svg>`
}
