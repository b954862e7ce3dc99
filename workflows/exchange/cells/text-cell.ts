import { beyond, isWithin, limits, type TextLimit } from '#workflows/limits.ts'

/** What the cell of a text holds, as the forms would take it. */
export type TextCell =
  | { is: 'none' }
  | { is: 'read'; text: string; said: string | null }
  | { is: 'asked'; question: string; proposed: string | null }

/**
 * Reads the cell of a text up to its limit. Space around it goes, and the lines of what is told in one line are joined,
 * which is said. What is longer than its limit is asked about, and never cut.
 * @param keeps where a longer text may stand whole, such as 'the description'; null where it can stand nowhere
 */
export function textInCell(cell: string, limit: TextLimit, keeps: string | null = null): TextCell {
  const trimmed = spacedAlike(cell)
  if (trimmed === '' || /^[-–—.]+$/.test(trimmed)) return { is: 'none' }
  const isJoined = limit.kind === 'line' && trimmed.includes('\n')
  const text = isJoined ? trimmed.replaceAll(/\n+/g, ' ') : trimmed
  if (isWithin(limit, text))
    return { is: 'read', text, said: isJoined ? 'Its lines are joined into one.' : null }
  const whole = keeps === null ? '' : ` The whole text is kept in ${keeps}.`
  return {
    is: 'asked',
    question: `This has ${text.length.toLocaleString('en-GB')} characters. ${beyond(limit)}${whole}`,
    proposed: firstSentence(text, limit),
  }
}

/** A text with its spaces as they are read of a cell: one between words, none beside the end of a line or around it. */
export function spacedAlike(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[ \t\u00a0]+/g, ' ')
    .replaceAll(/ *\n */g, '\n')
    .trim()
}

/** The first sentence of a text where it can stand for it; null where it is too long itself. */
function firstSentence(text: string, limit: TextLimit): string | null {
  const [sentence = ''] = /^.+?(?:[.;:](?=\s)|$)/s.exec(text) ?? []
  const plain = sentence.replace(/[.;:]$/, '').trim()
  return plain !== '' && plain.length < text.length && isWithin(limit, plain) ? plain : null
}

/** The items of a cell that holds a list: one a line, without the signs or numbers before them. */
export function itemsInCell(cell: string): string[] {
  return cell
    .replaceAll(/\r\n?/g, '\n')
    .split(/\n|(?=[\u2022\u25cf\u25aa])/)
    .map((line) => line.replace(/^\s*(?:[\u2022\u25cf\u25aa*–-]+|\(?\d{1,2}[.)]|\(?[a-z][.)])\s*/, '').trim())
    .filter((line) => line !== '')
}

/** The paragraphs or recommendations of a report that a cell names: of '17. (57, 138)' they are 17, 57 and 138. */
export function sourcesInCell(cell: string): string[] {
  const found = cell.match(/[A-Za-z]{0,6}\.?\d{1,3}(?:\.\d{1,3})*[a-z]?(?![\p{L}\d])/gu) ?? []
  return [...new Set(found)]
}

/** What the cell of a reference holds: as it can stand in an address, or why it cannot. */
export function refInCell(cell: string): { ref: string; said: string | null } | { because: string } {
  const typed = cell.normalize('NFC').trim()
  const plain = typed.replace(/[.):\s]+$/, '')
  const ref = plain.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^[-._]+|[-]+$/g, '')
  if (/^[-–—]?$/.test(typed)) return { because: noRef }
  if (ref === '')
    return { because: `‘${typed}’ has no letter and no figure. Give the action a reference, such as 1.2.` }
  if (!isWithin(limits.action.ref, ref))
    return { because: `This is too long for a reference. ${beyond(limits.action.ref)}` }
  return { ref, said: ref === typed ? null : `It stands in addresses, and is read as ${ref}.` }
}

const noRef =
  'An action cannot be without a reference, by which the next import finds it again. Give it one, such as 1.2, or leave the row out.'
