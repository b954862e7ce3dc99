import { isFigureWithin, limits } from '#workflows/limits.ts'
import { quotient } from './measure-arithmetic.ts'
import type { MeasureFacts } from './measure-facts.ts'
import { isInWords } from './observation-rules.ts'
import { outOfUnit } from './unit-range.ts'

/** What a person typed or pasted as a figure: its number and the text as it was typed, or what is wrong with it. */
export type FigureTyped =
  | {
      ok: true
      published: string
      value: number | null
      numerator: number | null
      denominator: number | null
    }
  | { ok: false; because: string }

/**
 * Reads a figure as people write it: '94%', '£2,800', '12.5 per 10,000', '1,204'. Nothing is guessed: what could mean two
 * numbers, or none, is asked back with what to type. A measure in words takes any words. Of a share, rate or ratio its
 * two parts may be typed instead, as '42 of 56', and the figure is worked out of them.
 */
export function figureTyped(text: string, measure: MeasureTyped): FigureTyped {
  if (isInWords(measure)) return { ok: true, published: text.trim(), value: null, ...noParts }
  const typed = text.replaceAll(invisible, '').trim()
  return partsTyped(typed, measure) ?? figureAlone(typed, measure)
}

/** What has to be known of a measure to read a figure of it. */
export type MeasureTyped = Pick<MeasureFacts, 'unit' | 'per'> & Partial<Pick<MeasureFacts, 'decimals'>>

/** Marks of direction and joints that some programs copy along with a number, and nobody sees. */
const invisible = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g

const noParts = { numerator: null, denominator: null }

function figureAlone(typed: string, measure: MeasureTyped): FigureTyped {
  const fault = faultOf(typed, measure)
  if (fault !== null) return { ok: false, because: fault }
  const value = numberIn(typed)
  if (value === null)
    return { ok: false, because: `‘${typed}’ is not one number. Type it in figures, such as 94 or 12.5.` }
  const beyond = outOfUnit(typed, value, measure)
  if (beyond !== null) return { ok: false, because: beyond }
  if (!isFigureWithin(limits.measure.figure, String(value)))
    return { ok: false, because: 'Type at most 12 figures before the point and 6 after it.' }
  const signed = value === 0 ? typed.replace(/^[-–−]\s?/, '') : typed
  const published = measure.unit === 'percent' ? `${signed.replace(/\s*%$/, '')}%` : signed
  return { ok: true, published, value, ...noParts }
}

/** A figure that is typed as its parts, with the share before them or without; null for what is none. */
function partsTyped(typed: string, measure: MeasureTyped): FigureTyped | null {
  const [, told = '', top, bottom] =
    /^(?:(.*?)\s*\()?\s*(\d{1,3}(?:,\d{3})+|\d{1,12})\s?(?:\/|out of|of)\s?(\d{1,3}(?:,\d{3})+|\d{1,12})\s*\)?$/i.exec(
      typed,
    ) ?? []
  if (top === undefined || bottom === undefined) return null
  const parts = {
    numerator: Number(top.replaceAll(',', '')),
    denominator: Number(bottom.replaceAll(',', '')),
  }
  const because = faultOfParts(typed, parts, measure)
  if (because !== null) return { ok: false, because }
  if (told !== '') {
    const figure = figureAlone(told, measure)
    if (!figure.ok) return figure
    const other = otherThanParts(figure.published, parts, measure)
    if (other !== null) return { ok: false, because: other }
    return { ...figure, published: `${figure.published}${typed.slice(told.length)}`, ...parts }
  }
  const value = shareOf(parts, measure, measure.decimals ?? 1).rounded
  if (!isFigureWithin(limits.measure.figure, String(value)))
    return {
      ok: false,
      because: `${top} of ${bottom} gives a figure with more than 12 figures before the point. Look at the two parts again.`,
    }
  return { ok: true, published: `${value}${signOf(measure)} (${top} of ${bottom})`, value, ...parts }
}

type Parts = { numerator: number; denominator: number }

const shareOf = ({ numerator, denominator }: Parts, { unit, per }: MeasureTyped, decimals: number) =>
  quotient(numerator, denominator, scaleOf[unit] ?? per ?? 1, decimals)

const signOf = ({ unit }: MeasureTyped): string => (unit === 'percent' ? '%' : '')

/** What is wrong where a figure that stands before its parts is not theirs, rounded or cut off as it is written. */
function otherThanParts(told: string, parts: Parts, measure: MeasureTyped): string | null {
  const decimals = Math.min(/\.(\d+)/.exec(told)?.[1]?.length ?? 0, 6)
  const { rounded, truncated } = shareOf(parts, measure, decimals)
  const value = numberIn(told)
  if (value === rounded || value === truncated) return null
  return `${parts.numerator} of ${parts.denominator} is ${rounded}${signOf(measure)}, and not ${told}. Type the two parts alone, or the figure alone.`
}

