import type { TargetLine } from '#workflows/measure/line-to-target.ts'
import { rulesSentence } from '#workflows/measure/spc-words.ts'
import type { Spc, SpcReading } from '#workflows/measure/spc.ts'
import { valueOnLine } from './chart-marks.ts'
import { type Html, html } from './html.ts'
import { table } from './table.ts'
import { day } from './words.ts'

/** The lines of a section as they are drawn, between two days. */
export type SectionLine = {
  /** Its average; its middle figure, where it is not judged. */
  middle: number
  lower: number | null
  upper: number | null
  judged: boolean
  from: string
  to: string
}

export const readingWords: Record<SpcReading, string> = {
  improvement: 'Change for the better',
  concern: 'Change for the worse',
  high: 'Higher than usual',
  low: 'Lower than usual',
  common: 'As usual',
}

type Drawn = {
  title: string
  spc: Spc
  target: number | null
  inWords: (value: number) => string
  asPublished?: (value: number) => string
  lines: readonly SectionLine[]
  /** The part of the line to the target that lies beside the figures. */
  sloped: TargetLine | null
}

/** All that a chart draws, in figures: of each day the figure, how it reads, and each line that is drawn beside it. */
export function figuresAsTable(chart: Drawn): Html {
  const { title, spc, target, inWords, asPublished = inWords, lines, sloped } = chart
  const several = spc.sections.length > 1
  const hasLimits = lines.some(({ lower, upper }) => lower !== null && upper !== null)
  return html`${table({
    caption: title,
    captionHidden: true,
    narrow: 'scroll',
    rowHeadings: true,
    columns: [
      { heading: 'Day' },
      { heading: 'Figure', numeric: true },
      { heading: 'How it reads' },
      { heading: middleHeading(lines), numeric: true },
      ...(hasLimits ? [{ heading: 'What is usual', numeric: true }] : []),
      ...(target === null ? [] : [{ heading: 'Target', numeric: true }]),
      ...(sloped ? [{ heading: 'Line to the target', numeric: true }] : []),
    ],
    rows: spc.points.toReversed().map(({ on, value, reading, section }) => {
      const own = lines[section]
      return [
        day(on),
        asPublished(value),
        own?.judged ? readingWords[reading] : 'Not judged',
        own ? inWords(round(own.middle)) : null,
        ...(hasLimits ? [own ? limitsOf(own, inWords) : null] : []),
        ...(target === null ? [] : [inWords(target)]),
        ...(sloped
          ? [on >= sloped.from.on && on <= sloped.to.on ? inWords(round(valueOnLine(sloped, on))) : null]
          : []),
      ]
    }),
  })}
${spc.sections.map(
  ({ startOn, mean, lower, upper, judged }) =>
    html`<p>${several && `From ${day(startOn)}: `}${
      judged && lower !== null && upper !== null
        ? `${several ? 'average' : 'Average'} ${inWords(round(mean))}; what is usual lies between ${inWords(round(lower))} and ${inWords(round(upper))}.`
        : `${several ? 'not' : 'Not'} judged.`
    }</p>`,
)}
<p class="wm-quiet">${rulesSentence(spc.options)} A signal is a run on one side of the average, or rising or falling;
two of three figures close to a limit; or one beyond it.</p>`
}

function middleHeading(lines: readonly SectionLine[]): string {
  if (lines.every(({ judged }) => judged)) return 'Average'
  return lines.some(({ judged }) => judged) ? 'Average, or middle figure' : 'Middle figure'
}

function limitsOf({ lower, upper }: SectionLine, inWords: Drawn['inWords']): string | null {
  return lower === null || upper === null ? null : `${inWords(round(lower))} to ${inWords(round(upper))}`
}

const round = (value: number) => Number(value.toPrecision(4))
