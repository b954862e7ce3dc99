import { numberInWords } from './number-words.ts'
import { isAttached, isBetweenDigits, textAt, type Token } from './tokens.ts'

/** A number by itself, with its scale taken in: 2,800,000 of '£2.8 million'. Tokens up to before `last`. */
export type Bare = {
  first: number
  last: number
  value: number
  /** Half of the last digit that was written. */
  half: number
  scale: number
  money: boolean
  inWords: boolean
}

const scales: ReadonlyMap<string, number> = new Map([
  ['k', 1_000],
  ['m', 1_000_000],
  ['mn', 1_000_000],
  ['bn', 1_000_000_000],
  ['thousand', 1_000],
  ['million', 1_000_000],
  ['billion', 1_000_000_000],
])

/** The number that begins at a token, or null where there is none or it is a code, an ordinal, a time or an age. */
export function bareNumber(tokens: readonly Token[], at: number): Bare | null {
  const money = tokens[at]?.text === '£'
  const start = money ? at + 1 : at
  const words = money ? null : numberInWords(tokens, start)
  if (words !== null)
    return isJoined(tokens, words.last)
      ? null
      : { first: at, ...words, half: 0.5, scale: 1, money, inWords: true }
  const digits = digitsAt(tokens, start)
  if (digits === null) return null
  const scale = scaleAfter(tokens, digits.last)
  const last = digits.last + (scale === 1 ? 0 : 1)
  if (isJoined(tokens, last)) return null
  const half = 0.5 * 10 ** -digits.decimals * scale
  return { first: at, last, value: tidy(digits.value * scale), half, scale, money, inWords: false }
}

// Binary fractions leave dust: 2.8 × 1,000,000 is a whole number.
const tidy = (value: number): number => Number(value.toPrecision(15))

function scaleAfter(tokens: readonly Token[], at: number): number {
  const token = tokens[at]
  if (!token) return 1
  // A letter counts where it stands at the number; a word where it stands apart too.
  return token.low.length > 2 || token.gap === 'none' ? (scales.get(token.low) ?? 1) : 1
}

type Digits = { value: number; decimals: number; last: number }

function digitsAt(tokens: readonly Token[], at: number): Digits | null {
  if (tokens[at]?.kind !== 'digits') return null
  const whole = groupsAt(tokens, at)
  const hasPart = isBetweenDigits(tokens, whole.last, /^\.$/)
  const part = hasPart ? textAt(tokens, whole.last + 1) : ''
  const last = whole.last + (hasPart ? 2 : 0)
  // '1.2.3' is a version, '10:30' a time, '24/7' and '1,23' are no numbers, and '01642' is dialled.
  if (isBetweenDigits(tokens, last, /^[:/.,]$/)) return null
  if (whole.text.length > 12 || part.length > 6 || /^0[0-9]/.test(whole.text)) return null
  return { value: Number(`${whole.text}.${part === '' ? '0' : part}`), decimals: part.length, last }
}

/** The digits of a whole number with its groups of thousands: '1,234'. */
function groupsAt(tokens: readonly Token[], at: number): { text: string; last: number } {
  let [text, last] = [textAt(tokens, at), at + 1]
  if (text.length > 3) return { text, last }
  while (text.length <= 12 && isBetweenDigits(tokens, last, /^,$/) && textAt(tokens, last + 1).length === 3) {
    text += textAt(tokens, last + 1)
    last += 2
  }
  return { text, last }
}

/** Whether what follows makes one word of it: '1st', '5s', '12A', '16-year-olds', 'one-to-one'. */
function isJoined(tokens: readonly Token[], at: number): boolean {
  if (!isAttached(tokens, at)) return false
  if (tokens[at]?.kind === 'word') return true
  return /^[-‐‑]$/.test(textAt(tokens, at)) && tokens[at + 1]?.kind === 'word' && isAttached(tokens, at + 1)
}
