import { folded, sameName } from '#workflows/sameness.ts'

/** Letters from which a name is long enough to be like another by chance no more. */
const LONG_ENOUGH = 5
/** Letters of a name for each that may be another. */
const PER_SLIP = 6
/** Letters that may be others at most, and names that are offered. */
const [MOST_SLIPS, MOST_OFFERED] = [4, 3]

/**
 * The names that could be meant by one that is none of them, the nearest first: those written with a slip or two, or with a
 * few words more or fewer. Empty where it is one of them, or like none.
 */
export function nearNames(told: string, names: readonly string[]): string[] {
  if (told.length < LONG_ENOUGH || names.some((name) => sameName(name) === sameName(told))) return []
  const scored = names.flatMap((name) => {
    const slips = slipsBetween(plainly(told), plainly(name))
    return slips === null ? [] : [{ name, slips }]
  })
  return scored
    .toSorted((a, b) => a.slips - b.slips)
    .slice(0, MOST_OFFERED)
    .map(({ name }) => name)
}

const plainly = (name: string): string =>
  folded(name)
    .replaceAll('&', ' and ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** How far two names lie from each other; null where that is too far. */
function slipsBetween(a: string, b: string): number | null {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a]
  if (shorter.length < LONG_ENOUGH) return null
  const most = Math.min(MOST_SLIPS, Math.max(1, Math.floor(longer.length / PER_SLIP)))
  if (longer.length - shorter.length <= most) {
    const slips = distance(a, b)
    if (slips <= most) return slips
  }
  const [few, many] = [shorter.split(' '), new Set(longer.split(' '))]
  return few.length > 1 && few.every((word) => many.has(word)) ? MOST_SLIPS + 1 : null
}

/** Letters that are to be put in, taken out or changed to make one text of another. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (const [at, letter] of Array.from(a).entries()) {
    const next = [at + 1]
    for (const [place, other] of Array.from(b).entries())
      next.push(
        Math.min(
          (next[place] ?? 0) + 1,
          (row[place + 1] ?? 0) + 1,
          (row[place] ?? 0) + Number(letter !== other),
        ),
      )
    row = next
  }
  return row.at(-1) ?? 0
}
