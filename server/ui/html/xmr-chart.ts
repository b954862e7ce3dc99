import { day } from '#server/ui/html/words.ts'
import type { TargetLine } from '#workflows/measure/line-to-target.ts'
import type { Spc, SpcPoint, SpcReading, SpcSection } from '#workflows/measure/spc.ts'
import { type Annotation, type Mark, numbered, partBeside } from './chart-marks.ts'
import { scaleOf, type Scale } from './chart-scale.ts'
import { details } from './govuk.ts'
import { type Html, html } from './html.ts'
import { figuresAsTable, readingWords, type SectionLine } from './xmr-table.ts'

export type XmrChart = {
  title: string
  /** What it tells, in a sentence: read before the picture, and in its place. */
  sentence: string
  spc: Spc
  target: number | null
  /** A figure in words with its unit. */
  inWords: (value: number) => string
  /** The same with the decimals that figures are published with; left out where that is the same. */
  asPublished?: (value: number) => string
  /** Where figures cannot lie beyond, such as 0 and 100 for a share: limits are drawn no further, and judged as they are. */
  within?: readonly [least: number | null, most: number | null]
  /** The straight line from baseline to target, of which that part is drawn that lies beside the figures. */
  line?: TargetLine | null
  /** What happened meanwhile and may explain it: numbered on the chart and told beneath it. */
  annotations?: readonly Annotation[]
  /** What has to be known to read it rightly, such as that the denominators differ much. */
  doubt?: string | null
}

const HEIGHT = 260
const TOP = 30
const BOTTOM = HEIGHT - 34

/**
 * Figures over time beside their average and limits (XmR), or, where there are too few to judge, as a run beside their
 * middle figure. Places across are percentages, so that the picture fits any width and its words keep their size. Marks
 * differ in shape as well as in colour; all of it stands in the table below.
 */
export function xmrChart(chart: XmrChart): Html {
  const { title, sentence, spc, target, inWords } = chart
  if (spc.points.length === 0) return html`<p>${sentence}</p>`
  const lines = spc.sections.map((section, at) => lineOf(spc, section, at, chart.within ?? [null, null]))
  const sloped = chart.line ? partBeside(chart.line, spc.points) : null
  const marked = numbered(chart.annotations ?? [], spc.points)
  const values = [
    ...spc.points.map(({ value }) => value),
    ...lines.flatMap(({ middle, lower, upper }) => [middle, lower, upper]),
    ...(sloped ? [sloped.from.value, sloped.to.value] : []),
    target,
  ].filter((value) => value !== null)
  const scale = scaleOf(values, { top: TOP, bottom: BOTTOM })
  const across = acrossOf(spc.points)
  const ticks = scale.ticks.map((tick) => ({ y: scale.at(tick) + 4, text: inWords(tick) }))
  const axis = axisWidth(ticks)
  return html`<figure class="wm-xmr">
<figcaption class="wm-xmr__title">${title}</figcaption>
<p class="wm-xmr__says">${sentence}</p>
${chart.doubt && html`<p class="wm-xmr__says"><strong>Read it with care.</strong> ${chart.doubt}</p>`}
<div class="wm-xmr__plot">
<svg class="wm-xmr__axis" width="${axis}" height="${HEIGHT}" aria-hidden="true">${ticks.map(
    ({ y, text }) => html`<text x="${axis - 6}" y="${y}" text-anchor="end">${text}</text>`,
  )}</svg>
<svg class="wm-xmr__picture" width="100%" height="${HEIGHT}" role="img" aria-label="${title}. ${sentence}">
${scale.ticks.map((tick) => line('grid', ['0%', scale.at(tick)], ['100%', scale.at(tick)]))}
${lines.map((each) => drawnLines(each, scale, across))}
${target !== null && line('target', ['0%', scale.at(target)], ['100%', scale.at(target)])}
${sloped && line('way', [across(sloped.from.on), scale.at(sloped.from.value)], [across(sloped.to.on), scale.at(sloped.to.value)])}
${marked.map((each) => standing(each, across))}
${spc.points.slice(1).map((point, at) => joined(spc.points[at] ?? point, point, scale, across))}
${spc.points.map((point) => mark(point.reading, across(point.on), scale.at(point.value)))}
${daysBelow(spc.points).map(
  ({ on, anchor }) =>
    html`<text x="${across(on)}" y="${HEIGHT - 10}" text-anchor="${anchor}">${monthOf(on)}</text>`,
)}
</svg>
</div>
${key(spc, target !== null, sloped !== null)}
${legend(marked)}
${details({ summary: 'The figures as a table', body: figuresAsTable({ ...chart, lines, sloped }) })}
</figure>`
}

/** Pixels for the words beside the picture: of a long amount, neither its sign nor its first figures are cut off. */
function axisWidth(ticks: readonly { text: string }[]): number {
  return Math.max(64, Math.ceil(Math.max(...ticks.map(({ text }) => text.length)) * WIDEST + 10))
}

/** What a figure takes at most, in pixels, in the type of an axis. */
const WIDEST = 8

/** A mark with its number, on a line down to the days. */
function standing({ on, number }: Mark, across: Across): Html {
  return html`${line('event', [across(on), TOP], [across(on), BOTTOM])}<svg x="${across(on)}" y="${TOP - 8}" overflow="visible"><rect
 class="wm-xmr__number" x="-${5 + 4 * number.length}" y="-9" width="${10 + 8 * number.length}" height="18" rx="9"/><text
 class="wm-xmr__digits" y="4" text-anchor="middle">${number}</text></svg>`
}

