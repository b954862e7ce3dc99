import { bareNumber, type Bare } from './bare-numbers.ts'
import { type DateRead, dateAt, isWithinWord } from './dates.ts'
import { hedgeBefore, isChange, type Hedge } from './hedges.ts'
import { codeAt, labelledAt } from './labels.ts'
import { type QuantityKind, unitAfter } from './quantity-units.ts'
import { isBetweenDigits, lowAt, type Token } from './tokens.ts'

/** A number in prose. Tokens from `first` up to before `last`, with what hedges it and the sign of its unit. */
export type Quantity = {
  first: number
  last: number
  kind: QuantityKind
  /** Both ends of a range; the same number twice where it is none. Of a share, per cent. */
  low: number
  high: number
  /** Half of the last digit that was written: what rounding may hide. */
  half: number
  hedge: Hedge
  /** Both parts of '1 in 4' and '42 of 56'. */
  parts: { of: number; among: number } | null
  /** The base of a rate, where it is told: 10,000 of '12.5 per 10,000'. */
  per: number | null
  /** The unit of a duration: 'days'. */
  unit: string | null
}

/** The numbers and the dates of a text, in its order. What is a label, a code, an age or an ordinal is neither. */
export type NumbersRead = { quantities: readonly Quantity[]; dates: readonly DateRead[] }

/** Reads the numbers and dates of a text from its start to its end; each token is looked at a few times at most. */
export function numbersOf(tokens: readonly Token[]): NumbersRead {
  const quantities: Quantity[] = []
  const dates: DateRead[] = []
  let at = 0
  while (at < tokens.length) {
    const label = labelledAt(tokens, at)
    if (label !== null) {
      at = label
      continue
    }
    const date = dateAt(tokens, at)
    if (date) dates.push(date)
    const read = date?.last ?? codeAt(tokens, at)
    if (read !== null) {
      at = read
      continue
    }
    const quantity = isWithinWord(tokens, at) ? null : quantityAt(tokens, at)
    if (quantity) quantities.push(quantity)
    at = quantity?.last ?? at + 1
  }
  return { quantities, dates }
}

function quantityAt(tokens: readonly Token[], at: number): Quantity | null {
  const bare = isWithinNumber(tokens, at) ? null : bareNumber(tokens, at)
  if (bare === null) return null
  const shared = shareAt(tokens, bare)
  if (shared) return { ...shared, first: bare.first, hedge: hedgeBefore(tokens, at).hedge }
  const second = rangeEnd(tokens, bare, at)
  if (second === null && isWithinNumber(tokens, bare.last + 1)) return null
  const end = second ?? bare
  const sign = unitAfter(tokens, end.last)
  const { first, hedge } = hedgeBefore(tokens, bare.first)
  const kind = isChange(tokens, bare.first, sign.last)
    ? 'change'
    : (sign.kind ?? (end.money || bare.money ? 'money' : 'plain'))
  // In 'from £2 to £3 million' the scale is that of both.
  const scale = second && bare.scale === 1 ? second.scale : 1
  return {
    first: Math.min(first, bare.first),
    last: sign.last,
    kind,
    low: bare.value * scale,
    high: end.value,
    half: Math.max(bare.half * scale, end.half),
    hedge,
    parts: null,
    per: sign.per,
    unit: sign.unit,
  }
}

/** Whether digits go on from others before them: the 30 of '10:30', the 7 of '24/7', the 19 of '0-19s'. */
const isWithinNumber = (tokens: readonly Token[], at: number): boolean =>
  isBetweenDigits(tokens, at - 1, /^[-‐‑–.,:/]$/)

/** '1 in 4', 'nine out of ten', '42 of 56', '13 of the 16'. */
function shareAt(tokens: readonly Token[], bare: Bare): Omit<Quantity, 'hedge' | 'first'> | null {
  const start = afterOf(tokens, bare.last)
  if (start === null || isWithinWord(tokens, start) || dateAt(tokens, start)) return null
  const among = bareNumber(tokens, start)
  if (among === null || among.value < bare.value || among.value === 0 || among.money) return null
  if (unitAfter(tokens, among.last).kind !== null) return null
  const share = (bare.value / among.value) * 100
  const parts = { of: bare.value, among: among.value }
  const half = 50 / among.value
  return { last: among.last, kind: 'share', low: share, high: share, half, parts, per: null, unit: null }
}

/** Where the second number of a share may begin: behind 'in', 'of' or 'out of', and 'every' or 'the'. */
function afterOf(tokens: readonly Token[], at: number): number | null {
  const word = lowAt(tokens, at)
  const isOutOf = word === 'out' && lowAt(tokens, at + 1) === 'of'
  if (word !== 'in' && word !== 'of' && !isOutOf) return null
  const next = at + (isOutOf ? 2 : 1)
  return /^(every|the|our|these|all)$/.test(lowAt(tokens, next)) ? next + 1 : next
}

/** The second end of '40-45', '40 to 45' and 'between 40 and 45'; 'from 490 to 454' is two figures. */
function rangeEnd(tokens: readonly Token[], bare: Bare, at: number): Bare | null {
  const [before, sign] = [tokens[at - 1]?.low, tokens[bare.last]]
  if (!sign) return null
  const isRange =
    /^[-–—]$/.test(sign.text) ||
    (sign.low === 'to' && before !== 'from') ||
    (sign.low === 'and' && before === 'between')
  if (!isRange || dateAt(tokens, bare.last + 1)) return null
  const end = bareNumber(tokens, bare.last + 1)
  return end !== null && end.value > bare.value ? end : null
}
