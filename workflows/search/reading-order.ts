import { compareText } from '#workflows/plan/reference-order.ts'
import { readingKey } from './fold.ts'

/**
 * Orders names and titles as people read them: without accents, capitals and apostrophes first, numbers by their value,
 * and where that is the same by the text itself. The database orders by the same rule (`inReadingOrder`).
 * @returns below 0 where the first comes first, above 0 where the second does, 0 where they are the same
 */
export function compareNames(one: string, other: string): number {
  return compareText(readingKey(one), readingKey(other)) || compareText(one, other)
}

/** Orders what has a name by it. */
export function byName(one: { name: string }, other: { name: string }): number {
  return compareNames(one.name, other.name)
}
