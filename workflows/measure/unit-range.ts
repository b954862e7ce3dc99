import { inFigures } from './change-words.ts'
import type { MeasureFacts } from './measure-facts.ts'

/**
 * What is wrong with a number that no measure of its unit can have: a share beyond 0% and 100%, fewer than none, or a
 * count that is not whole, unless its measure is told with decimals, as full-time equivalents are.
 * @param told the figure as a person gave it, for the sentence
 * @returns a sentence that says what to give instead, or null
 */
export function outOfUnit(told: string, value: number, measure: Ranged): string | null {
  return beyondUnit(told, value, measure) ?? brokenCount(told, value, measure)
}

/** What has to be known of a measure to say which numbers it can have. */
export type Ranged = Pick<MeasureFacts, 'unit'> & Partial<Pick<MeasureFacts, 'decimals'>>

function beyondUnit(told: string, value: number, { unit }: Ranged): string | null {
  if (unit === 'percent')
    return value < 0 || value > 100
      ? `A share lies between 0% and 100%, and ${told} does not. Type the share.`
      : null
  return value < 0 && neverNegative.has(unit)
    ? `‘${told}’ would be fewer than none. Type the figure without the minus sign.`
    : null
}

function brokenCount(told: string, value: number, { unit, decimals = null }: Ranged): string | null {
  if (unit !== 'count' || Number.isInteger(value) || (decimals !== null && decimals > 0)) return null
  const thousands = /^(\d{1,3})\.(\d{3})$/.exec(told)
  if (thousands)
    return `‘${told}’ is no whole number, and a count is one. Type ${thousands[1]},${thousands[2]} if that is meant, or the whole number.`
  return `‘${told}’ is no whole number, and a count is one. Type ${inFigures(Math.round(value))} if that is meant.`
}

const neverNegative: ReadonlySet<MeasureFacts['unit']> = new Set(['count', 'rate', 'ratio', 'days'])
