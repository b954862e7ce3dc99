import type { Passage } from '../reading/passages.ts'
import { fromAt, lowAt, textAt, toAt, type Token } from '../reading/tokens.ts'
import type { Telling } from './telling.ts'

/** NHS numbers that their check digit proves, and numbers of cases and persons by the form in which they are written. */
export function casesNumbered({ tokens, text }: Passage): Telling[] {
  const found: Telling[] = []
  let at = 0
  while (at < tokens.length) {
    const telling = nhsNumberAt(tokens, at) ?? caseNumberAt(tokens, at) ?? formAt(tokens, at, text)
    if (telling)
      found.push({
        kind: telling.kind,
        from: fromAt(tokens, telling.first),
        to: toAt(tokens, telling.last - 1),
      })
    at = telling?.last ?? at + 1
  }
  return found
}

type Numbered = { kind: 'nhsNumber' | 'caseNumber'; first: number; last: number }

/** In one run, or in three. */
const layouts = [[10], [3, 3, 4]]

function nhsNumberAt(tokens: readonly Token[], at: number): Numbered | null {
  if (tokens[at]?.kind !== 'digits' || tokens[at - 1]?.kind === 'digits') return null
  for (const lengths of layouts) {
    const read = digitsIn(tokens, at, lengths)
    if (read === null || tokens[read.last]?.kind === 'digits') continue
    if (isNhsNumber(read.digits) && isPlausible(tokens, at, read.digits))
      return { kind: 'nhsNumber', first: at, last: read.last }
  }
  return null
}

/** Runs of digits of these lengths, with blanks or hyphens between. */
function digitsIn(
  tokens: readonly Token[],
  at: number,
  lengths: readonly number[],
): { digits: string; last: number } | null {
  let [digits, next] = ['', at]
  for (const length of lengths) {
    if (next > at && /^[-‐‑–]$/.test(textAt(tokens, next))) next += 1
    const token = tokens[next]
    if (token?.kind !== 'digits' || token.text.length !== length) return null
    digits += token.text
    next += 1
  }
  return { digits, last: next }
}

// Telephone numbers begin with nought: such a number, which Scotland uses, needs the word before it.
function isPlausible(tokens: readonly Token[], at: number, digits: string): boolean {
  if (!/^[012]/.test(digits)) return true
  for (let before = Math.max(0, at - 5); before < at; before += 1)
    if (/^(nhs|chi)$/.test(lowAt(tokens, before))) return true
  return false
}

/**
 * Whether ten digits are an NHS number: by modulus 11, where the first nine are weighed with 10 down to 2 and the last
 * is 11 less the remainder, with 11 written as 0 and 10 given to nobody (NHS Data Dictionary, NHS NUMBER).
 */
export function isNhsNumber(digits: string): boolean {
  if (!/^[0-9]{10}$/.test(digits)) return false
  const sum = Array.from(digits.slice(0, 9)).reduce(
    (total, digit, at) => total + Number(digit) * (10 - at),
    0,
  )
  const check = (11 - (sum % 11)) % 11
  return check !== 10 && check === Number(digits[9])
}

const systems =
  /^(?:case|client|person|child|patient|mosaic|liquidlogic|lcs|eclipse|carefirst|framework|upn|uln|ehcp|file|record|crime|incident|court)$/
const numberWords = /^(?:number|numbers|no|ref|reference|id|ids)$/

/** 'Case number 123456', 'Mosaic ID: 98765', 'case ref MB/1234'. */
function caseNumberAt(tokens: readonly Token[], at: number): Numbered | null {
  if (!systems.test(lowAt(tokens, at))) return null
  let next = at + 1
  let isTold = /^(?:upn|uln|lcs)$/.test(lowAt(tokens, at))
  while (numberWords.test(lowAt(tokens, next)) || /^[.:#]$/.test(textAt(tokens, next))) {
    isTold = true
    next += 1
  }
  if (tokens[next]?.low === 'is' || tokens[next]?.low === 'was') next += 1
  if (!isTold) return null
  const last = codeEnd(tokens, next)
  return last === null ? null : { kind: 'caseNumber', first: at, last }
}

const LONGEST_CODE = 20

/** Where a code of four or more characters with a digit ends. */
function codeEnd(tokens: readonly Token[], from: number): number | null {
  let [at, length, digits] = [from, 0, 0]
  for (; at < Math.min(tokens.length, from + LONGEST_CODE); at += 1) {
    const token = tokens[at]
    if (
      !token ||
      (at > from && token.gap !== 'none') ||
      (token.kind === 'sign' && !/^[-/]$/.test(token.text))
    )
      break
    length += token.text.length
    if (token.kind === 'digits') digits += token.text.length
  }
  return length >= 4 && digits >= 3 ? at : null
}

// National Insurance numbers, unique pupil numbers, and case numbers of the Family Court.
const forms =
  /^(?:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]|[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]|[A-Z]{2}[0-9]{2}[A-Z][0-9]{5})$/

function formAt(tokens: readonly Token[], at: number, text: string): Numbered | null {
  const first = tokens[at]
  if (first?.kind !== 'word' || first.text.length > 2 || !/^[A-Z]+$/.test(first.text)) return null
  let last = at + 1
  while (last < at + 6 && tokens[last]?.gap === 'none' && tokens[last]?.kind !== 'sign') last += 1
  const code = text.slice(first.from, tokens[last - 1]?.to)
  if (forms.test(code)) return { kind: 'caseNumber', first: at, last }
  // A National Insurance number is also written in pairs.
  const pairs = text.slice(first.from, first.from + 13)
  if (!/^[A-Z]{2} [0-9]{2} [0-9]{2} [0-9]{2} [A-D]\b/.test(pairs) || !forms.test(pairs.replaceAll(' ', '')))
    return null
  return { kind: 'caseNumber', first: at, last: at + 5 }
}
