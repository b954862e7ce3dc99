import { plainWords } from '#workflows/report/text/plain-text.ts'
import type { Inline, TableBlock } from '#workflows/report/text/text-tree.ts'

/** The columns of a table on a page of A4: what share of its width each has, how many letters fit, in which size. */
export type Columns = { shares: number[]; letters: number[]; size: 'usual' | 'small' }

/** Letters beside each other on a line of text across the page, in the size of a table. */
const LINE = { usual: 88, small: 104 }
/** Letters that the room between two columns takes. */
const GAP = 2.5

/**
 * Widths by what stands in the columns: each has room for its longest word, so far as there is room, and the rest goes
 * where the texts are long. A word that is longer still has to be broken.
 */
export function columnsOf({ headings, rows }: TableBlock): Columns {
  const texts = headings.map(({ of }, at) => [of, ...rows.map((row) => row[at] ?? [])].map(plainWords))
  const size = headings.length > 5 ? 'small' : 'usual'
  const room = LINE[size] - GAP * headings.length
  // A day stays on one line, and a number with what it is out of.
  const unbroken = (at: number) => {
    const longest = headings[at]?.align === 'end' ? 20 : 15
    return (text: string) => (text.length > longest ? longestWord(text) : text.length)
  }
  const leastBy = (lengthIn: (at: number) => (text: string) => number) =>
    texts.map(([head = '', ...cells], at) => {
      const needs = most([longestWord(head), ...cells.map(lengthIn(at))])
      return Math.min(22, Math.max(4, needs)) + 1
    })
  const sum = (of: number[]) => of.reduce((a, b) => a + b, 0)
  const whole = leastBy(unbroken)
  // Where that leaves no room for what is long, words alone stay whole.
  const least = sum(whole) > room * 0.75 ? leastBy(() => longestWord) : whole
  const wish = texts.map((cells, at) =>
    Math.min(60, Math.max(least[at] ?? 4, usualLength(cells.map(({ length }) => length)))),
  )
  const spare = room - sum(least)
  const more = wish.map((each, at) => each - (least[at] ?? 0))
  const widths =
    spare > 0
      ? least.map(
          (each, at) => each + Math.min(more[at] ?? 0, (spare * (more[at] ?? 0)) / Math.max(1, sum(more))),
        )
      : least.map((each) => (each * room) / sum(least))
  // What nobody asks for is shared, so that a table is as wide as the text.
  const left = Math.max(0, room - sum(widths)) / headings.length
  const letters = widths.map((each) => each + left)
  const across = sum(letters) + GAP * headings.length
  return {
    shares: letters.map((each) => (each + GAP) / across),
    letters: letters.map((each) => Math.max(2, Math.floor(each * 0.9))),
    size,
  }
}

/** Whether a row may fill a page by itself: kept on one page, what does not fit on it would never be printed. */
export function isLong(cells: readonly Inline[][]): boolean {
  return cells.some((of) => plainWords(of).length > 600 || of.length > 40)
}

// By a loop, as below: there may be more of them than a function takes.
const most = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.max(a, b), 0)

/** A length that three quarters of the texts keep to: the width of a column is not for one long cell to say. */
function usualLength(lengths: readonly number[]): number {
  return lengths.toSorted((a, b) => a - b)[Math.ceil(lengths.length * 0.75) - 1] ?? 0
}

function longestWord(text: string): number {
  let longest = 0
  for (const [word] of text.matchAll(/[^\s-]+-?/g)) longest = Math.max(longest, word.length)
  return longest
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** A text whose words may be broken after so many letters, where they are longer than that. */
export function breakable(text: string, letters: number): string {
  return breaker(letters)(text)
}

/**
 * Lets the words of texts that follow one another be broken after so many letters: a word goes on from one text into
 * the next where nothing between them ends a line, and so it does where a blank stands before a sign that no line may
 * begin with.
 */
export function breaker(letters: number): (text: string) => string {
  let width = 0
  let gap: 'none' | 'blank' | 'hyphen' = 'none'
  let before = ''
  return (text) => {
    const parts: string[] = []
    for (const { segment } of segmenter.segment(text)) {
      if (endsLine(before, gap, segment)) width = 0
      const wide = widthOf(segment)
      if (width > 0 && width + wide > letters && !unbroken.test(segment)) {
        parts.push('\u200b')
        width = 0
      }
      parts.push(segment)
      width += wide
      gap = blank.test(segment) ? 'blank' : segment === '-' ? 'hyphen' : 'none'
      if (gap !== 'blank') before = segment
    }
    return parts.join('')
  }
}

// Of blanks, those that hold words together are none. By UAX 14, as typst breaks lines.
const blank = /^[^\S\u00a0\u2007\u202f\ufeff]/
const unbroken = /^[\s\p{M}]/u
const opening = /^[\p{Ps}\p{Pi}"']/u

function endsLine(before: string, gap: 'none' | 'blank' | 'hyphen', segment: string): boolean {
  if (gap === 'none' || opening.test(before)) return false
  return gap === 'hyphen' ? /^\p{L}/u.test(segment) : /^[\p{L}\p{N}]/u.test(segment)
}

/** How many usual letters are as wide as one sign, by the fonts that a PDF has. */
function widthOf(segment: string): number {
  if (/^\p{Extended_Pictographic}/u.test(segment)) return 2.3
  if (/^[MWmw@%]/.test(segment)) return 1.7
  return /^(?:\p{Lu}|[\u0250-\u{10ffff}])/u.test(segment) ? 1.3 : 1
}
