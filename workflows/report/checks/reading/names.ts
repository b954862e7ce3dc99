import { type Word, wordsOf } from '#workflows/search/fold.ts'

/** Where a name stands in a text, by its characters, and all that bears it. */
export type Mention<T> = { from: number; to: number; of: readonly T[] }

type Branch<T> = { next: Map<string, Branch<T>>; of: T[]; inCapitals: boolean }

/** Names to look for, kept by their words, so that a text is walked through once however many names there are. */
export type NameIndex<T> = Branch<T>

const articles: ReadonlySet<string> = new Set(['a', 'an', 'the'])

/**
 * An index of names. Case, accents, punctuation, articles and the s of a plural make no difference; an abbreviation in
 * capitals is looked for in capitals. Left out is what could not be told from ordinary text: numbers by themselves,
 * single letters, small Roman numbers of strands.
 */
export function nameIndex<T>(names: Iterable<readonly [name: string, of: T]>): NameIndex<T> {
  const root = branch<T>()
  for (const [name, of] of names) {
    const words = wordsOf(name).apart.map(({ word }) => word)
    if (!isTelling(words)) continue
    let at = root
    for (const word of words.length > 1 ? words.filter((each) => !articles.has(each)) : words) {
      const stem = stemOf(word)
      const next = at.next.get(stem) ?? branch<T>()
      at.next.set(stem, next)
      at = next
    }
    if (at === root) continue
    const isNew = at.of.length === 0
    if (!at.of.includes(of)) at.of.push(of)
    at.inCapitals = (isNew || at.inCapitals) && isAbbreviation(name)
  }
  return root
}

/** The names in a text from left to right, the longest at each place, none within another. */
export function mentionsIn<T>(text: string, index: NameIndex<T>): Mention<T>[] {
  if (index.next.size === 0) return []
  const words = wordsOf(text).apart
  const mentions: Mention<T>[] = []
  for (let at = 0; at < words.length; at += 1) {
    const found = longestAt(text, words, at, index)
    if (found === null) continue
    mentions.push({ from: words[at]?.from ?? 0, to: words[found.last]?.to ?? 0, of: found.of })
    at = found.last
  }
  return mentions
}

function longestAt<T>(
  text: string,
  words: readonly Word[],
  at: number,
  index: NameIndex<T>,
): { last: number; of: readonly T[] } | null {
  const from = words[at]?.from ?? 0
  let here: Branch<T> = index
  let found: { last: number; of: readonly T[] } | null = null
  for (let next = at; next < words.length; next += 1) {
    const { word, to } = words[next] as Word
    const step = here.next.get(stemOf(word))
    if (step) {
      here = step
      const isBorne = !here.inCapitals || isAbbreviation(text.slice(from, to))
      if (here.of.length > 0 && isBorne) found = { last: next, of: here.of }
    } else if (next === at || !articles.has(word)) break
  }
  return found
}

function branch<T>(): Branch<T> {
  return { next: new Map(), of: [], inCapitals: false }
}

function isTelling(words: readonly string[]): boolean {
  if (words.every((word) => /^[0-9]+$/.test(word))) return false
  const joined = words.join('')
  return joined.length >= 2 && !/^[ivx]+$/.test(joined)
}

const isAbbreviation = (name: string): boolean => /^\p{Lu}{2,5}s?$/u.test(name.trim())

function stemOf(word: string): string {
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}
