import { dayInWords } from '#workflows/calendar/calendar.ts'
import type { Context } from './context.ts'
import { fingerprint, foldedWords, type Found } from './finding.ts'
import type { LastEdition } from './plan-at-cut-off.ts'
import { type Passage, readBlocks, written } from './reading/passages.ts'

/** From this share of its words on, a section is told as a whole. */
const WHOLE_PERCENT = 90

/** A paragraph of fewer words may be the same with good reason: 'There are none to report.' */
const FEWEST_WORDS = 15

/**
 * What comes back unchanged from the last edition, whatever became of its case, blanks, punctuation and order: the
 * section as a whole where nine tenths of its words are those of paragraphs that stood there before, or else each
 * longer paragraph. Headings are no text, and count neither way.
 */
export function unchanged({ facts: { lastEdition }, text }: Context): Found[] {
  if (lastEdition === null) return []
  const before = new Map<string, number>()
  for (const { folded } of paragraphsOf(readBlocks(lastEdition.blocks).passages))
    before.set(folded, (before.get(folded) ?? 0) + 1)
  const paragraphs = paragraphsOf(text.passages).map((paragraph) => ({
    ...paragraph,
    same: takeOne(before, paragraph.folded),
  }))
  const same = paragraphs.filter((paragraph) => paragraph.same)
  const [first] = same
  if (!first) return []
  const [all, kept] = [paragraphs, same].map((list) => list.reduce((sum, { words }) => sum + words, 0))
  const share = Math.floor(((kept ?? 0) * 100) / Math.max(1, all ?? 1))
  const told = `${share}% of the words of this section stand as they did in ${editionIn(lastEdition)}.`
  if (share >= WHOLE_PERCENT && (kept ?? 0) >= FEWEST_WORDS) {
    const subject = same.map(({ folded }) => folded).join('\n')
    return [foundOf(first.passage, told, 'this section', `section ${fingerprint(subject)}`)]
  }
  return same
    .filter(({ words }) => words >= FEWEST_WORDS)
    .map(({ passage, folded }) =>
      foundOf(passage, `This paragraph is the same as in ${editionIn(lastEdition)}; ${told}`, 'it', folded),
    )
}

type Paragraph = { passage: Passage; folded: string; words: number }

function paragraphsOf(passages: readonly Passage[]): Paragraph[] {
  return passages.flatMap((passage) => {
    const folded = passage.role === 'heading' ? '' : foldedWords(passage.text)
    return folded === '' ? [] : [{ passage, folded, words: folded.split(' ').length }]
  })
}

function takeOne(left: Map<string, number>, folded: string): boolean {
  const times = left.get(folded) ?? 0
  left.set(folded, times - 1)
  return times > 0
}

const editionIn = ({ edition, issuedOn }: LastEdition): string =>
  `edition ${edition} of ${dayInWords(issuedOn)}`

function foundOf(passage: Passage, fact: string, what: string, subject: string): Found {
  const [sentence] = passage.sentences
  return {
    code: 'unchanged',
    sentence: sentence ? written(passage, sentence) : passage.text,
    at: { path: passage.path, from: 0, to: passage.text.length },
    fact,
    ask: `Write what has happened since, or keep ${what} and say why it still holds.`,
    subject,
    whole: true,
  }
}
