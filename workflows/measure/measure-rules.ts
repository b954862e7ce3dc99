import { type Day, dayInWords } from '#workflows/calendar/calendar.ts'
import { changeWords, inFigures, inUnit } from './change-words.ts'
import { difference } from './measure-arithmetic.ts'
import type { MeasureFacts, ObservationFacts } from './measure-facts.ts'
import { distributionFaults, gradedIn, gradesInWords, recalculate } from './measure-recalculation.ts'
import { numbersIn } from './published-text.ts'

export type Direction = 'better' | 'worse' | 'same' | 'unknown'

/** One of the two values of a comparison, with the number it is a share of. */
export type Point = { shown: string; value: number | null; n: number | null; asAtOn: Day | null }

/** How a value stands towards an earlier one, with the sentence that explains it. */
export type Comparison = {
  direction: Direction
  /** Later minus earlier; null where one of them has no number. */
  difference: number | null
  from: Point | null
  to: Point
  /** Whether the shares are of different numbers, so that part of the change may be chance. */
  sampleSizesDiffer: boolean
  because: string
}

/** What of an observation is compared. */
export type ToldFigure = Pick<
  ObservationFacts,
  'published' | 'value' | 'denominator' | 'distribution' | 'asAtOn'
> &
  Partial<Pick<ObservationFacts, 'periodStartOn' | 'precision'>>

/** A count of one to five, and where it stands. */
export type SmallCount = { field: 'value' | 'numerator' | 'denominator' | 'distribution'; say: string }

export type MeasureWarning = {
  code: 'differs' | 'denominatorMissing' | 'notAsPublished' | 'distribution' | 'smallCount'
  detail: string
}

/**
 * Counts of one to five, because a person may be recognised in them. National statistics on children withhold exactly
 * these; nought and six are shown. Percentages and rates are not counts, but what they are worked out from is.
 */
export function smallCounts(
  { unit }: Pick<MeasureFacts, 'unit'>,
  {
    value,
    numerator,
    denominator,
    distribution,
  }: Pick<ObservationFacts, 'value' | 'numerator' | 'denominator' | 'distribution'>,
): SmallCount[] {
  const small = (field: SmallCount['field'], count: number | null, what: string): SmallCount[] =>
    count !== null && count > 0 && count <= 5 ? [{ field, say: `${what} is ${count}` }] : []
  return [
    ...(unit === 'count' ? small('value', value, 'the count') : []),
    ...small('numerator', numerator, 'the numerator'),
    ...small('denominator', denominator, 'the denominator'),
    ...distribution.flatMap(({ grade, count }) => small('distribution', count, `the number graded ${grade}`)),
  ]
}

/**
 * Direction of travel between two values. Higher or lower is better as the measure says; near the target, closer is
 * better; for context only, a change is neither better nor worse.
 */
export function directionOf(
  { polarity, targetValue }: Pick<MeasureFacts, 'polarity' | 'targetValue'>,
  from: number,
  to: number,
): Direction {
  const unjudged = from === to ? 'same' : 'unknown'
  switch (polarity) {
    case 'higherIsBetter':
      return rising(from, to)
    case 'lowerIsBetter':
      return rising(to, from)
    case 'nearTarget': {
      if (targetValue === null) return unjudged
      const away = (value: number) => Math.abs(difference(targetValue, value))
      return rising(away(to), away(from))
    }
    case 'contextOnly':
      return unjudged
  }
}

/** Better where the second is the greater. */
function rising(one: number, other: number): Direction {
  if (other > one) return 'better'
  return other < one ? 'worse' : 'same'
}

/**
 * Compares two values of one measure. Shares of different numbers are compared, and both numbers shown.
 * @param from the earlier value; null where there is none
 * @param missing what is said where there is no earlier value
 */
export function compare(measure: MeasureFacts, from: Point | null, to: Point, missing: string): Comparison {
  const unknown = { direction: 'unknown' as const, difference: null, from, to, sampleSizesDiffer: false }
  if (from === null) return { ...unknown, because: missing }
  const numberless = [from, to].find(({ value }) => value === null)
  if (numberless || from.value === null || to.value === null)
    return { ...unknown, because: whyNoNumber(measure, numberless ?? to) }
  const graded = measure.scale.length > 0 && measure.unit === 'judgement'
  // A place on the scale always counts upwards to the best, whatever a number of the measure would do.
  const direction = directionOf(
    graded && measure.polarity === 'lowerIsBetter' ? { ...measure, polarity: 'higherIsBetter' } : measure,
    from.value,
    to.value,
  )
  const by = difference(from.value, to.value)
  const sampleSizesDiffer = isShare(measure) && from.n !== null && to.n !== null && from.n !== to.n
  return {
    direction,
    difference: by,
    from,
    to,
    sampleSizesDiffer,
    because: [
      `${inWords(from, measure)}, then ${inWords(to, measure)}: ${changeWords(measure, by)}${by === 0 ? '' : verdict[direction](measure)}.`,
      ...(sampleSizesDiffer ? ['They are shares of different numbers.'] : []),
    ].join(' '),
  }
}

/** An observation as one of the two values of a comparison. */
export function pointOf(measure: MeasureFacts, observation: ToldFigure): Point {
  const { published, value, denominator, distribution, asAtOn } = observation
  return {
    shown: shownOf(measure, observation),
    value: value ?? placeOnScale(measure, published),
    n: denominator ?? gradedIn(distribution),
    asAtOn,
  }
}

/**
 * A figure in words, never none: as published, with the sign of its unit where the source left it out, else its number
 * in its unit, else its grades with how many were graded.
 */
