import { TAKEN_OUT } from './marks.ts'

/** A part of a text that is read as one sign, and where it stands. */
export type Unit = { sign: string; from: number; to: number }

/** What no words go across, such as what stands where something was taken out. */
const WALL = '\u0000'

/** The signs of a plain text. */
export function unitsOfText(text: string): Unit[] {
  return unitsWithin(text, 0)
}

/** The signs that HTML shows: entities as what they stand for, line breaks as blanks; of markup a wall. */
export function unitsOfHtml(text: string): Unit[] {
  const units: Unit[] = []
  for (const part of text.matchAll(/<[^>]*>|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,6});|[^<&]+|[<&]/gi)) {
    const [found] = part
    const to = part.index + found.length
    if (found.startsWith('<') && found.length > 1)
      units.push({ sign: /^<br\b/i.test(found) ? ' ' : WALL, from: part.index, to })
    else if (found.startsWith('&') && found.length > 1)
      units.push({ sign: signOf(found), from: part.index, to })
    else units.push(...unitsWithin(found, part.index))
  }
  return units
}

function unitsWithin(text: string, offset: number): Unit[] {
  const units: Unit[] = []
  let at = 0
  for (const [index, part] of text.split(TAKEN_OUT).entries()) {
    if (index > 0) {
      units.push({ sign: WALL, from: offset + at, to: offset + at + TAKEN_OUT.length })
      at += TAKEN_OUT.length
    }
    for (const sign of part) {
      units.push({ sign, from: offset + at, to: offset + at + sign.length })
      at += sign.length
    }
  }
  return units
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

function signOf(entity: string): string {
  const name = entity.slice(1, -1).toLowerCase()
  if (!name.startsWith('#')) return named[name] ?? WALL
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : WALL
}

/**
 * Signs as they are compared, as a search compares them: small, letters without accents and other marks, of one width; hyphens and quotation marks
 * of one kind; blanks as one; without what nobody sees. One sign of the text may become several, which keep its place.
 */
export function foldedUnits(units: readonly Unit[]): Unit[] {
  const seen: Unit[] = []
  for (const { sign, from, to } of units) {
    const folded = foldedSign(sign)
    const before = seen.at(-1)
    // A mark that stands by itself goes with its letter.
    if (folded.length === 0 && before?.to === from) seen[seen.length - 1] = { ...before, to }
    for (const each of folded) {
      const last = seen.at(-1)
      if (each === ' ' && last?.sign === ' ') seen[seen.length - 1] = { ...last, to }
      else seen.push({ sign: each, from, to })
    }
  }
  return seen
}

const known = new Map<string, string[]>()

function foldedSign(sign: string): string[] {
  const before = known.get(sign)
  if (before) return before
  // Three dots are typed, and one sign of three says that a text was cut short.
  if (sign === '…') return [sign]
  const plain = sign.normalize('NFKD').toLowerCase().toUpperCase().toLowerCase().normalize('NFKD')
  // Halves of a character count by themselves: the places in a line are those of its halves.
  const after = Array.from(plain)
    .flatMap((each) => alike(each))
    .join('')
    .split('')
  if (known.size < 20_000) known.set(sign, after)
  return after
}

function alike(sign: string): string[] {
  if (/[\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}]/u.test(sign)) return []
  if (/\s/u.test(sign)) return [' ']
  if (/[\p{Pd}\u2212\u00ad]/u.test(sign)) return ['-']
  if (/[\u2018\u2019\u201a\u201b\u02bc\u02b9\u00b4\u0060\u2032]/u.test(sign)) return ["'"]
  return /[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]/u.test(sign) ? ['"'] : [sign]
}
