/** The first and the last code point of characters that are treated alike; a single one where there is no last. */
type Range = readonly [first: number, last?: number]

/** What people's programs put in the place of what they typed, by what it stands for. Read before anything else. */
export const typographic: Readonly<Record<string, string>> = {
  "'": '\u2018\u2019\u201B\u02B9\u02BB\u02BC\u02BD\u02BE\u02BF\u02C8\u2032\u2035\u00B4\u0060\uA78C\uFF07\u05F3',
  '-': '\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\uFE58\uFE63\uFF0D\u05BE',
  // Would become letters of the word that they stand behind.
  ' ': '\u2122\u2120\u00B9\u00B2\u00B3',
}

/** Letters of their own that a reader takes for others, or types others for; of capitals, the small ones are read. */
export const alike: Readonly<Record<string, string>> = {
  a: 'ɐ',
  d: 'đð',
  g: 'ǥ',
  h: 'ħ',
  i: 'ıɨ',
  l: 'łƚ',
  n: 'ŋ',
  o: 'ø',
  t: 'ŧ',
  u: 'ʉ',
  z: 'ƶ',
  σ: 'ς',
  ا: 'ٱ',
  ي: 'ىی',
  ه: 'ةہە',
  ك: 'ک',
  ...Object.fromEntries(
    Array.from({ length: 10 }, (_, digit) => [digit, String.fromCodePoint(0x660 + digit, 0x6f0 + digit)]),
  ),
}

/** Letters that are written as two. */
export const asTwo: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' }

/**
 * What is left out of a word: accents and other marks above and below, Arabic vowel signs and the stroke that
 * lengthens a word, soft hyphens, marks of direction, joiners, and what tells the colour of a picture.
 */
export const leftOut: readonly Range[] = [
  [0xad],
  [0x300, 0x36f],
  [0x483, 0x489],
  [0x591, 0x5bd],
  [0x5bf],
  [0x5c1, 0x5c2],
  [0x5c4, 0x5c5],
  [0x5c7],
  [0x610, 0x61a],
  [0x61c],
  [0x640],
  [0x64b, 0x65f],
  [0x670],
  [0x6d6, 0x6dc],
  [0x6df, 0x6e8],
  [0x6ea, 0x6ed],
  [0x180b, 0x180f],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x20d0, 0x20ff],
  [0xfe00, 0xfe0f],
  [0xfe20, 0xfe2f],
  [0xfeff],
  [0x1f3fb, 0x1f3ff],
  [0xe0100, 0xe01ef],
]

/** What stands alone as a word: pictures, and the characters of scripts that put no space between words. */
export const standsAlone: readonly Range[] = [
  [0xe00, 0xeff],
  [0x1000, 0x109f],
  [0x1780, 0x17ff],
  [0x2190, 0x2bff],
  [0x2e80, 0x2fdf],
  [0x3005, 0x3007],
  [0x3021, 0x302f],
  [0x3031, 0x9fff],
  [0xf900, 0xfaff],
  [0x1f000, 0x1f3fa],
  [0x1f400, 0x1fbff],
  [0x20000, 0x3ffff],
]

/**
 * What stands between words: all of ASCII but letters, digits and what joins words (`'`, `-`, `.`), and the
 * punctuation and signs beyond it.
 */
export const between: readonly Range[] = [
  [0x1, 0x26],
  [0x28, 0x2c],
  [0x2f],
  [0x3a, 0x60],
  [0x7b, 0xa9],
  [0xab, 0xac],
  [0xae, 0xb1],
  [0xb4],
  [0xb6, 0xb8],
  [0xbb],
  [0xbf],
  [0xd7],
  [0xf7],
  [0x2b9, 0x2df],
  [0x37e],
  [0x387],
  [0x55a, 0x55f],
  [0x589, 0x58a],
  [0x5c0],
  [0x5c3],
  [0x5c6],
  [0x5f4],
  [0x600, 0x60f],
  [0x61b],
  [0x61d, 0x61f],
  [0x66a, 0x66d],
  [0x6d4],
  [0x6dd, 0x6de],
  [0x6e9],
  [0x964, 0x965],
  [0x1680],
  [0x2000, 0x200a],
  [0x2010, 0x2029],
  [0x202f, 0x205f],
  [0x20a0, 0x20cf],
  [0x2e00, 0x2e7f],
  [0x3000, 0x3004],
  [0x3008, 0x3020],
  [0x3030],
  [0xfff0, 0xffff],
]

/** Letters of Latin, Greek, Cyrillic and Armenian: the scripts of which capitals mean what small letters do. */
const cased = /[A-Z\u{c0}-\u{2af}\u{370}-\u{556}\u{1e00}-\u{1fff}\u{2c60}-\u{2c7f}\u{a640}-\u{a69f}]/u

/** The small letter of a capital of a script that has them; any other character as it is. */
export function smallOf(letter: string): string {
  if (!cased.test(letter)) return letter
  const small = letter.toLowerCase()
  return small.length === letter.length ? small : letter
}

/**
 * The ranges as the inside of a bracket of a regular expression.
 * @param escape writes a code point as the expression takes it
 */
export function bracket(ranges: readonly Range[], escape: (code: number) => string): string {
  return ranges
    .map(([first, last]) => (last === undefined ? escape(first) : `${escape(first)}-${escape(last)}`))
    .join('')
}
