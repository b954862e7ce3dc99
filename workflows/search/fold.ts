import { alike, asTwo, between, bracket, leftOut, smallOf, standsAlone, typographic } from './characters.ts'

/** A word as it is compared, and where it stands in the text that it was cut from. */
export type Word = { word: string; from: number; to: number }

/** Characters of a word that are compared; the database keeps no longer ones. */
export const LONGEST_WORD = 100

/**
 * The words of a text in both ways in which they are looked for: `apart`, cut at every apostrophe, dash and dot; and
 * `joined`, where these hold a word together: don't is `don t` and `dont`, P1.S2 `p1 s2` and `p1s2`, 2.4 `2 4` and
 * `2.4`. Words are compared without accents, capitals and typography. The database cuts by the same rule, in the
 * function `search_words`.
 */
export function wordsOf(text: string): { apart: Word[]; joined: Word[] } {
  const folded = fold(text)
  return { apart: cut(folded, apart), joined: cut(folded, joined) }
}

/** What texts are sorted by, so that they stand as people read them. The database has it from `reading_order`. */
export function readingKey(text: string): string {
  const { characters } = fold(text)
  const plain = characters
    .join('')
    .replaceAll("'", '')
    .replace(/[ .-]+/g, ' ')
    .trim()
  return plain.replace(/[0-9]+/g, (digits) => digits.replace(/^0+(?=[0-9]{10})/, '').padStart(10, '0'))
}

/** Each character that is compared, with the place of the one that it was made from. */
type Folded = { characters: string[]; from: number[]; to: number[] }

const replaced = new Map(eachOf(typographic))
const lookAlike = new Map([...eachOf(alike), ...Object.entries(asTwo)])
const inBracket = (ranges: Parameters<typeof bracket>[0]) =>
  bracket(ranges, (code) => `\\u{${code.toString(16)}}`)
const isLeftOut = new RegExp(`^[${inBracket(leftOut)}]$`, 'u')
const isAlone = new RegExp(`^[${inBracket(standsAlone)}]$`, 'u')
const isBetween = new RegExp(`^[${inBracket(between)}]$`, 'u')

function eachOf(table: Readonly<Record<string, string>>): [character: string, plain: string][] {
  return Object.entries(table).flatMap(([plain, all]) =>
    Array.from(all, (each) => [each, plain] as [string, string]),
  )
}

function fold(text: string): Folded {
  const folded: Folded = { characters: [], from: [], to: [] }
  // A letter with the marks on it is taken apart as one, since marks change places among themselves.
  for (const { 0: typed, index } of text.toWellFormed().matchAll(/\P{M}\p{M}*|\p{M}+/gsu)) {
    const plain = Array.from(typed, (each) => replaced.get(each) ?? each).join('')
    for (const part of plain.normalize('NFKD')) {
      for (const each of foldCharacter(part)) {
        folded.characters.push(each)
        folded.from.push(index)
        folded.to.push(index + typed.length)
      }
    }
  }
  return folded
}

function foldCharacter(character: string): string[] {
  if (isLeftOut.test(character)) return []
  const small = smallOf(character)
  const known = lookAlike.get(small) ?? small
  if (isBetween.test(known)) return [' ']
  return isAlone.test(known) ? [' ', known, ' '] : Array.from(known)
}

/** What becomes of a character between two others: it stays, joins them, or parts them. */
type Cutting = (character: string, before: string, after: string) => string

const joins = /^['.-]$/
const digit = /^[0-9]$/

const apart: Cutting = (character) => (joins.test(character) ? ' ' : character)

const joined: Cutting = (character, before, after) => {
  if (!joins.test(character)) return character
  if ([before, after].some((each) => each === ' ' || joins.test(each))) return ' '
  if (!digit.test(before) || !digit.test(after)) return ''
  return character === '.' ? '.' : ' '
}

function cut({ characters, from, to }: Folded, cutting: Cutting): Word[] {
  const words: Word[] = []
  let current: (Word & { length: number }) | null = null
  for (const [at, character] of characters.entries()) {
    const kept = cutting(character, characters[at - 1] ?? ' ', characters[at + 1] ?? ' ')
    if (kept === ' ') {
      current = null
      continue
    }
    if (current === null) {
      current = { word: '', from: from[at] ?? 0, to: 0, length: 0 }
      words.push(current)
    }
    if (kept !== '' && current.length < LONGEST_WORD) {
      current.word += kept
      current.length += 1
    }
    current.to = to[at] ?? 0
  }
  return words.map(({ word, from: first, to: last }) => ({ word, from: first, to: last }))
}
