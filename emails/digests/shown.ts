import type { PartWords, Section } from './part.ts'

/** Lines of an email shown at most, by the design's rule for reminders; what is beyond them is counted. */
export const MOST_LINES = 20

/** A section with the lines that are shown, and how many it has. */
export type ShownSection = Pick<Section, 'title' | 'lines'> & { number: number }

/** A weekly email as it is shown: with its first lines only. */
export type ShownEmail = {
  subject: string
  greeting: string
  intro: readonly string[]
  parts: readonly ShownPart[]
  why: readonly string[]
  publicUrl: string
}
export type ShownPart = Pick<PartWords, 'intro' | 'figures' | 'closing' | 'all'> & {
  title: string
} & ReturnType<typeof firstLines>

/** The first lines of sections, and how many there are beyond them. */
export function firstLines(
  sections: readonly Section[],
  room: number,
): { sections: ShownSection[]; beyond: number } {
  let left = room
  const shown = sections.flatMap(({ title, lines }) => {
    const kept = lines.slice(0, left)
    left -= kept.length
    return kept.length > 0 ? [{ title, lines: kept, number: lines.length }] : []
  })
  const all = sections.reduce((sum, { lines }) => sum + lines.length, 0)
  return { sections: shown, beyond: all - (room - left) }
}

/**
 * How many lines each part of an email shows: all where there is room for all, else as many as any other that has as
 * many, so that long lists do not push out short ones.
 * @param numbers the lines of each part
 * @param room the lines of all parts together
 */
export function shares(numbers: readonly number[], room: number): number[] {
  const given = numbers.map(() => 0)
  let left = room
  while (left > 0) {
    const wanting = numbers.flatMap((number, at) => (number > (given[at] ?? 0) ? [at] : []))
    if (wanting.length === 0) break
    for (const at of wanting.slice(0, left)) given[at] = (given[at] ?? 0) + 1
    left -= Math.min(left, wanting.length)
  }
  return given
}
