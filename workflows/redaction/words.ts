import { TAKEN_OUT } from './marks.ts'
import { foldedUnits, type Unit, unitsOfHtml, unitsOfText } from './units.ts'

/** What is to be taken out: certain words wherever they stand, or the texts that one field has had as a whole. */
export type Wanted = { words: string } | { texts: readonly string[] }

/** Takes what is wanted out of one text; the same text where it is not in it. */
export type TakeOut = (text: string) => string

/** A text of fewer characters may stand in another by chance, and is then only taken out where it is the whole. */
const TELLING_LENGTH = 12

/** Letters that must be left of words that were cut short with '…', for them to be known. */
const FEWEST_OF_CUT = 3

/**
 * Takes what is wanted out of the thing's own texts: words in whatever case, accents, Unicode form, width, spacing and
 * style of quotation mark, but never a part of a longer word; a whole text where it stands alone, and within others where it is
 * too long to stand there by chance.
 */
export function outOfOwn(wanted: Wanted): TakeOut {
  if ('words' in wanted) return outOf([wanted.words])
  const texts = new Set(wanted.texts)
  const within = outOf(wanted.texts.filter(({ length }) => length >= TELLING_LENGTH))
  return (text) => (texts.has(text) ? TAKEN_OUT : within(text))
}

/** Takes what is wanted out of what was written about the thing: emails, and sentences that quote it, in short too. */
export function outOfCopies(wanted: Wanted): TakeOut {
  return outOf(soughtIn(wanted), { cut: true })
}

/** The same in HTML: out of what it shows, and never out of its markup. */
export function outOfHtml(wanted: Wanted): TakeOut {
  return outOf(soughtIn(wanted), { cut: true, units: unitsOfHtml })
}

/** Takes words out of the name of a file or an address, where blanks are written as other signs; it keeps its ending. */
export function outOfNames(takeOut: TakeOut): TakeOut {
  return (text) => {
    const without = takeOut(text)
    if (without !== text) return without
    const ending = /\.[A-Za-z0-9]{1,5}$/.exec(text)?.[0] ?? ''
    const spaced = text.slice(0, text.length - ending.length).replaceAll(/[\p{Pd}_+.]/gu, ' ')
    const left = takeOut(spaced)
    return left === spaced ? text : left + ending
  }
}

/** Whether words say enough to be looked for: a letter or a digit at least. */
export function canBeLookedFor(words: string): boolean {
  return /[\p{L}\p{N}]/u.test(words)
}

/**
 * Runs of plain letters and digits that every text with what is wanted holds once it is taken apart (NFKD) and freed of
 * all that is not ASCII; none where there are no such. By them a database leaves out what need not be read. Letters that
 * stand for others beyond ASCII, `i` for `ı` and `ss` for `ß`, are in none.
 */
export function sureSigns(wanted: Wanted, { cut = false } = {}): string[] {
  const [text, ...more] = soughtIn(wanted)
  if (text === undefined || more.length > 0) return []
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '')
  // Of words that were cut short no more is sure than how they begin.
  if (cut)
    return /^(?!.*ss)[a-hj-z0-9]{3}/i.test(plain) && plain.startsWith(text.slice(0, 3))
      ? [plain.slice(0, 3)]
      : []
  const runs = plain.split(/[^A-Za-hj-z0-9]|I|ss/i).filter(({ length }) => length >= 2)
  return [...new Set(runs)].toSorted((a, b) => b.length - a.length).slice(0, 5)
}

function soughtIn(wanted: Wanted): readonly string[] {
  return 'words' in wanted ? [wanted.words] : wanted.texts
}

function outOf(
  texts: readonly string[],
  { cut = false, units = unitsOfText }: { cut?: boolean; units?: (text: string) => Unit[] } = {},
): TakeOut {
  // Longest first: of two that begin alike, the whole of the longer goes.
  const needles = [...new Set(texts.filter(canBeLookedFor).map(needleOf))].toSorted(
    (a, b) => b.length - a.length,
  )
  if (needles.length === 0) return (text) => text
  const quick = needles.map((needle) => needle.slice(0, FEWEST_OF_CUT))
  return (text) => {
    const seen = foldedUnits(units(text))
    const line = seen.map(({ sign }) => sign).join('')
    if (!quick.some((begins) => line.includes(begins))) return text
    const gone = needles.flatMap((needle) => [
      ...wholesIn(line, needle),
      ...(cut ? cutsIn(line, needle) : []),
    ])
    return gone.length === 0
      ? text
      : without(
          text,
          gone.map(([from, to]) => [seen[from]?.from ?? 0, seen[to - 1]?.to ?? 0]),
        )
  }
}

function needleOf(text: string): string {
  return foldedUnits(unitsOfText(text.trim()))
    .map(({ sign }) => sign)
    .join('')
    .trim()
}

type Span = readonly [from: number, to: number]

/** Where words stand whole: not as a part of a longer word, where they begin or end with a letter or a digit. */
function wholesIn(line: string, needle: string): Span[] {
  const spans: Span[] = []
  for (let at = line.indexOf(needle); at >= 0; at = line.indexOf(needle, at + 1)) {
    const end = at + needle.length
    if (!isWithinWord(line, at) && !isWithinWord(line, end)) spans.push([at, end])
  }
  return spans
}

/** Where a text ends in the beginning of the words, because it was cut short. */
function cutsIn(line: string, needle: string): Span[] {
  const spans: Span[] = []
  for (let end = line.indexOf('…'); end >= 0; end = line.indexOf('…', end + 1)) {
    const least = Math.max(0, end - needle.length)
    for (let at = least; at <= end - FEWEST_OF_CUT; at++) {
      if (needle.startsWith(line.slice(at, end).trimEnd()) && !isWithinWord(line, at)) {
        spans.push([at, end])
        break
      }
    }
  }
  return spans
}

/** Whether a place in a line lies between two signs of one word. */
function isWithinWord(line: string, at: number): boolean {
  const [before = '', after = ''] = [line[at - 1], line[at]]
  return ofWord.test(before) && ofWord.test(after)
}

const ofWord = /[\p{L}\p{N}\p{M}]/u

function without(text: string, spans: readonly Span[]): string {
  let left = ''
  let done = 0
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (from < done) continue
    left += text.slice(done, from) + TAKEN_OUT
    done = to
  }
  return left + text.slice(done)
}