const scaleOf: Readonly<Partial<Record<MeasureFacts['unit'], number>>> = { percent: 100, ratio: 1 }

function faultOfParts(
  typed: string,
  { numerator, denominator }: Parts,
  { unit, per }: MeasureTyped,
): string | null {
  if (unit !== 'percent' && unit !== 'rate' && unit !== 'ratio')
    return `‘${typed}’ is a share of something, and this measure is none. Type the number alone.`
  if (denominator === 0)
    return `${unit === 'percent' ? 'Nothing can be a share of 0' : 'Nothing can be told per 0'}. Record no figure where there was nothing to count.`
  if (unit === 'percent' && numerator > denominator)
    return `${numerator} cannot be out of ${denominator}: are they the wrong way round? A share lies between 0% and 100%.`
  return unit === 'rate' && per === null
    ? 'The measure does not say per how many. Type the rate itself, or tell it of the measure first.'
    : null
}

function faultOf(typed: string, measure: MeasureTyped): string | null {
  if (/^[-–—.*]$|^(n\/?a|nil|none|tbc|unknown|c|x)$/i.test(typed))
    return `‘${typed}’ is no figure. Type 0 where there were none; where nobody knows, record no figure.`
  if (/^[<>≤≥~]|^(under|over|about|fewer|less|more)\b/i.test(typed))
    return `‘${typed}’ is no exact figure. Type the number itself; where it must not be published, leave it out.`
  if (/^[\s£]*\d{1,3},\d{1,2}\s*%?$/.test(typed))
    return `‘${typed}’ could be ${typed.replace(',', '.')} or ${typed.replace(',', '')}. Type it with a full stop, or without the comma.`
  if (/^\d+(\.\d+)?e[+-]?\d+$/i.test(typed))
    return `‘${typed}’ is a number in short, which can be misread. Type all of it in figures, such as 12,000.`
  return partOfOne(typed, measure) ?? faultOfUnit(typed, measure)
}

/** A spreadsheet keeps 94% as 0.94, and copies that from a cell whose percent format was lost. */
function partOfOne(typed: string, { unit }: MeasureTyped): string | null {
  const [, part = ''] = (unit === 'percent' && /^0?\.(\d+)$/.exec(typed)) || []
  const value = Number(`0.${part}`)
  return part === '' || value === 0
    ? null
    : `‘${typed}’ could be ${value}% or ${Number((value * 100).toPrecision(12))}%. Type it with its percent sign.`
}

/** What is wrong with what is told beside a number: a sign, or a unit, that is not that of the measure. */
function faultOfUnit(typed: string, { unit, per }: MeasureTyped): string | null {
  if (/%/.test(typed) && unit !== 'percent' && unit !== 'percentagePoints')
    return `‘${typed}’ is a share, and this measure is none. Type the number without the percent sign.`
  if (/£/.test(typed) && unit !== 'currency')
    return `‘${typed}’ is an amount of money, and this measure is none. Type the number.`
  const [, inWords = ''] = /\d\s?(days?|points?|pts?)$/i.exec(typed) ?? []
  if (/^d/i.test(inWords) && unit !== 'days') return toldIn('days', typed)
  if (/^p/i.test(inWords) && unit !== 'percentagePoints') return toldIn('points', typed)
  const told = perOf(typed)
  if (told !== null && (unit !== 'rate' || (per !== null && told !== per)))
    return `‘${typed}’ is told per ${told.toLocaleString('en-GB')}, and this measure is not. Type the figure as it is counted here.`
  return null
}

const toldIn = (what: string, typed: string): string =>
  `‘${typed}’ is told in ${what}, and this measure is not. Type the number alone if it is the right one.`

/** The number that a text is, with its sign and its words left out; null where it is none, or several. */
function numberIn(typed: string): number | null {
  const [, sign = '', whole, part = ''] =
    /^([-−–]?)\s?£?(\d{1,3}(?:,\d{3})+|\d{1,15})(\.\d{1,12})?\s?(?:%|points?|pts?|days?|per\s\d[\d,]*\s?k?)?$/i.exec(
      typed,
    ) ?? []
  if (whole === undefined) return null
  const value = Number(`${whole.replaceAll(',', '')}${part}`)
  return sign === '' || value === 0 ? value : -value
}

/** The base of a rate that is told beside it: 10,000 of '12.5 per 10k'. */
function perOf(typed: string): number | null {
  const [, base, thousands] = /\bper\s(\d[\d,.]*)\s?(k?)$/i.exec(typed) ?? []
  return base === undefined ? null : Number(base.replaceAll(',', '')) * (thousands === '' ? 1 : 1_000)
}
