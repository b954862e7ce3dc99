import { type Html, html } from './html.ts'

/** One of those who stand on the line. */
export type Dot = { name: string; value: number; ours: boolean }

type Lettered = Dot & { letter: string }

// From above: our name, letters, the line with its dots, letters, and the figures at its ends.
const rows = { name: 14, above: 32, line: 44, below: 64, ends: 82 }
const HEIGHT = 86

/** Letters that stand nearer than this, in percent of the width, are told together. */
const NEAR = 6

/** Words nearer to an end of the picture than this, in percent, reach inwards from their dot. */
const END = 10

/** Half the width of a dot. */
const RADIUS = 6

/**
 * What we and others have, each a dot on one line: ours marked by its shape, the others by a letter each, whose names
 * stand below. Those of one figure share their dot, and near ones a word such as 'A–C'; these stand above and below the
 * line in turn, and our name above them all, so that none covers another.
 * @param label what the line shows and when
 * @param inWords a figure with its unit
 */
export function dotLine(dots: readonly Dot[], label: string, inWords: (value: number) => string): Html {
  const values = dots.map(({ value }) => value)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const at = (value: number) =>
    most === least ? 50 : Math.round((6 + (88 * (value - least)) / (most - least)) * 10) / 10
  const ordered = dots.toSorted((a, b) => a.value - b.value)
  const said = ordered.map(({ name, value }) => `${name} ${inWords(value)}`).join(', ')
  const others = ordered
    .filter(({ ours }) => !ours)
    .map((dot, place) => ({ ...dot, letter: letterOf(place) }))
  return html`<svg class="wm-chart wm-dots" width="100%" height="${HEIGHT}" role="img" aria-label="${label}: ${said}">
<line class="wm-dots__line" x1="2%" y1="${rows.line}" x2="98%" y2="${rows.line}"/>
${[...new Set(others.map(({ value }) => value))].map(
  (value) => html`<circle class="wm-dots__other" cx="${at(value)}%" cy="${rows.line}" r="${RADIUS}"/>`,
)}
${nearOnes(others, at).map((near, place) => {
  const middle = (at(near[0]?.value ?? 0) + at(near.at(-1)?.value ?? 0)) / 2
  return words(middle, place % 2 === 0 ? rows.below : rows.above, rangeOf(near))
})}
${dots
  .filter(({ ours }) => ours)
  .map(
    ({ value }) =>
      html`<svg x="${at(value)}%" y="${rows.line}" overflow="visible"><path class="wm-dots__ours" d="M0-11 11 0 0 11-11 0z"/><text
 class="wm-dots__name" y="${rows.name - rows.line}" text-anchor="middle">We</text></svg>`,
  )}
${words(at(least), rows.ends, inWords(least))}${most !== least && words(at(most), rows.ends, inWords(most))}
</svg>
<p class="wm-quiet" aria-hidden="true">${others.map(({ letter, name, value }) => `${letter} ${name} ${inWords(value)}`).join(' · ')}</p>`
}

/** Words at a place across, in percent: about it, or inwards from it where they could run out of the picture. */
function words(across: number, y: number, text: string): Html {
  const [x, anchor] = across < END ? [-RADIUS, 'start'] : across > 100 - END ? [RADIUS, 'end'] : [0, 'middle']
  return html`<svg x="${across}%" y="${y}" overflow="visible"><text x="${x}" text-anchor="${anchor}">${text}</text></svg>`
}

/** Those whose letters would touch, together, in their order. */
function nearOnes(others: readonly Lettered[], at: (value: number) => number): Lettered[][] {
  const near: Lettered[][] = []
  for (const dot of others) {
    const last = near.at(-1)
    const first = last?.[0]
    if (last && first && at(dot.value) - at(first.value) < NEAR) last.push(dot)
    else near.push([dot])
  }
  return near
}

/** 'A', 'A, B', or 'A–C' from three on. */
function rangeOf(near: readonly Lettered[]): string {
  const letters = near.map(({ letter }) => letter)
  return letters.length < 3 ? letters.join(', ') : `${letters[0]}–${letters.at(-1)}`
}

/** A to Z, then A2 to Z2 and so on. */
function letterOf(place: number): string {
  const round = Math.floor(place / 26)
  return `${String.fromCharCode(65 + (place % 26))}${round === 0 ? '' : round + 1}`
}
