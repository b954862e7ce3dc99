import { bareNumber } from './bare-numbers.ts'
import { isAttached, isBetweenDigits, lowAt, textAt, type Token } from './tokens.ts'

// Whatever number stands behind these, it is the number of a place in a document or a law.
const places: ReadonlySet<string> = new Set(
  'page pages p section sections s paragraph paragraphs para paras regulation regulations room form article articles appendix annex schedule clause no nos number'.split(
    ' ',
  ),
)

// Behind these a small number is a name: 'Year 5', 'Stage 2'. 'Level 454' would be a figure.
const names: ReadonlySet<string> = new Set(
  'year years aged age ages stage stages table figure item items level tier band grade phase part parts priority priorities imperative objective action actions recommendation recommendations decision chapter version theme goal strand milestone step steps group option type category key pathways ward week term cohort wave round schedule unit block class set zone area team'.split(
    ' ',
  ),
)
const LARGEST_NAME = 99

/**
 * Where a label with its numbers ends that begins at a token, or null: 'Section 47', 'Year 5', 'paragraphs 12 - 17',
 * 'ages 5 to 15'. None of these is a figure.
 */
export function labelledAt(tokens: readonly Token[], at: number): number | null {
  const token = tokens[at]
  if (token?.kind !== 'word') return null
  const isPlace = places.has(token.low)
  if (!isPlace && !names.has(token.low)) return null
  // A full stop may follow what was cut short: 'No. 5'.
  let next = tokens[at + 1]?.text === '.' ? at + 2 : at + 1
  let end: number | null = null
  for (;;) {
    const number = numberOrCode(tokens, next, isPlace)
    if (number === null) return end
    end = number
    const joint = lowAt(tokens, number)
    if (!(/^(-|–|—|to)$/.test(joint) || (/^(and|or|&|,)$/.test(joint) && /[^s]s$/.test(token.low))))
      return end
    next = number + 1
  }
}

function numberOrCode(tokens: readonly Token[], at: number, isPlace: boolean): number | null {
  const token = tokens[at]
  if (token?.kind === 'digits') return digitsOrCode(tokens, at, isPlace)
  if (token?.kind !== 'word') return null
  const number = bareNumber(tokens, at)
  return number !== null && number.value <= LARGEST_NAME ? number.last : null
}

function digitsOrCode(tokens: readonly Token[], at: number, isPlace: boolean): number | null {
  if (textAt(tokens, at).length > (isPlace ? 4 : 2)) return null
  const next = tokens[at + 1]
  // '12A' is one label, and '12.5' is a figure unless it numbers a place.
  if (next?.kind === 'word' && isAttached(tokens, at + 1)) return at + 2
  if (/^(%|per)$/.test(lowAt(tokens, at + 1))) return null
  if (isBetweenDigits(tokens, at + 1, /^[.,]$/)) return isPlace ? at + 3 : null
  return at + 1
}

/** Where a run of digits in groups ends that is no number but a code: a telephone number, an account; or null. */
export function codeAt(tokens: readonly Token[], at: number): number | null {
  const token = tokens[at]
  if (token?.kind !== 'digits') return null
  let end = at + 1
  while (tokens[end]?.kind === 'digits' && tokens[end]?.gap === 'blank') end += 1
  const isDialled =
    token.text.length > 1 && token.text.startsWith('0') && !/^[./-]$/.test(textAt(tokens, at + 1))
  if (end === at + 1 && !isDialled && token.text.length < 10) return null
  return end
}
