import type { MeasureFacts } from './measure-facts.ts'
import { type Direction, directionOf } from './measure-rules.ts'

/** The newest figures of a series that went one way, each against the one before. */
export type Run = { way: Exclude<Direction, 'unknown'> | 'higher' | 'lower'; periods: number }

/**
 * Which way the newest figure went, and for how many periods running. Where neither way is better, higher and lower.
 * Null while there are fewer than two figures.
 * @param values oldest first
 */
export function runOf(
  measure: Pick<MeasureFacts, 'polarity' | 'targetValue'>,
  values: readonly number[],
): Run | null {
  const ways = values.slice(1).map((now, at) => wayOf(measure, values[at] ?? now, now))
  const way = ways.at(-1)
  if (way === undefined) return null
  return { way, periods: ways.length - 1 - ways.findLastIndex((each) => each !== way) }
}

/** A run in words: 'better than the time before', 'better, 3rd period running', 'the same, 2nd period running'. */
export function runWords({ way, periods }: Run): string {
  if (periods > 1) return `${way === 'same' ? 'the same' : way}, ${ordinal(periods)} period running`
  return way === 'same' ? 'the same as the time before' : `${way} than the time before`
}

/** 1st, 2nd, 3rd, 4th, 11th, 21st. */
export function ordinal(number: number): string {
  return `${number}${suffixes[plural.select(number)]}`
}

const plural = new Intl.PluralRules('en-GB', { type: 'ordinal' })
const suffixes: Record<Intl.LDMLPluralRule, string> = {
  one: 'st',
  two: 'nd',
  few: 'rd',
  other: 'th',
  many: 'th',
  zero: 'th',
}

function wayOf(
  measure: Pick<MeasureFacts, 'polarity' | 'targetValue'>,
  before: number,
  now: number,
): Run['way'] {
  const direction = directionOf(measure, before, now)
  return direction === 'unknown' ? (now > before ? 'higher' : 'lower') : direction
}
