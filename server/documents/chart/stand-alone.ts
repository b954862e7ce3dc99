import { createHash } from 'node:crypto'
import { type Drawing, flatSvg, movedTo } from './flat-svg.ts'
import { classesOf, escaped, type Mark, readMarks, textIn } from './marks.ts'

/** The width of a drawing in pixels: a column of text on A4. Its words then have some 9 points. */
export const CHART_WIDTH = 640

/** A drawing that needs nothing else: no style sheet, no script, no address of another file. */
export type StandAlone = { svg: string; width: number; height: number; unknown: string[] }

/**
 * What a chart function drew, as one SVG for a page, a Word file and a PDF alike: the picture with its scale, its key
 * and what its numbered marks stand for. Its title, its sentence and its table are left out: a document says them
 * itself. What stands alone already comes out as it went in. Null for what no chart function draws.
 * @param drawn a `<figure>`, a list of bars or an `<svg>`
 */
export function standAloneSvg(drawn: string): StandAlone | null {
  const marks = readMarks(drawn)
  if (marks === null) return null
  const id = `c${createHash('sha256').update(drawn).digest('hex').slice(0, 10)}`
  const drawing: Drawing = { id, clips: [], unknown: new Set() }
  const { parts, height } = laidOut(marks, drawing)
  if (parts.length === 0) return null
  const size = `width="${CHART_WIDTH}" height="${height}" viewBox="0 0 ${CHART_WIDTH} ${height}"`
  const clips = drawing.clips.length > 0 ? `<defs>${drawing.clips.join('')}</defs>` : ''
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="Arimo, Arial, sans-serif">${clips}${parts.join('')}</svg>`
  return { svg, width: CHART_WIDTH, height, unknown: [...drawing.unknown] }
}

type Laid = { parts: string[]; height: number }

/** Parts below each other, in the order of the page. */
function laidOut(marks: readonly (Mark | string)[], drawing: Drawing): Laid {
  const parts: string[] = []
  let height = 0
  const add = (laid: Laid) => {
    const gap = height === 0 || laid.height === 0 ? 0 : GAP
    if (laid.parts.length > 0) parts.push(movedTo(0, height + gap, laid.parts.join('')))
    height += gap + laid.height
  }
  for (const mark of marks) {
    if (typeof mark === 'string') continue
    const way = ways.find(([name]) => name === mark.name || classesOf(mark).includes(name))
    if (way) add(way[1](mark, drawing))
  }
  return { parts, height }
}

const GAP = 8

const ways: readonly (readonly [string, (mark: Mark, drawing: Drawing) => Laid])[] = [
  ['wm-xmr__plot', plot],
  ['wm-xmr__key', key],
  ['wm-xmr__events', events],
  ['wm-quiet', aside],
  ['wm-grades__bars', gradeBars],
  ['wm-bars', countBars],
  ['svg', single],
  ['figure', ({ of }, drawing) => laidOut(of, drawing)],
]

function single(svg: Mark, drawing: Drawing): Laid {
  const view = /^0 0 ([\d.]+) ([\d.]+)$/.exec(svg.attributes.viewBox ?? '')
  const own = Number.parseFloat(svg.attributes.height ?? '')
  const width =
    svg.attributes.width === undefined && view ? Math.min(CHART_WIDTH, 3 * Number(view[1])) : CHART_WIDTH
  const height = Number.isFinite(own) ? own : view ? (width * Number(view[2])) / Number(view[1]) : 0
  return { parts: [flatSvg(svg, { x: 0, y: 0, width, height }, drawing)], height: Math.ceil(height) }
}

/** The scale at the left, the picture beside it. */
function plot({ of }: Mark, drawing: Drawing): Laid {
  const [axis, picture] = elements(of)
  if (!axis || !picture) return { parts: [], height: 0 }
  const height = Number(picture.attributes.height ?? 0)
  const left = Number(axis.attributes.width ?? 0)
  return {
    parts: [
      flatSvg(axis, { x: 0, y: 0, width: left, height }, drawing),
      flatSvg(picture, { x: left, y: 0, width: CHART_WIDTH - left, height }, drawing),
    ],
    height,
  }
}

/** Signs with their words, side by side as far as they go. */
function key({ of }: Mark, drawing: Drawing): Laid {
  const parts: string[] = []
  let [x, line] = [0, 0]
  for (const item of elements(of)) {
    const words = textIn(item.of)
    const width = 30 + widthOf(words) + 16
    if (x > 0 && x + width > CHART_WIDTH) [x, line] = [0, line + 1]
    const [sign] = elements(item.of)
    if (sign) parts.push(flatSvg(sign, { x, y: line * LINE, width: 24, height: 16 }, drawing))
    parts.push(text(words, x + 30, line * LINE + 12))
    x += width
  }
  return { parts, height: (line + 1) * LINE }
}

const LINE = 20

/** What the numbered marks stand for, each in as many lines as it needs. */
function events({ of }: Mark): Laid {
  const lines = elements(of).flatMap((item) => wrapped(textIn(item.of).replace(/^Mark (\S+)/, '($1)')))
  return { parts: lines.map((line, at) => text(line, 0, at * 17 + 12)), height: lines.length * 17 }
}

/** What is said beneath a picture, such as whom its letters stand for. */
function aside({ of }: Mark): Laid {
  const lines = wrapped(textIn(of))
  return { parts: lines.map((line, at) => text(line, 0, at * 17 + 12)), height: lines.length * 17 }
}

/** Periods at the left, their bars beside them. */
function gradeBars({ of }: Mark, drawing: Drawing): Laid {
  const rows = elements(of).flatMap((item) => {
    const [when, bar] = elements(item.of)
    return when && bar ? [{ when: textIn(when.of), bar }] : []
  })
  return {
    parts: rows.flatMap(({ when, bar }, at) => [
      text(when, 0, at * 38 + 20),
      flatSvg(bar, { x: 190, y: at * 38, width: CHART_WIDTH - 190, height: 30 }, drawing),
    ]),
    height: rows.length * 38 - 8,
  }
}

/** Names, their bars and their numbers. */
function countBars({ of }: Mark, drawing: Drawing): Laid {
  const rows = elements(of).flatMap((item) => {
    const [name, bar, count] = elements(item.of)
    return name && bar && count
      ? [{ name: wrapped(textIn(name.of), 290), bar, count: textIn(count.of.slice(0, 1)) }]
      : []
  })
  let y = 0
  const parts = rows.flatMap(({ name, bar, count }) => {
    const top = y
    y += Math.max(1, name.length) * 16 + 6
    return [
      ...name.map((line, at) => text(line, 0, top + at * 16 + 12)),
      flatSvg(bar, { x: 310, y: top + 1, width: CHART_WIDTH - 360, height: 14 }, drawing),
      text(count, CHART_WIDTH - 40, top + 12, ' font-weight="700"'),
    ]
  })
  return { parts, height: y }
}

const elements = (marks: readonly (Mark | string)[]) =>
  marks.filter((mark): mark is Mark => typeof mark !== 'string')

const text = (words: string, x: number, y: number, more = '') =>
  `<text fill="#14262b" font-size="12"${more} x="${Math.round(x)}" y="${y}">${escaped(words)}</text>`

// There is no measuring here: in this typeface a letter is half as wide as it is high, and some are wider.
const widthOf = (words: string) => Math.ceil(words.length * 6.3)

function wrapped(words: string, width = CHART_WIDTH): string[] {
  const lines: string[] = []
  for (const word of words.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && widthOf(`${last} ${word}`) <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
