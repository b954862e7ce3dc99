import { decimalsIn } from './measure-arithmetic.ts'
import type { Unit } from './measure-facts.ts'

export type PrintedNumber = { value: number; decimals: number; percent: boolean }

/** The numbers that stand in a published text, in their order: '10 (32%)' holds 10 and 32 per cent. */
export function numbersIn(published: string): PrintedNumber[] {
  return [...published.matchAll(printedNumber)].map(
    ([, sign = '', whole = '', fraction = '', percent = '']) => ({
      value: Number(
        `${sign === '' || sign === '+' ? '' : '-'}${whole.replaceAll(',', '')}.${fraction || '0'}`,
      ),
      decimals: fraction.length,
      percent: percent !== '',
    }),
  )
}

/**
 * The decimals at which a value was published: those of its own number in the text, else the measure's, else those
 * the value needs.
 */
export function publishedDecimals(published: string | null, value: number, ofMeasure: number | null): number {
  const printed = numbersIn(published ?? '').find((number) => number.value === value)
  return printed?.decimals ?? ofMeasure ?? decimalsIn(value)
}

/**
 * The value that a text is without doubt: a number and nothing else, or one with its per cent sign where the unit is
 * per cent. Null for anything that would have to be interpreted.
 */
export function plainValue(text: string | null, unit: Unit): number | null {
  const [, figures, sign] = /^(-?\d{1,12}(?:\.\d{1,6})?)\s?(%?)$/.exec(text?.trim() ?? '') ?? []
  return figures === undefined || (sign === '%' && unit !== 'percent') ? null : Number(figures)
}

// A hyphen after a figure joins a range or a year ('2016-17') and is no minus.
const printedNumber = /(?:(?<![\d.,])([-+−–]))?(\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.(\d+))?(\s?%)?/g

/** With how many decimals the figures of one measure are published: the most that any of them has, six at most. */
export function decimalsOf(
  figures: readonly { published: string | null; value: number | null }[],
  ofMeasure: number | null,
): number {
  const told = figures.map(({ published, value }) =>
    value === null ? 0 : publishedDecimals(published, value, ofMeasure),
  )
  return Math.min(6, Math.max(0, ...told))
}
