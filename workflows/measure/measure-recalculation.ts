import { quotient } from './measure-arithmetic.ts'
import type { GradeCount, MeasureFacts, ObservationFacts } from './measure-facts.ts'
import { numbersIn, publishedDecimals } from './published-text.ts'

/** Why a value stands as published without having been worked out again. */
export type NotRecalculatedCode =
  | 'claim'
  | 'notDerived'
  | 'valueMissing'
  | 'numeratorMissing'
  | 'denominatorMissing'
  | 'denominatorZero'
  | 'rateBaseMissing'

/** The value worked out from its parts, beside the published one; it never takes its place. */
export type Recalculation =
  | {
      outcome: 'agrees' | 'differs'
      value: number
      decimals: number
      unrounded: string
      /** Whether the published value is the right one with its last digits cut off where they should be rounded. */
      looksTruncated: boolean
      because: string
    }
  | { outcome: 'notRecalculated'; code: NotRecalculatedCode; because: string }

/**
 * Works a value out from numerator and denominator at the decimals at which it was published, and says whether it
 * agrees. A missing numerator or denominator is said and not made up: a figure that cannot be repeated is weaker
 * than one that can, and readers should see which it is.
 */
export function recalculate(measure: MeasureFacts, observation: ObservationFacts): Recalculation {
  const { kind, value, numerator, denominator, published } = observation
  const scale = scaleOf(measure)
  if (kind === 'claim') return not('claim', 'It is a claim in words, with nothing to work out.')
  if (scale === 'notDerived')
    return not('notDerived', 'It is not worked out from a numerator and a denominator.')
  if (value === null) return not('valueMissing', 'There is no value.')
  if (denominator === null)
    return not('denominatorMissing', 'The denominator is not given, so it cannot be worked out again.')
  if (numerator === null)
    return not('numeratorMissing', 'The numerator is not given, so it cannot be worked out again.')
  if (scale === null) return not('rateBaseMissing', 'The base of the rate (per how many) is not given.')
  if (denominator === 0) return not('denominatorZero', 'The denominator is nought.')
  const decimals = publishedDecimals(published, value, measure.decimals)
  const { rounded, truncated, unrounded } = quotient(numerator, denominator, scale, Math.min(decimals, 6))
  const sum = `${inFigures(numerator)} / ${inFigures(denominator)}${scale === 1 ? '' : ` × ${inFigures(scale)}`} = ${unrounded}`
  if (rounded === value)
    return { outcome: 'agrees', value, decimals, unrounded, looksTruncated: false, because: `${sum}.` }
  const looksTruncated = truncated === value
  const because = `${sum}, which is ${rounded.toFixed(decimals)}; ${value.toFixed(decimals)} was published${looksTruncated ? ', which looks cut off instead of rounded' : ''}.`
  return { outcome: 'differs', value: rounded, decimals, unrounded, looksTruncated, because }
}

/** How many were graded: the sum of the grades. Null where there is no distribution. */
export function gradedIn(distribution: readonly GradeCount[]): number | null {
  return distribution.length === 0 ? null : distribution.reduce((sum, { count }) => sum + count, 0)
}

/** A distribution in one line, in the order of its source: '17 of 37 Good, 15 Fair, 5 Poor'; '' where there is none. */
export function gradesInWords(distribution: readonly GradeCount[]): string {
  const n = gradedIn(distribution)
  return distribution
    .map(({ grade, count }, at) => (at === 0 ? `${count} of ${n} ${grade}` : `${count} ${grade}`))
    .join(', ')
}

/**
 * What does not fit within a distribution: parts that do not add up to the number given, and percentages printed
 * beside a grade that its count does not give.
 */
export function distributionFaults({ distribution, denominator }: ObservationFacts): string[] {
  const graded = gradedIn(distribution)
  if (graded === null) return []
  const sum =
    denominator === null || denominator === graded
      ? []
      : [`The grades add up to ${graded}, but ${denominator} is given as their number.`]
  return [...sum, ...distribution.flatMap((part) => gradeFault(part, denominator ?? graded))]
}

function gradeFault({ grade, count, published }: GradeCount, n: number): string[] {
  const printed = numbersIn(published ?? '').find(({ percent }) => percent)
  if (!printed || n === 0) return []
  const { rounded } = quotient(count, n, 100, Math.min(printed.decimals, 6))
  if (rounded === printed.value) return []
  return [
    `${grade}: ${count} of ${n} is ${rounded.toFixed(printed.decimals)}%; “${published}” was published.`,
  ]
}

function scaleOf({ unit, per }: MeasureFacts): number | null | 'notDerived' {
  switch (unit) {
    case 'percent':
      return 100
    case 'rate':
      return per
    case 'ratio':
      return 1
    default:
      return 'notDerived'
  }
}

function not(code: NotRecalculatedCode, because: string): Recalculation {
  return { outcome: 'notRecalculated', code, because }
}

// A format is costly to make, and hundreds of figures are worked out again at once.
const figures = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 })

function inFigures(value: number): string {
  return figures.format(value)
}