/** What the numbered marks stand for. */
function legend(marks: readonly Mark[]): Html | false {
  const all = marks.flatMap((mark) => mark.all)
  return (
    all.length > 0 &&
    html`<ol class="wm-xmr__events">${all.map(
      ({ number, on, text }) =>
        html`<li><span class="wm-xmr__no"><span class="govuk-visually-hidden">Mark </span>${number}</span> ${day(on)}: ${text}</li>`,
    )}</ol>`
  )
}

/** Of a section that is not judged the middle figure stands for its average: one odd figure does not move it. */
function lineOf(
  { points, sections }: Spc,
  section: SpcSection,
  at: number,
  within: NonNullable<XmrChart['within']>,
): SectionLine {
  const own = points.filter((point) => point.section === at)
  const next = sections[at + 1]
  const from = own[0]?.on ?? section.startOn
  return {
    middle: section.judged ? section.mean : medianOf(own.map(({ value }) => value)),
    lower: section.lower === null ? null : Math.max(section.lower, within[0] ?? section.lower),
    upper: section.upper === null ? null : Math.min(section.upper, within[1] ?? section.upper),
    judged: section.judged,
    from,
    to: next
      ? (points.find((point) => point.section === at + 1)?.on ?? next.startOn)
      : (own.at(-1)?.on ?? from),
  }
}

function drawnLines(
  { middle, lower, upper, judged, from, to }: SectionLine,
  scale: Scale,
  across: Across,
): Html {
  const over = (kind: string, value: number) =>
    line(kind, [across(from), scale.at(value)], [across(to), scale.at(value)])
  return html`${over(judged ? 'mean' : 'median', middle)}${lower !== null && over('limit', lower)}${upper !== null && over('limit', upper)}`
}

type Across = (on: string) => string

/** The place of a day, in percent; between the first and the last figure, with room for their marks. */
function acrossOf(points: readonly SpcPoint[]): Across {
  const [first, last] = [points[0], points.at(-1)].map((point) => Date.parse(point?.on ?? ''))
  const whole = (last ?? 0) - (first ?? 0)
  return (on) =>
    whole === 0 ? '50%' : `${Math.round((2 + (96 * (Date.parse(on) - (first ?? 0))) / whole) * 100) / 100}%`
}

type Place = readonly [x: string, y: number]

function line(kind: string, [x1, y1]: Place, [x2, y2]: Place): Html {
  return html`<line class="wm-xmr__${kind}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`
}

// Figures of two sections are not joined: what they vary about has changed.
function joined(before: SpcPoint, point: SpcPoint, scale: Scale, across: Across): Html | false {
  if (before.section !== point.section) return false
  return line('run', [across(before.on), scale.at(before.value)], [across(point.on), scale.at(point.value)])
}

/** A mark at a place: nested, because a path knows no percentages. */
function mark(reading: SpcReading, x: string, y: number): Html {
  return html`<svg x="${x}" y="${y}" overflow="visible">${shapes[reading]}</svg>`
}

const shapes: Record<SpcReading, Html> = {
  improvement: html`<circle class="wm-xmr__mark wm-xmr__mark--improvement" r="5.5"/>`,
  concern: html`<path class="wm-xmr__mark wm-xmr__mark--concern" d="M0-7 7 0 0 7-7 0z"/>`,
  high: html`<path class="wm-xmr__mark wm-xmr__mark--other" d="M0-7 6.5 5h-13z"/>`,
  low: html`<path class="wm-xmr__mark wm-xmr__mark--other" d="M0 7 6.5-5h-13z"/>`,
  common: html`<circle class="wm-xmr__mark wm-xmr__mark--common" r="3.5"/>`,
}

function key({ points, sections }: Spc, hasTarget: boolean, hasLine: boolean): Html {
  const judged = sections.some((section) => section.judged)
  const unjudged = sections.some((section) => !section.judged)
  const readings = (Object.keys(shapes) as SpcReading[]).filter((reading) =>
    points.some((point) => point.reading === reading),
  )
  const swatch = (drawn: Html, words: string) =>
    html`<li><svg width="24" height="16" aria-hidden="true">${drawn}</svg>${words}</li>`
  const stroke = (kind: string) => line(kind, ['0', 8], ['24', 8])
  return html`<ul class="wm-xmr__key">${readings.map((reading) => swatch(mark(reading, '12', 8), judged ? readingWords[reading] : 'Figure'))}
${judged && swatch(stroke('mean'), 'Average')}
${unjudged && swatch(stroke('median'), judged ? 'Middle figure, where they are too few to judge' : 'Middle figure')}
${judged && swatch(stroke('limit'), 'What is usual lies between')}
${hasTarget && swatch(stroke('target'), 'Target')}
${hasLine && swatch(stroke('way'), 'Line to the target')}</ul>`
}

/** At most five days, evenly spread, that stand below the picture without touching. */
function daysBelow(points: readonly SpcPoint[]): { on: string; anchor: 'start' | 'middle' | 'end' }[] {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return []
  if (first.on === last.on) return [{ on: first.on, anchor: 'middle' }]
  const middle = points[Math.floor(points.length / 2)]
  const between = middle && points.length > 4 ? [{ on: middle.on, anchor: 'middle' as const }] : []
  return [{ on: first.on, anchor: 'start' }, ...between, { on: last.on, anchor: 'end' }]
}

const months = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' })

function monthOf(on: string): string {
  return months.format(Date.parse(on))
}

function medianOf(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b)
  const half = ordered.length / 2
  return ((ordered[Math.ceil(half) - 1] ?? 0) + (ordered[Math.floor(half)] ?? 0)) / 2
}
