import { LONGEST_WORD, type Word, wordsOf } from './fold.ts'
import { formsOf } from './word-forms.ts'

/** Words that stand side by side, each in any of its forms. */
export type Phrase = readonly (readonly string[])[]

/** One thing that is asked for: a word, or words side by side, cut apart or joined as texts are. */
export type Term = { apart: Phrase | null; joined: Phrase | null }

/** Terms of which all are to be found, and none of the others. */
export type Group = { all: readonly Term[]; none: readonly Term[] }

/** What is looked for: any of the groups. None where the question has no word. */
export type Question = readonly Group[]

/**
 * Reads a question as people write them: all words are to be found, `"side by side"` as a phrase, `or` for either,
 * `-word` for without. Words are taken as texts are cut (`wordsOf`), in any English form; short and common ones count.
 */
export function questionOf(text: string): Question {
  const groups: { all: Term[]; none: Term[] }[] = [{ all: [], none: [] }]
  const parts = [...text.replace(quotes, '"').matchAll(/(-?)"([^"]*)"|([^\s"]+)/g)]
  for (const [at, [, minus, quoted, bare = '']] of parts.entries()) {
    if (at > 0 && at < parts.length - 1 && /^or$/i.test(bare)) {
      groups.push({ all: [], none: [] })
      continue
    }
    const without = quoted === undefined ? /^-[^-]/.test(bare) : minus === '-'
    const term = termOf(quoted ?? bare)
    if (term) groups.at(-1)?.[without ? 'none' : 'all'].push(term)
  }
  return groups.filter(({ all, none }) => all.length + none.length > 0)
}

/**
 * The words of a term as PostgreSQL reads them, wherever they stand, which an index answers by itself. Words hold
 * nothing that would have to be written otherwise.
 */
export function asTsquery(term: Term): string {
  return waysOf(term)
    .map((phrase) => `(${phrase.map(anyForm).join(' & ')})`)
    .join(' | ')
}

/** Words side by side, as a pattern over the lines of `search_lines`; null for a word alone, which needs none. */
export function asPattern(term: Term): string | null {
  const ways = waysOf(term)
  if (ways.every((phrase) => phrase.length === 1)) return null
  const written = ways.map((phrase) =>
    phrase.map((forms) => `(?:${forms.map(inPattern).join('|')})`).join(' '),
  )
  return ` (?:${written.join('|')}) `
}

/** How many different phrases a question asks for: words in quotes, or words that hold others together. */
export function phrasesIn(question: Question): number {
  return new Set(termsOf(question).flatMap((term) => asPattern(term) ?? [])).size
}

function termsOf(question: Question): Term[] {
  return question.flatMap(({ all, none }) => [...all, ...none])
}

const quotes = /[\u201C\u201D\u201E\u201F\u00AB\u00BB\u2033\uFF02]/g

function termOf(text: string): Term | null {
  const { apart, joined } = wordsOf(text)
  if (apart.length === 0) return null
  if (same(apart, joined)) return { apart: phraseOf(apart), joined: null }
  // What holds figures together is found by the whole: 2.4 is not 2, 4.
  const exact = joined.some(({ word }) => word.includes('.'))
  return { apart: exact ? null : phraseOf(apart), joined: phraseOf(joined) }
}

function phraseOf(words: readonly Word[]): Phrase {
  return words.map(({ word }) => formsOf(word))
}

function same(these: readonly Word[], those: readonly Word[]): boolean {
  return these.map(({ word }) => word).join(' ') === those.map(({ word }) => word).join(' ')
}

function waysOf({ apart, joined }: Term): Phrase[] {
  return [apart, joined].filter((way) => way !== null)
}

/** A word in a pattern: a dot is the only sign in it, and one of the longest may go on in the text. */
function inPattern(word: string): string {
  return word.replaceAll('.', '[.]') + (Array.from(word).length < LONGEST_WORD ? '' : '[^ ]*')
}

function anyForm(forms: readonly string[]): string {
  return `(${forms.map((form) => `'${form}'`).join(' | ')})`
}
