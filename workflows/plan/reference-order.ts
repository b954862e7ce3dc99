/** How long a reference may be by its limit, `limits.action.ref`, and so the longest number in one. */
const WIDEST = 40

/**
 * Orders references as people count: `P1.S2` before `P1.S10`. Numbers in them go by their value, all else by its code
 * point; where only leading zeros differ, `P01` comes before `P1`. The database orders by the same rule
 * (`inReferenceOrder`).
 * @returns below 0 where the first comes first, above 0 where the second does, 0 where they are the same
 */
export function compareRefs(one: string, other: string): number {
  return compareText(placeOfRef(one), placeOfRef(other)) || compareText(one, other)
}

/** Orders what has a reference by it. */
export function byRef(one: { ref: string }, other: { ref: string }): number {
  return compareRefs(one.ref, other.ref)
}

function placeOfRef(ref: string): string {
  return ref.replace(/[0-9]+/g, (digits) => ('0'.repeat(WIDEST) + digits).slice(-WIDEST))
}

/** Orders texts by their code points, as the database does; JavaScript compares halves of those beyond the first 65,536. */
export function compareText(one: string, other: string): number {
  const [these, those] = [codePoints(one), codePoints(other)]
  for (const [at, own] of these.entries()) {
    const others = those[at]
    if (others === undefined) break
    if (own !== others) return own - others
  }
  return these.length - those.length
}

function codePoints(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0)
}
