import { quotient } from '#workflows/measure/measure-arithmetic.ts'
import type { GradeCount } from '#workflows/measure/measure-facts.ts'
import { gradedIn } from '#workflows/measure/measure-recalculation.ts'
import { details } from './govuk.ts'
import { type Html, html } from './html.ts'
import { table } from './table.ts'

export type StackedGrades = {
  title: string
  /** What it tells, in a sentence: read before the picture, and in its place. */
  sentence: string
  /** Grades, best first; in the order of the newest period where the measure has no scale. */
  scale: readonly string[]
  /** Newest first. */
  periods: readonly { when: string; distribution: readonly GradeCount[] }[]
}

/** Periods that are drawn; all of them stand in the table. */
const DRAWN = 12

/**
 * Grades as one bar a period, the newest first, each with how many were graded: a share without its number says little.
 * Parts differ in pattern as well as in colour, and carry their count where there is room.
 */
export function stackedGrades({ title, sentence, scale, periods }: StackedGrades): Html {
  const [newest] = periods
  if (!newest) return html`<p>${sentence}</p>`
  const grades = gradesOf(scale, periods)
  const drawn = periods.slice(0, DRAWN)
  return html`<figure class="wm-xmr wm-grades">
<figcaption class="wm-xmr__title">${title}</figcaption>
<p class="wm-xmr__says">${sentence}</p>
<ul class="wm-xmr__key">${grades.map(
    (grade, at) =>
      html`<li><svg width="24" height="16" aria-hidden="true">${part(at, '0', '24', 16)}</svg>${grade}</li>`,
  )}</ul>
<ol class="wm-grades__bars">${drawn.map(({ when, distribution }) => {
    const n = gradedIn(distribution) ?? 0
    return html`<li><span class="wm-grades__when">${when} <b>n = ${n}</b></span>${bar(grades, distribution, n, `${when}, ${n} graded`)}</li>`
  })}</ol>
${drawn.length < periods.length && html`<p class="wm-quiet">The newest ${DRAWN} of ${periods.length} periods are drawn. All of them stand in the table.</p>`}
${details({ summary: 'The grades as a table', body: asTable(title, grades, periods) })}
</figure>`
}

function gradesOf(scale: readonly string[], periods: StackedGrades['periods']): string[] {
  const told = periods.flatMap(({ distribution }) => distribution.map(({ grade }) => grade))
  return [...new Map([...scale, ...told].map((grade) => [grade.toLowerCase(), grade])).values()]
}

function countOf(distribution: readonly GradeCount[], grade: string): number {
  return distribution.find((each) => each.grade.toLowerCase() === grade.toLowerCase())?.count ?? 0
}

function bar(grades: readonly string[], distribution: readonly GradeCount[], n: number, label: string): Html {
  let from = 0
  const shown = grades.flatMap((grade, at) => {
    const count = countOf(distribution, grade)
    return count === 0 ? [] : [{ grade, at, count, width: (100 * count) / n }]
  })
  const said = shown.map(({ grade, count }) => `${count} ${grade}`).join(', ')
  return html`<svg class="wm-chart wm-grades__bar" width="100%" height="${HEIGHT}" role="img" aria-label="${label}: ${said}">${shown.map(
    ({ at, count, width }) => {
      const x = from
      from += width
      return html`${part(at, percent(x), percent(width), HEIGHT)}${
        width >= NARROWEST &&
        html`<svg x="${percent(x + width / 2)}" y="0" overflow="visible"><rect class="wm-grade__back" x="-14" y="6" width="28" height="18" rx="3"/><text
 y="20" text-anchor="middle">${count}</text></svg>`
      }`
    },
  )}</svg>`
}

const HEIGHT = 30
// Below this a number would stand over the edges of its part.
const NARROWEST = 9

/** The part of a grade: its colour, and over it the pattern that tells it from its neighbours on grey paper. */
function part(at: number, x: string, width: string, height: number): Html {
  const kind = at % KINDS
  const whole = html`<rect class="wm-grade wm-grade--${kind}" width="100%" height="100%"/>`
  return html`<svg x="${x}" width="${width}" height="${height}">${whole}${patterns[kind] ?? ''}<rect class="wm-grade__edge" width="100%" height="100%"/></svg>`
}

// Lines across are drawn as far as a bar can be wide; what lies beyond their part is cut off by it.
const lines = (step: number, slope: number): string =>
  Array.from(
    { length: Math.ceil(1100 / step) },
    (_, at) => `M${at * step - 30} ${HEIGHT}l${slope} -${HEIGHT}`,
  ).join('')

const patterns: readonly (Html | null)[] = [
  null,
  html`<path class="wm-grade__lines" d="${lines(9, HEIGHT)}"/>`,
  html`<path class="wm-grade__lines" d="${lines(5, 0)}"/>`,
  html`<path class="wm-grade__lines" d="${lines(9, HEIGHT)}${lines(9, -HEIGHT)}"/>`,
  html`<path class="wm-grade__lines" d="M0 6h1100M0 12h1100M0 18h1100M0 24h1100"/>`,
  html`<path class="wm-grade__lines" d="${lines(14, -HEIGHT)}"/>`,
]
const KINDS = patterns.length

function asTable(title: string, grades: readonly string[], periods: StackedGrades['periods']): Html {
  return table({
    caption: title,
    captionHidden: true,
    narrow: 'scroll',
    rowHeadings: true,
    columns: [
      { heading: 'When' },
      { heading: 'Graded', numeric: true },
      ...grades.map((heading) => ({ heading, numeric: true })),
    ],
    rows: periods.map(({ when, distribution }) => {
      const n = gradedIn(distribution) ?? 0
      return [
        when,
        n,
        ...grades.map((grade) => {
          const count = countOf(distribution, grade)
          return n === 0 ? count : `${count} (${quotient(count, n, 100, 0).rounded}%)`
        }),
      ]
    }),
  })
}

function percent(value: number): string {
  return `${Math.round(value * 100) / 100}%`
}
