import { isCapital, type Token } from './tokens.ts'

/** A sentence: characters of its passage, and its tokens from `first` up to before `last`. */
export type Sentence = { from: number; to: number; first: number; last: number }

// What runs on without a full stop is cut, so that what is compared within a sentence stays little.
const LONGEST = 250

const abbreviations: ReadonlySet<string> = new Set(
  'cllr dr mr mrs ms prof rev st no nos para paras approx vs eg ie etc al fig ref dept inc ltd jan feb mar apr jun jul aug sep sept oct nov dec'.split(
    ' ',
  ),
)

/**
 * Sentences end at a full stop, a question or an exclamation mark that a blank and a capital, a digit, a bracket or a
 * quotation mark follow, and at the end of a line. Abbreviations, initials and points within numbers end none.
 */
export function sentencesOf(tokens: readonly Token[]): Sentence[] {
  const sentences: Sentence[] = []
  let first = 0
  const close = (last: number): void => {
    const [start, end] = [tokens[first], tokens[last - 1]]
    if (start && end && last > first) sentences.push({ from: start.from, to: end.to, first, last })
    first = last
  }
  tokens.forEach((token, at) => {
    if (token.kind === 'break') {
      close(at)
      first = at + 1
    } else if (at - first >= LONGEST || endsAt(tokens, at)) close(at + 1)
  })
  close(tokens.length)
  return sentences
}

const closing = /^[)\]"'”’»]$/

function endsAt(tokens: readonly Token[], at: number): boolean {
  const [before, token, after] = [tokens[at - 1], tokens[at], tokens[at + 1]]
  if (!token || !after) return false
  // The mark that ends a sentence may have a bracket or a quotation mark behind it.
  if (closing.test(token.text) && token.gap === 'none' && before && isMark(before))
    return after.gap !== 'none' && opensSentence(after)
  if (!isMark(token) || after.gap === 'none' || !opensSentence(after)) return false
  if (token.text !== '.' || !before || before.kind !== 'word') return true
  return !abbreviations.has(before.low) && !(before.text.length === 1 && isCapital(before))
}

const isMark = ({ text }: Token): boolean => text === '.' || text === '?' || text === '!' || text === '…'

const opensSentence = (token: Token): boolean =>
  token.kind === 'digits' || isCapital(token) || /^[([{"'“‘«£]$/.test(token.text)
