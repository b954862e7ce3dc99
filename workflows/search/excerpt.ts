import { type Word, wordsOf } from './fold.ts'
import type { Phrase, Question, Term } from './question.ts'

/** A piece of a text, and whether it is what was looked for. */
export type Piece = { text: string; found: boolean }

/** Characters that an excerpt holds at most, but for the word at its end. */
const EXCERPT = 200
/** Characters before the first word that was found. */
const BEFORE = 60

/** Which of the things asked for a text holds. */
export function foundIn(text: string, question: Question): Set<Term> {
  const words = wordsOf(text)
  return new Set(termsOf(question).filter((term) => placesOf(term, words).length > 0))
}

/**
 * The texts that show why a thing was found: the one that holds most of what was asked for, and those that hold what
 * is neither in it nor in the title. None where the title alone holds anything.
 */
export function tellingTexts<Text extends { text: string }>(
  title: string,
  texts: readonly Text[],
  question: Question,
): Text[] {
  const holding = texts.map((each) => ({ each, terms: foundIn(each.text, question) }))
  const [first] = holding.toSorted((one, other) => other.terms.size - one.terms.size)
  if (!first || first.terms.size === 0) return []
  const told = foundIn(title, question).union(first.terms)
  const telling = [first.each]
  for (const { each, terms } of holding) {
    if (terms.isSubsetOf(told)) continue
    telling.push(each)
    for (const term of terms) told.add(term)
  }
  return telling
}

/**
 * A text in pieces, with what was looked for marked; of a long one what surrounds the first place, with dots where
 * something is left out.
 */
export function excerptOf(text: string, question: Question): Piece[] {
  const words = wordsOf(text)
  const places = merged(termsOf(question).flatMap((term) => placesOf(term, words)))
  const [from, to] = around(text, places[0] ?? [0, 0])
  const pieces: Piece[] = from > 0 ? [{ text: '…', found: false }] : []
  let at = from
  for (const [first, last] of places) {
    if (first < at || last > to) continue
    pieces.push({ text: text.slice(at, first), found: false }, { text: text.slice(first, last), found: true })
    at = last
  }
  pieces.push({ text: text.slice(at, to), found: false })
  if (to < text.length) pieces.push({ text: '…', found: false })
  return pieces.filter((piece) => piece.text !== '')
}

type Place = readonly [from: number, to: number]

function termsOf(question: Question): Term[] {
  return question.flatMap(({ all }) => all)
}

function placesOf({ apart, joined }: Term, words: ReturnType<typeof wordsOf>): Place[] {
  return [...placesOfPhrase(apart, words.apart), ...placesOfPhrase(joined ?? apart, words.joined)]
}

function placesOfPhrase(phrase: Phrase | null, words: readonly Word[]): Place[] {
  if (phrase === null) return []
  return words.flatMap((first, at): Place[] => {
    const fits = phrase.every((forms, nth) => forms.includes(words[at + nth]?.word ?? ''))
    return fits ? [[first.from, words[at + phrase.length - 1]?.to ?? first.to]] : []
  })
}

function merged(places: readonly Place[]): Place[] {
  const found: [number, number][] = []
  for (const [from, to] of places.toSorted(([a], [b]) => a - b)) {
    const last = found.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else found.push([from, to])
  }
  return found
}

/** Where an excerpt begins and ends: at spaces, and never within what was found. */
function around(text: string, [first, last]: Place): Place {
  if (text.length <= EXCERPT) return [0, text.length]
  const early = Math.max(0, first - BEFORE)
  const space = text.slice(early, first).search(/\s/)
  const from = early === 0 ? 0 : space < 0 ? first : early + space + 1
  const rest = text.slice(Math.max(last, from + EXCERPT)).search(/\s|$/)
  return [from, Math.max(last, from + EXCERPT) + rest]
}
