import type { Day } from '#workflows/calendar/calendar.ts'
import { monthNumber } from '#workflows/calendar/day-parts.ts'

/** A date as words in a cell name it, before its year is known or its day is checked. */
export type DateToken =
  | { kind: 'day'; day: number; month: number; year: number | null }
  | { kind: 'month'; month: number; year: number | null }
  | { kind: 'quarter'; quarter: number; year: number | null; financial: boolean }
  | { kind: 'term'; term: 'autumn' | 'spring' | 'summer'; isTerm: boolean; year: number }
  | { kind: 'financialYear'; year: number }
  | { kind: 'year'; year: number }
  | { kind: 'serial'; serial: number }
  | { kind: 'monthOrDay'; first: number; second: number }

/** A cell in which each date is a sign (§) among the other words, with the dates in their order. */
export type Skeleton = { words: string; tokens: { token: DateToken; text: string }[] }

const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const WEEKDAY = '(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?,?\\s+)?'
const YEAR = "(?:['’‘]?\\s?(\\d{4}|\\d{2}))(?!\\d|\\s?(?:st|nd|rd|th)\\b|[./]\\d)"
const NOT_AFTER = '(?<![\\d/.])'

type Rule = [pattern: string, read: (parts: string[]) => DateToken | null]

const at = (parts: string[], place: number): string => parts[place] ?? ''
const fullYear = (text: string): number =>
  text.length > 2 ? Number(text) : Number(text) + (Number(text) < 70 ? 2000 : 1900)
const yearOr = (text: string): number | null => (text === '' ? null : fullYear(text))
const monthOf = (name: string): number => monthNumber(name.toLowerCase().slice(0, 3)) ?? 0

// In the order in which they are tried: what is longer stands before what is a part of it.
const rules: Rule[] = [
  [
    `${NOT_AFTER}(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[t ]\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?z?)?(?![\\d-])`,
    (parts) => ({
      kind: 'day',
      day: Number(at(parts, 3)),
      month: Number(at(parts, 2)),
      year: Number(at(parts, 1)),
    }),
  ],
  [
    `${NOT_AFTER}${WEEKDAY}(\\d{1,2})\\s?[./-]\\s?(\\d{1,2})\\s?[./-]\\s?(\\d{4}|\\d{2})(?!\\d)(?:\\s+\\d{1,2}:\\d{2}(?::\\d{2})?)?`,
    (parts) => ({
      kind: 'day',
      day: Number(at(parts, 1)),
      month: Number(at(parts, 2)),
      year: fullYear(at(parts, 3)),
    }),
  ],
  [
    `${NOT_AFTER}${WEEKDAY}(?:the\\s+)?(\\d{1,2})\\s?(?:st|nd|rd|th)?(?:\\s+of)?[\\s./-]*${MONTH}(?![a-z])\\.?,?(?:[\\s./-]*${YEAR})?`,
    (parts) => ({
      kind: 'day',
      day: Number(at(parts, 1)),
      month: monthOf(at(parts, 2)),
      year: yearOr(at(parts, 3)),
    }),
  ],
  [
    `\\b${MONTH}\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})(?!\\d)`,
    (parts) => ({
      kind: 'day',
      day: Number(at(parts, 2)),
      month: monthOf(at(parts, 1)),
      year: Number(at(parts, 3)),
    }),
  ],
  [
    `\\b${MONTH}(?![a-z])\\.?,?[\\s./-]*${YEAR}`,
    (parts) => ({ kind: 'month', month: monthOf(at(parts, 1)), year: fullYear(at(parts, 2)) }),
  ],
  [
    `\\b(?:q|qtr|quarter)\\s?([1-4])\\b(?:\\s*,?\\s*(?:of\\s+)?(?:fy\\s?)?(\\d{4}|\\d{2})(?:\\s?[/-]\\s?(\\d{4}|\\d{2}))?(?!\\d))?`,
    (parts) => quarter(Number(at(parts, 1)), at(parts, 2), at(parts, 3)),
  ],
  [
    `\\b(first|second|third|fourth|1st|2nd|3rd|4th)\\s+quarter\\b(?:\\s*,?\\s*(?:of\\s+)?(?:fy\\s?)?(\\d{4})(?:\\s?[/-]\\s?(\\d{4}|\\d{2}))?(?!\\d))?`,
    (parts) => quarter(ordinals[at(parts, 1).toLowerCase()] ?? 0, at(parts, 2), at(parts, 3)),
  ],
  [
    `\\b(autumn|spring|summer)(\\s+(?:half[ -])?term)?,?\\s+(\\d{4})(?!\\d)(?!\\s?[/-]\\s?\\d)`,
    (parts) => ({
      kind: 'term',
      term: at(parts, 1).toLowerCase() as 'autumn',
      isTerm: at(parts, 2) !== '',
      year: Number(at(parts, 3)),
    }),
  ],
  [
    `(?:\\b(?:fy|f/y|financial year)\\s*)?${NOT_AFTER}(\\d{4})\\s?[/-]\\s?(\\d{4}|\\d{2})(?![\\d/-])`,
    (parts) =>
      follows(at(parts, 1), at(parts, 2)) ? { kind: 'financialYear', year: Number(at(parts, 1)) } : null,
  ],
  [
    `${NOT_AFTER}(0?[1-9]|1[0-2])\\s?[/.-]\\s?((?:19|20|21)\\d{2})(?!\\d)`,
    (parts) => ({ kind: 'month', month: Number(at(parts, 1)), year: Number(at(parts, 2)) }),
  ],
  [
    `${NOT_AFTER}(\\d{1,2})/(\\d{2})(?![\\d/.])`,
    (parts) => ({ kind: 'monthOrDay', first: Number(at(parts, 1)), second: Number(at(parts, 2)) }),
  ],
  [`\\bmay\\b(?!\\s+[a-z]{3,})`, () => ({ kind: 'month', month: 5, year: null })],
  [`\\b(?!may\\b)${MONTH}\\b\\.?`, (parts) => ({ kind: 'month', month: monthOf(at(parts, 1)), year: null })],
  [`${NOT_AFTER}([2-7]\\d{4})(?![\\d/.,-])`, (parts) => ({ kind: 'serial', serial: Number(at(parts, 1)) })],
  [`${NOT_AFTER}((?:19|20)\\d{2})(?![\\d/.-])`, (parts) => ({ kind: 'year', year: Number(at(parts, 1)) })],
]