export function shownOf(
  { unit }: Pick<MeasureFacts, 'unit'>,
  { published, value, distribution }: Pick<ObservationFacts, 'published' | 'value' | 'distribution'>,
): string {
  return aimShown({ unit }, published, value) ?? (gradesInWords(distribution) || 'no single value')
}

/** A baseline, a target or a figure as it was told, with the sign of its unit; else its number in it. Null for neither. */
export function aimShown(
  { unit }: Pick<MeasureFacts, 'unit'>,
  told: string | null,
  value: number | null,
): string | null {
  if (told === null) return value === null ? null : inUnit(unit, value)
  const [, figure = '', rest = ''] = /^(£?[\d,]+(?:\.\d+)?)\s*(\([^%]*)?$/.exec(told.trim()) ?? []
  if (figure === '' || value === null) return told
  if (unit === 'percent') return `${figure}%${rest === '' ? '' : ` ${rest}`}`
  return unit === 'currency' && !figure.startsWith('£') ? `£${told.trim()}` : told
}

/** Per how many a rate is told, as it stands behind it: ' per 10,000'; '' where it is no rate or its text tells it. */
export function perWords({ unit, per }: Pick<MeasureFacts, 'unit' | 'per'>, shown: string): string {
  return unit === 'rate' && per !== null && !/\bper\b/i.test(shown) ? ` per ${inFigures(per)}` : ''
}

/** The baseline as the earlier value of a comparison; null where none has been set. */
export function baselinePoint(measure: MeasureFacts): Point | null {
  const { baseline, baselineValue, baselineOn, unit } = measure
  if (baseline === null && baselineValue === null) return null
  const value = baselineValue ?? placeOnScale(measure, baseline)
  return {
    shown: aimShown(measure, baseline, baselineValue) ?? inUnit(unit, value ?? 0),
    value,
    n: null,
    asAtOn: baselineOn,
  }
}

/** Where a judgement stands on the measure's scale: the best highest. Null where it is not on it. */
export function placeOnScale(
  { scale, unit }: Pick<MeasureFacts, 'scale' | 'unit'>,
  text: string | null,
): number | null {
  if (unit !== 'judgement' || text === null) return null
  const at = scale.findIndex((step) => step.toLowerCase() === text.trim().toLowerCase())
  return at < 0 ? null : scale.length - at
}

/** What a reader should know before using an observation. Nothing is changed by it. */
export function warningsOf(measure: MeasureFacts, observation: ObservationFacts): MeasureWarning[] {
  if (observation.status === 'withdrawn') return []
  const recalculated = recalculate(measure, observation)
  const { published, value } = observation
  const misread =
    published !== null && value !== null && !numbersIn(published).some((number) => number.value === value)
  const small = smallCounts(measure, observation)
  return [
    ...(recalculated.outcome === 'differs'
      ? [{ code: 'differs' as const, detail: recalculated.because }]
      : []),
    ...(recalculated.outcome === 'notRecalculated' && recalculated.code === 'denominatorMissing'
      ? [{ code: 'denominatorMissing' as const, detail: recalculated.because }]
      : []),
    ...(misread
      ? [{ code: 'notAsPublished' as const, detail: `The value ${value} does not stand in “${published}”.` }]
      : []),
    ...distributionFaults(observation).map((detail) => ({ code: 'distribution' as const, detail })),
    ...(small.length > 0 ? [{ code: 'smallCount' as const, detail: smallCountSentence(small) }] : []),
  ]
}

/** One sentence on small counts: what they are and why they matter. */
export function smallCountSentence(small: readonly SmallCount[]): string {
  const said = small.map(({ say }) => say).join(', ')
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}: somebody may be recognised in a count of one to five.`
}

const verdict: Record<Direction, (measure: MeasureFacts) => string> = {
  better: (measure) => `, which is better, because ${wish(measure)}`,
  worse: (measure) => `, which is worse, because ${wish(measure)}`,
  same: () => ', and as near to the target',
  unknown: ({ polarity }) =>
    polarity === 'contextOnly'
      ? ', which is neither better nor worse, because it is kept for context only'
      : '. Whether that is better cannot be said, because there is no target to be near to',
}

function wish({ polarity, targetValue, unit, scale }: MeasureFacts): string {
  if (unit === 'judgement' && scale.length > 0) return 'the scale says so'
  if (polarity === 'nearTarget') return `nearer to ${targetValue} is better`
  return polarity === 'lowerIsBetter' ? 'lower is better' : 'higher is better'
}

function inWords({ shown, n, asAtOn }: Point, measure: MeasureFacts): string {
  const of = isShare(measure) ? (n === null ? ' (of how many is not given)' : ` (of ${n})`) : ''
  return `${shown}${of}${asAtOn === null ? '' : ` on ${dayInWords(asAtOn)}`}`
}

/** Which fact is missing where a value has no number. */
function whyNoNumber({ unit, scale }: MeasureFacts, { shown, asAtOn }: Point): string {
  const what = `“${shown}”${asAtOn === null ? '' : ` of ${dayInWords(asAtOn)}`}`
  if (unit !== 'judgement') return `${what} is told in words only: the number behind it is missing.`
  return scale.length === 0
    ? 'The scale of the judgements, best first, is missing: without it nobody can say which is better.'
    : `${what} is no step of the measure's scale: ${scale.join(', ')}.`
}

/** Whether figures of a unit are shares, which mean little without the number that they are of. */
export function isShare({ unit }: Pick<MeasureFacts, 'unit'>): boolean {
  return unit === 'percent' || unit === 'grade'
}
