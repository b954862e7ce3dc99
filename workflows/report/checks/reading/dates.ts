import type { Day } from '#workflows/calendar/calendar.ts'
import { monthNames } from '#workflows/calendar/calendar.ts'
import { isAttached, isBetweenDigits, lowAt, textAt, type Token } from './tokens.ts'

/** A date as it is written; what it leaves out is null. Tokens from `first` up to before `last`. */
export type DateRead = {
  first: number
  last: number
  year: number | null
  month: number | null
  day: number | null
}

/** Whether a day is what a date says, as far as it says it. A date that says nothing certain fits no day. */
export function fitsDate({ year, month, day }: DateRead, on: Day): boolean {
  if (year === null && month === null) return false
  const [y, m, d] = on.split('-').map(Number)
  return (year === null || year === y) && (month === null || month === m) && (day === null || day === d)
}

/** Whether a date does not say which days it means. */
export const isVague = ({ year, month }: DateRead): boolean => year === null && month === null

/** Whether a date lies as a whole before a day. One without its year does not say. */
export function liesBefore({ year, month, day }: DateRead, on: Day): boolean {
  if (year === null) return false
  return [year, month ?? 12, day ?? 31].map((each) => String(each).padStart(2, '0')).join('-') < on
}

const months = new Map(
  monthNames.flatMap((name, at) => {
    const low = name.toLowerCase()
    return [low, low.slice(0, 3)].map((each) => [each, at + 1] as const)
  }),
).set('sept', 9)

/**
 * The date that begins at a token, or null: '3rd July 2018', '14 July', 'July 2018', '11.09.2024', '01/08/24',
 * '2018-07-03', '2018'. A span of years, such as '2018/19', and a quarter are dates that say nothing certain.
 */
export function dateAt(tokens: readonly Token[], at: number): DateRead | null {
  const token = tokens[at]
  if (!token) return null
  if (token.kind === 'word') return monthFirst(tokens, at) ?? quarterAt(tokens, at)
  if (token.kind !== 'digits' || isWithinWord(tokens, at)) return null
  return dayFirst(tokens, at) ?? inDigits(tokens, at) ?? yearAlone(tokens, at)
}

function monthFirst(tokens: readonly Token[], at: number): DateRead | null {
  const month = monthOf(tokens[at])
  if (month === null) return null
  const year = yearOf(tokens[at + 1])
  if (year !== null) return { first: at, last: at + 2, year, month, day: null }
  // 'may' and 'march' are words of their own; a month by itself follows a preposition.
  const before = lowAt(tokens, at - 1)
  return inMonth.has(before) ? { first: at, last: at + 1, year: null, month, day: null } : null
}

const inMonth: ReadonlySet<string> = new Set(
  'in by since until from of to late early mid during before after between and this last next for'.split(' '),
)

/** 'Quarter 1', 'Q4 2017/18': which months these are, the text does not say. */
function quarterAt(tokens: readonly Token[], at: number): DateRead | null {
  const low = lowAt(tokens, at)
  if (!(low === 'quarter' || (low === 'q' && isAttached(tokens, at + 1)))) return null
  if (!/^([1-4]|one|two|three|four)$/.test(lowAt(tokens, at + 1))) return null
  const year = tokens[at + 2]?.kind === 'digits' ? yearAlone(tokens, at + 2) : null
  return { first: at, last: year?.last ?? at + 2, year: null, month: null, day: null }
}

function dayFirst(tokens: readonly Token[], at: number): DateRead | null {
  const day = numberOf(tokens[at], 1, 31)
  if (day === null) return null
  let next = at + 1
  if (/^(st|nd|rd|th)$/.test(lowAt(tokens, next)) && isAttached(tokens, next)) next += 1
  if (tokens[next]?.low === 'of') next += 1
  const month = monthOf(tokens[next])
  if (month === null) return null
  const comma = tokens[next + 1]?.text === ',' ? 1 : 0
  const year = yearOf(tokens[next + 1 + comma])
  return year === null
    ? { first: at, last: next + 1, year: null, month, day }
    : { first: at, last: next + 2 + comma, year, month, day }
}

function inDigits(tokens: readonly Token[], at: number): DateRead | null {
  const [a, b, c] = [tokens[at], tokens[at + 2], tokens[at + 4]]
  const signs = [at + 1, at + 3]
  if (!signs.every((each) => isBetweenDigits(tokens, each, /^[-./]$/))) return null
  if (textAt(tokens, at + 1) !== textAt(tokens, at + 3)) return null
  const last = at + 5
  const month = numberOf(b, 1, 12)
  const [first, end] = [yearOf(a), numberOf(c, 1, 31)]
  if (month === null) return null
  if (first !== null) return end === null ? null : { first: at, last, year: first, month, day: end }
  const short = c?.text.length === 2 ? numberOf(c, 0, 99) : null
  const [day, year] = [numberOf(a, 1, 31), short === null ? yearOf(c) : 2000 + short]
  return day === null || year === null ? null : { first: at, last, year, month, day }
}

function yearAlone(tokens: readonly Token[], at: number): DateRead | null {
  const year = yearOf(tokens[at])
  if (year === null) return null
  if (isSpan(tokens, at)) return { first: at, last: at + 3, year: null, month: null, day: null }
  // '2021.5' is a number, and so is what a sign of its unit follows.
  if (isBetweenDigits(tokens, at + 1, /^[.,]$/) || lowAt(tokens, at + 1) === '%') return null
  if (lowAt(tokens, at + 1) === 'per' && /^(cent|1)/.test(lowAt(tokens, at + 2))) return null
  return { first: at, last: at + 1, year, month: null, day: null }
}

/** '2018/19', '2018-19', '2018 – 2022'. */
function isSpan(tokens: readonly Token[], at: number): boolean {
  if (!/^[-–—/]$/.test(textAt(tokens, at + 1))) return false
  const isShort = textAt(tokens, at + 2).length === 2 && isBetweenDigits(tokens, at + 1, /./)
  return isShort || yearOf(tokens[at + 2]) !== null
}

function monthOf(token: Token | undefined): number | null {
  return token?.kind === 'word' && /^\p{Lu}/u.test(token.text) ? (months.get(token.low) ?? null) : null
}

function yearOf(token: Token | undefined): number | null {
  return token?.kind === 'digits' && /^(19|20|21)\d\d$/.test(token.text) ? Number(token.text) : null
}

function numberOf(token: Token | undefined, least: number, most: number): number | null {
  if (token?.kind !== 'digits' || token.text.length > 2) return null
  const number = Number(token.text)
  return number >= least && number <= most ? number : null
}

/** Whether digits are the end of a word or a code, as in 'P1' and 'COVID-19'. */
export function isWithinWord(tokens: readonly Token[], at: number): boolean {
  if (!isAttached(tokens, at)) return false
  const [before, sign] = [tokens[at - 2], tokens[at - 1]]
  return (
    sign?.kind === 'word' ||
    (/^[-‐‑./_]$/.test(textAt(tokens, at - 1)) && isAttached(tokens, at - 1) && before?.kind === 'word')
  )
}
