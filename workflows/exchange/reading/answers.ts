import { plain } from '../plain.ts'
import type { Answer } from './reading.ts'

/** The answers to a file's questions, found by what was asked. */
export type Answers = {
  /** The answer for a row; null where there is none. */
  ofRow: (row: number, field: string, original: string) => string | null
  /** The answer for all cells that say the same; null where there is none. */
  once: (field: string, original: string) => string | null
  /** Those that answered nothing that was asked. */
  unused: () => Answer[]
}

/** Puts answers where they are found. A later one for the same question counts. */
export function answersOf(given: readonly Answer[] = []): Answers {
  const byPlace = new Map(given.map((each) => [placeOf(each), each]))
  const used = new Set<Answer>()
  const find = (asked: Omit<Answer, 'answer'>): string | null => {
    const found = byPlace.size === 0 ? undefined : byPlace.get(placeOf(asked))
    if (found === undefined) return null
    used.add(found)
    return found.answer
  }
  return {
    ofRow: (row, field, original) => find({ row, field, original }),
    once: (field, original) => find({ field, original }),
    unused: () => given.filter((each) => !used.has(each) && each.remembered !== true),
  }
}

const placeOf = ({ row, field, original }: Omit<Answer, 'answer'>): string =>
  JSON.stringify([row ?? null, field, plain(original)])