const ordinals: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
}

const follows = (year: string, next: string): boolean =>
  Number(next.slice(-2)) === (Number(year.slice(-2)) + 1) % 100

/** 'Q2 2018/19' is of a financial year; 'Q2 2018' could be of either. */
function quarter(number: number, year: string, next: string): DateToken | null {
  if (next !== '' && !follows(year, next)) return null
  return { kind: 'quarter', quarter: number, year: yearOr(year), financial: next !== '' }
}

const every = rules.map(([pattern, read]) => ({ pattern: new RegExp(pattern, 'iy'), read }))

/** Takes the dates out of a cell's words. */
export function skeletonOf(text: string): Skeleton {
  const tokens: Skeleton['tokens'] = []
  let words = ''
  // A date begins with a figure, or with a letter that begins a word.
  const mayBegin = (place: number) =>
    /\d/.test(text[place] ?? '') ||
    (/[a-z]/i.test(text[place] ?? '') && !/[a-z]/i.test(text[place - 1] ?? ''))
  for (let place = 0; place < text.length;) {
    const found = mayBegin(place) ? tokenAt(text, place) : null
    if (found === null) {
      words += text[place] ?? ''
      place++
      continue
    }
    tokens.push({ token: found.token, text: found.text.trim() })
    words += '§'
    place += found.text.length
  }
  return {
    words: words
      .toLowerCase()
      .replaceAll(/[\s\u00a0]+/g, ' ')
      .trim(),
    tokens,
  }
}

function tokenAt(text: string, place: number): { token: DateToken; text: string } | null {
  for (const { pattern, read } of every) {
    pattern.lastIndex = place
    const found = pattern.exec(text)
    const token = found && read(found)
    if (token) return { token, text: found[0] }
  }
  return null
}

/** The last day of a month. */
export function lastDayOf(year: number, month: number): Day {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}
