/** A word, a run of digits, one sign, or the end of a line. */
export type Token = {
  kind: 'word' | 'digits' | 'sign' | 'break'
  text: string
  /** As it is compared: small letters, straight apostrophes, nothing that nobody sees. */
  low: string
  from: number
  to: number
  /** What stands before it: nothing, a blank, or a tab or several blanks, which part columns. */
  gap: 'none' | 'blank' | 'wide'
}

// Each alternative begins with characters that no other begins with, so that nothing is tried twice.
const eachToken =
  /[\p{L}\p{M}\u00ad\u200b-\u200d\u2060]+(?:['’][\p{L}\p{M}\u00ad\u200b-\u200d\u2060]+)*|[0-9]+|\n|\S/gu
const unseen = /[\u00ad\u200b-\u200d\u2060]/g

/** A text cut into tokens; each has its place in the text. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let end = 0
  for (const { 0: found, index } of text.matchAll(eachToken)) {
    const before = text.slice(end, index)
    end = index + found.length
    tokens.push({
      kind: kindOf(found),
      text: found,
      low: found.normalize('NFKC').replace(unseen, '').replaceAll('’', "'").toLowerCase(),
      from: index,
      to: end,
      gap:
        index === 0
          ? 'wide'
          : before === ''
            ? 'none'
            : before === ' ' || before === '\u00a0'
              ? 'blank'
              : 'wide',
    })
  }
  return tokens
}

/** The token at a place as it is compared; '' before the first and behind the last. */
export const lowAt = (tokens: readonly Token[], at: number): string => tokens[at]?.low ?? ''

/** The token at a place as it was written; '' before the first and behind the last. */
export const textAt = (tokens: readonly Token[], at: number): string => tokens[at]?.text ?? ''

/** The character at which a token begins. */
export const fromAt = (tokens: readonly Token[], at: number): number => tokens[at]?.from ?? 0

/** The character behind a token. */
export const toAt = (tokens: readonly Token[], at: number): number => tokens[at]?.to ?? 0

/** Whether a token stands right at the one before it. */
export const isAttached = (tokens: readonly Token[], at: number): boolean => tokens[at]?.gap === 'none'

/** Whether a sign stands right between two runs of digits. */
export function isBetweenDigits(tokens: readonly Token[], at: number, sign: RegExp): boolean {
  const isDigits = (place: number) => tokens[place]?.kind === 'digits'
  const isWhole = isDigits(at - 1) && isDigits(at + 1) && isAttached(tokens, at) && isAttached(tokens, at + 1)
  return isWhole && sign.test(textAt(tokens, at))
}

/** Whether a word begins with a capital letter. */
export const isCapital = ({ text }: Token): boolean => /^\p{Lu}/u.test(text)

function kindOf(found: string): Token['kind'] {
  if (found === '\n') return 'break'
  if (/^[0-9]/.test(found)) return 'digits'
  return /^[\p{L}\p{M}]/u.test(found) ? 'word' : 'sign'
}
