import { count } from '#workflows/words.ts'
import type { MeasureFacts } from './measure-facts.ts'

const figures = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 })

/** A number as people read it: '2,800', '12.5'. */
export function inFigures(value: number): string {
  return figures.format(value)
}

/**
 * A number of a unit as people read it: '94%', '£2,800', '12.5'.
 * @param decimals so many at least, as where 142.0 is published
 */
export function inUnit(unit: MeasureFacts['unit'], value: number, decimals = 0): string {
  const written = (number: number) =>
    decimals === 0
      ? inFigures(number)
      : number.toLocaleString('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: 6 })
  if (unit === 'percent') return `${written(value)}%`
  return unit === 'currency' ? `${value < 0 ? '−' : ''}£${written(Math.abs(value))}` : written(value)
}

/**
 * By how much a figure changed, in words of its unit: '31 fewer', '6 points higher', '4 days more', '£200 less'.
 * @param by the later figure minus the earlier one
 */
export function changeWords({ unit, scale }: Pick<MeasureFacts, 'unit' | 'scale'>, by: number): string {
  if (by === 0) return 'the same'
  const [size, more] = [Math.abs(by), by > 0]
  const written = inFigures(size)
  const higher = more ? 'higher' : 'lower'
  const inWords: Partial<Record<MeasureFacts['unit'], string>> = {
    count: `${written} ${more ? 'more' : 'fewer'}`,
    percent: `${points(size)} ${higher}`,
    percentagePoints: `${points(size)} ${higher}`,
    days: `${written} ${size === 1 ? 'day' : 'days'} ${more ? 'more' : 'fewer'}`,
    currency: `${inUnit(unit, size)} ${more ? 'more' : 'less'}`,
    ...(scale.length > 0 && { judgement: `${count(size, 'step')} ${more ? 'up' : 'down'}` }),
  }
  return inWords[unit] ?? `${written} ${higher}`
}

/** A difference of two shares: '1 point', '2.5 points'. */
function points(size: number): string {
  return `${inFigures(size)} ${size === 1 ? 'point' : 'points'}`
}

/** How large a change is for what it began from; from nought, as large as it is. */
export function sizeOf(from: number, by: number): number {
  return Math.abs(from === 0 ? by : by / from)
}
