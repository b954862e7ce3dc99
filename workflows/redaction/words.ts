/** What stands where something was taken out. */
export const TAKEN_OUT = '[taken out]'

/** What stands in place of an address that was taken out: by RFC 2606 it leads nowhere. */
export const TAKEN_OUT_URL = 'https://taken-out.invalid/'

/** What is to be taken out: certain words wherever they stand, or the texts that one field has had as a whole. */
export type Wanted = { words: string } | { texts: readonly string[] }

/** Takes what is wanted out of one text; the same text where it is not in it. */
export type TakeOut = (text: string) => string

/** A text of fewer characters may stand in another by chance, and is then only taken out where it is the whole. */
const TELLING_LENGTH = 12

/**
 * Takes what is wanted out of the thing's own texts: words in whatever case, Unicode form, spacing and style of
 * quotation mark, but never a part of a longer word; a whole text where it stands alone, and within others where it is
 * too long to stand there by chance.
 */
export function outOfOwn(wanted: Wanted): TakeOut {
  if ('words' in wanted) return outOf([wanted.words])
  const texts = new Set(wanted.texts)
  const within = outOf(wanted.texts.filter(({ length }) => length >= TELLING_LENGTH))
  return (text) => (texts.has(text) ? TAKEN_OUT : within(text))
}

/** Takes what is wanted out of what was written about the thing: emails, and sentences that quote it. */
export function outOfCopies(wanted: Wanted): TakeOut {
  return outOf('words' in wanted ? [wanted.words] : wanted.texts)
}

/** The same in HTML, where some signs are written as entities. */
export function outOfHtml(wanted: Wanted): TakeOut {
  return outOf('words' in wanted ? [wanted.words] : wanted.texts, (sign) => entities[sign] ?? sign)
}

/** Whether words say enough to be looked for: a letter or a digit at least. */
export function canBeLookedFor(words: string): boolean {
  return /[\p{L}\p{N}]/u.test(words)
}

/**
 * A run of plain letters or digits that every text with what is wanted holds, whatever its case and Unicode form; null
 * where there is none. By it a database can leave out what need not be read.
 */
export function sureSign(wanted: Wanted): string | null {
  const texts = 'words' in wanted ? [wanted.words] : wanted.texts
  if (texts.length !== 1) return null
  const runs = (texts[0] ?? '').normalize('NFD').match(/[A-Za-z0-9]+(?!\p{M})/gu) ?? []
  const longest = runs.toSorted((a, b) => b.length - a.length)[0] ?? ''
  return longest.length < 3 ? null : longest
}

function outOf(texts: readonly string[], written: (sign: string) => string = (sign) => sign): TakeOut {
  const sources = texts.filter(canBeLookedFor).map((text) => sourceOf(text, written))
  if (sources.length === 0) return (text) => text
  // Longest first: of two that begin alike, the whole of the longer goes.
  const pattern = new RegExp(sources.toSorted((a, b) => b.length - a.length).join('|'), 'giu')
  return (text) => {
    const composed = text.normalize('NFC')
    const without = composed.replace(pattern, TAKEN_OUT)
    return without === composed ? text : without
  }
}

function sourceOf(text: string, written: (sign: string) => string): string {
  const signs = Array.from(text.normalize('NFC').trim())
  const source = signs
    .map((sign) => patternOf(sign, written))
    .join('')
    .replaceAll(/(?:\\s\+)+/g, '\\s+')
  return `(?<!${letter})${source}(?!${letter})`
}

const letter = '[\\p{L}\\p{N}\\p{M}]'

function patternOf(sign: string, written: (sign: string) => string): string {
  if (/\s/u.test(sign)) return '\\s+'
  const alike = lookalikes.find((signs) => signs.includes(sign)) ?? [sign]
  const ways = [...new Set(alike.flatMap((each) => [each, written(each)]))].map(escaped)
  return ways.length === 1 ? (ways[0] ?? '') : `(?:${ways.join('|')})`
}

const lookalikes = [
  ["'", '’', '‘', 'ʼ', '`', '´'],
  ['"', '“', '”', '„'],
  ['-', '‐', '‑', '–', '—'],
]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
