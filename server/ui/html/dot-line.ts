import { type Html, html } from './html.ts'

/** One of those who stand on the line. */
export type Dot = { name: string; value: number; ours: boolean }

/**
 * What we and others have, each a dot on one line: ours marked by its shape, the others by a letter each, whose names
 * stand below. Those of one figure share their dot; letters stand above and below the line in turn, so that those of
 * near figures stay apart.
 * @param label what the line shows and when
 * @param inWords a figure with its unit
 */
export function dotLine(dots: readonly Dot[], label: string, inWords: (value: number) => string): Html {
  const values = dots.map(({ value }) => value)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const at = (value: number) =>
    most === least ? '50%' : `${Math.round((6 + (88 * (value - least)) / (most - least)) * 10) / 10}%`
  const ordered = dots.toSorted((a, b) => a.value - b.value)
  const said = ordered.map(({ name, value }) => `${name} ${inWords(value)}`).join(', ')
  const others = ordered
    .filter(({ ours }) => !ours)
    .map((dot, place) => ({ ...dot, letter: letterOf(place) }))
  const places = [...Map.groupBy(others, ({ value }) => value)]
  return html`<svg class="wm-chart wm-dots" width="100%" height="72" role="img" aria-label="${label}: ${said}">
<line class="wm-dots__line" x1="2%" y1="30" x2="98%" y2="30"/>
${places.map(
  ([value, same], place) => html`<circle class="wm-dots__other" cx="${at(value)}" cy="30" r="6"/>
<text x="${at(value)}" y="${place % 2 === 0 ? 50 : 18}" text-anchor="middle">${same.map(({ letter }) => letter).join(', ')}</text>`,
)}
${dots
  .filter(({ ours }) => ours)
  .map(
    ({ value }) =>
      html`<svg x="${at(value)}" y="30" overflow="visible"><path class="wm-dots__ours" d="M0-11 11 0 0 11-11 0z"/><text
 class="wm-dots__name" y="-15" text-anchor="middle">We</text></svg>`,
  )}
<text x="${at(least)}" y="68" text-anchor="middle">${inWords(least)}</text>
${most !== least && html`<text x="${at(most)}" y="68" text-anchor="middle">${inWords(most)}</text>`}
</svg>
<p class="wm-quiet" aria-hidden="true">${others.map(({ letter, name, value }) => `${letter} ${name} ${inWords(value)}`).join(' · ')}</p>`
}

/** A to Z, then A2 to Z2 and so on. */
function letterOf(place: number): string {
  const round = Math.floor(place / 26)
  return `${String.fromCharCode(65 + (place % 26))}${round === 0 ? '' : round + 1}`
}
