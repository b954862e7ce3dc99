import { type Day, dayInWords } from '#workflows/calendar/calendar.ts'
import { compareFigures } from './grades.ts'
import { difference } from './measure-arithmetic.ts'
import type { MeasureFacts, ObservationFacts } from './measure-facts.ts'
import {
  aimShown,
  baselinePoint,
  type Comparison,
  compare,
  type Point,
  placeOnScale,
  pointOf,
} from './measure-rules.ts'

export type AgainstTarget = { outcome: 'met' | 'notMet' | 'noTarget' | 'unknown'; because: string }

/** How far a measure has come: its newest figure against the one before, the baseline and the target. */
export type MeasureProgress = {
  sincePrevious: Comparison | null
  sinceBaseline: Comparison | null
  target: AgainstTarget
  /** How much of the way from baseline to target is done: 0 none, 1 all, negative when it went back. Two decimals. */
  progress: number | null
  /** Whether the outcome has not got better since the baseline: green actions beside it should make a board ask. */
  unmoved: boolean | null
  /** What is missing, one sentence each: a figure without a baseline or a target says so. */
  gaps: { field: string; detail: string }[]
}

/**
 * @param latest the newest figure that stands; null where there is none
 * @param previous the one before it
 */
export function measureProgress(
  measure: MeasureFacts,
  latest: ObservationFacts | null,
  previous: ObservationFacts | null,
): MeasureProgress {
  const to = latest && pointOf(measure, latest)
  const sincePrevious = latest && compareFigures(measure, previous, latest, 'There is no earlier figure.')
  const sinceBaseline = to && compare(measure, baselinePoint(measure), to, 'No baseline has been set.')
  return {
    sincePrevious,
    sinceBaseline,
    target: againstTarget(measure, to),
    progress: wayDone(measure, to),
    unmoved: unmovedSince(sinceBaseline),
    gaps: gapsOf(measure, latest),
  }
}

/** Whether a value reaches the target. Without a target nothing is met or missed. */
export function againstTarget(measure: MeasureFacts, point: Point | null): AgainstTarget {
  const { polarity, target, targetValue } = measure
  if (polarity === 'contextOnly')
    return { outcome: 'noTarget', because: 'It is kept for context only: there is nothing to reach.' }
  if (target === null && targetValue === null)
    return { outcome: 'noTarget', because: 'No target has been set.' }
  const wanted = targetValue ?? placeOnScale(measure, target)
  const said = aimShown(measure, target, targetValue) ?? ''
  if (wanted === null)
    return {
      outcome: 'unknown',
      because: `The target, ${said}, is told in words, and only people can judge it.`,
    }
  if (point === null || point.value === null)
    return { outcome: 'unknown', because: `There is no figure yet to hold against the target, ${said}.` }
  const met = reaches(measure, point.value, wanted)
  if (met) return { outcome: 'met', because: `${point.shown} reaches the target, ${said}.` }
  return { outcome: 'notMet', because: `${point.shown} ${shortOf(measure.targetOn, point.asAtOn)} ${said}.` }
}

/** A figure of a day before the target's has not missed it. */
function shortOf(targetOn: Day | null, asAtOn: Day | null): string {
  if (targetOn === null) return 'is not there yet; the target is'
  return asAtOn !== null && asAtOn >= targetOn
    ? `does not reach the target for ${dayInWords(targetOn)},`
    : `is not there yet; the target for ${dayInWords(targetOn)} is`
}

function reaches(measure: MeasureFacts, value: number, wanted: number): boolean {
  if (measure.unit === 'judgement') return value >= wanted
  switch (measure.polarity) {
    case 'lowerIsBetter':
      return value <= wanted
    case 'nearTarget':
      return Math.abs(difference(wanted, value)) <= (measure.targetTolerance ?? 0)
    case 'higherIsBetter':
    case 'contextOnly':
      return value >= wanted
  }
}

function wayDone({ baselineValue, targetValue, polarity }: MeasureFacts, point: Point | null): number | null {
  if (polarity === 'contextOnly' || baselineValue === null || targetValue === null) return null
  const way = difference(baselineValue, targetValue)
  if (way === 0 || point === null || point.value === null) return null
  return Math.round((difference(baselineValue, point.value) / way) * 100) / 100
}

function unmovedSince(sinceBaseline: Comparison | null): boolean | null {
  if (!sinceBaseline || sinceBaseline.direction === 'unknown') return null
  return sinceBaseline.direction !== 'better'
}

function gapsOf(measure: MeasureFacts, latest: ObservationFacts | null): MeasureProgress['gaps'] {
  const wantsTarget = measure.polarity !== 'contextOnly'
  const hasTarget = measure.target !== null || measure.targetValue !== null
  const needsParts = ['percent', 'rate', 'ratio'].includes(measure.unit) && latest !== null
  const all: [boolean, string, string][] = [
    [latest === null, 'observations', 'No figure has been recorded yet.'],
    [measure.baseline === null && measure.baselineValue === null, 'baseline', 'No baseline has been set.'],
    [wantsTarget && !hasTarget, 'target', 'No target has been set.'],
    [wantsTarget && hasTarget && measure.targetOn === null, 'targetOn', 'The target has no date.'],
    [
      measure.unit === 'rate' && measure.per === null,
      'per',
      'The base of the rate (per how many) is not given.',
    ],
    [
      needsParts && latest?.denominator === null,
      'denominator',
      'The denominator of the newest figure is not given.',
    ],
    [
      needsParts && latest?.denominator !== null && latest?.denominatorSource === '',
      'denominatorSource',
      'The source of the newest denominator is not given.',
    ],
  ]
  return all.flatMap(([lacking, field, detail]) => (lacking ? [{ field, detail }] : []))
}
