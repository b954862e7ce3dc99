import type { ObservationRow } from '#db/read/measures.ts'
import type { Annotation } from '#server/ui/html/chart-marks.ts'
import { section } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { MeasureLook } from '#server/ui/html/measure-look.ts'
import { stackedGrades } from '#server/ui/html/stacked-grades.ts'
import { xmrChart } from '#server/ui/html/xmr-chart.ts'
import { asAt } from '#server/ui/words/measure-words.ts'
import { inUnit } from '#workflows/measure/change-words.ts'
import { compareFigures } from '#workflows/measure/grades.ts'
import { targetLine } from '#workflows/measure/line-to-target.ts'
import type { MeasureStep, Unit } from '#workflows/measure/measure-facts.ts'
import { decimalsOf } from '#workflows/measure/published-text.ts'
import { sampleSizeDoubt } from '#workflows/measure/sample-sizes.ts'
import { rulesSentence, spcSentence } from '#workflows/measure/spc-words.ts'
import { yearOnYear } from '#workflows/measure/year-on-year.ts'

/**
 * The figures of a measure over time: as an XmR chart with what happened meanwhile, or a run chart where they are few;
 * where they are graded, as bars of grades. A single figure is told in words alone.
 * @param observations those that stand, newest first
 */
export function overTime(
  look: MeasureLook,
  observations: readonly ObservationRow[],
  annotations: readonly Annotation[],
): Html | false {
  const charts = [numbers(look, observations, annotations), grades(look.measure, observations)].filter(
    Boolean,
  )
  return charts.length > 0 && section({ title: 'Over time', id: 'over-time', body: html`${charts}` })
}

function numbers(
  look: MeasureLook,
  observations: readonly ObservationRow[],
  annotations: readonly Annotation[],
): Html | false {
  const { measure, read, series } = look
  if (read.points.length < 2) return false
  const figures = series.values.map((value, at) => ({
    on: series.days[at] ?? '',
    value,
    n: series.sizes[at] ?? null,
  }))
  const decimals = decimalsOf(observations, measure.decimals)
  const year = yearOnYear(measure, figures, measure.steps)
  return html`${year && html`<p>${year.sentence}</p>`}
${drawnFigures(look, annotations, decimals)}${read.sections.some(({ judged }) => judged) && html`<p class="wm-quiet">${rulesSentence(read.options)}</p>`}`
}

/**
 * The figures of a measure as a chart, by the rules kept with it.
 * @param decimals how many its table shows; those of the measure unless told
 */
export function drawnFigures(
  look: MeasureLook,
  annotations: readonly Annotation[],
  decimals: number | undefined = look.measure.decimals ?? undefined,
): Html {
  const { measure, read, series } = look
  const { title, unit, steps, targetValue } = measure
  return xmrChart({
    title,
    sentence: spcSentence(read),
    spc: read,
    target: targetValue,
    line: targetLine(measure),
    inWords: (value) => inUnit(unit, value),
    asPublished: (value) => inUnit(unit, value, decimals),
    within: boundsOf(unit),
    annotations: [...annotations, ...steps.map(stepMark)],
    doubt: sampleSizeDoubt(measure, series.sizes),
  })
}

/** A new average is marked on the chart like what else happened. */
function stepMark({ startOn, reason }: MeasureStep): Annotation {
  return { on: startOn, text: `Average and limits are worked out anew: ${reason}` }
}

function grades(measure: MeasureLook['measure'], observations: readonly ObservationRow[]): Html | false {
  const graded = observations.filter(({ kind, distribution }) => kind === 'figure' && distribution.length > 0)
  const [newest, before] = graded
  if (!newest) return false
  // By their grades alone, also where one share of them is the figure.
  const bare = (observation: ObservationRow) => ({ ...observation, value: null, published: null })
  const { because } = compareFigures(
    measure,
    before ? bare(before) : null,
    bare(newest),
    'There is one graded period so far.',
  )
  return stackedGrades({
    title: `Grades: ${measure.title}`,
    sentence: before && measure.scale.length > 0 ? `Since the time before: ${because}` : because,
    scale: measure.scale,
    periods: graded.map((each) => ({ when: asAt(each), distribution: each.distribution })),
  })
}

/** Beyond what a figure of a unit cannot lie. */
function boundsOf(unit: Unit): [least: number | null, most: number | null] {
  if (unit === 'percent') return [0, 100]
  return unit === 'percentagePoints' ? [null, null] : [0, null]
}
