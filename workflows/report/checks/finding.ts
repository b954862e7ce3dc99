import { wordsOf } from '#workflows/search/fold.ts'
import type { Passage } from './reading/passages.ts'
import { fromAt, toAt } from './reading/tokens.ts'

/** What a check of a report's text can find. Callers may rely on the codes, and the list only grows. */
export const findingCodes = [
  'figureDiffers',
  'claimContradicted',
  'unchanged',
  'outOfDate',
  'smallNumber',
  'noDenominator',
  'sharesDoNotAdd',
  'referenceUnknown',
] as const
export type FindingCode = (typeof findingCodes)[number]

/**
 * A place in a section: the way to the block, by index at each level, and characters in that block's plain text. In a
 * table the second index is 0 for the headings and 1 for the first row, and the third is the column.
 */
export type Place = { path: readonly number[]; from: number; to: number }

/** Something in a text that its author has to answer: correct it, or keep it with a reason. */
export type Finding = {
  code: FindingCode
  /** The sentence as it was written. */
  sentence: string
  at: Place
  /** What the plan says, in words with its day. */
  fact: string
  /** What to do. */
  ask: string
  /** The same for as long as the sentence and the fact are the same, whatever becomes of the text around them. */
  key: string
  /** The sentence may tell who somebody is: it must not be repeated in emails or lists. */
  sensitive: boolean
}

/** A finding before it is told apart from others that are alike. */
export type Found = Omit<Finding, 'key' | 'sensitive'> & {
  /** What it is about, beside the sentence: the measure and its figure, the kind of claim, the person. */
  subject: string
  /** Whether the subject alone makes it the same, whatever sentence it is told of. */
  whole?: true
  sensitive?: true
}

/** What is asked of every finding that can be kept. */
export const correctOrKeep = (what: string): string => `Correct ${what}, or keep it and say why.`

/** A place in a passage. */
export function placeIn(passage: Passage, from: number, to: number): Place {
  return { path: passage.path, from, to }
}

/** The place of a run of tokens in a passage, with what is written there. */
export function placeOfTokens(
  passage: Passage,
  { first, last }: { first: number; last: number },
): { at: Place; words: string } {
  const [from, to] = [fromAt(passage.tokens, first), toAt(passage.tokens, last - 1)]
  return { at: placeIn(passage, from, to), words: passage.text.slice(from, to) }
}

/**
 * Findings in the order of the text, each with its key. Two that are alike in everything are counted, so that an answer
 * to the first is none to the second.
 */
export function withKeys(found: readonly Found[]): Finding[] {
  const seen = new Map<string, number>()
  const words = new Map<string, string>()
  return found.toSorted(inOrder).map(({ subject, whole = false, sensitive = false, ...rest }) => {
    // Many findings may share one long sentence, which is folded once.
    const folded = words.get(rest.sentence) ?? foldedWords(rest.sentence)
    words.set(rest.sentence, folded)
    const own = `${rest.code}:${fingerprint(whole ? subject : `${subject}\n${folded}`)}`
    const times = (seen.get(own) ?? 0) + 1
    seen.set(own, times)
    return { ...rest, key: times === 1 ? own : `${own}:${times}`, sensitive }
  })
}

/** A text as it is compared: its words without case, accents, punctuation and blanks. */
export function foldedWords(text: string): string {
  return wordsOf(text)
    .apart.map(({ word }) => word)
    .join(' ')
}

function inOrder(a: Found, b: Found): number {
  return (
    byPath(a.at.path, b.at.path) ||
    a.at.from - b.at.from ||
    byText(a.code, b.code) ||
    byText(a.subject, b.subject)
  )
}

function byPath(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((each, index) => each !== b[index])
  return at < 0 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1)
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Sixteen hexadecimal digits by FNV-1a, run twice from two starts: short, the same everywhere, and no secret. */
export function fingerprint(text: string): string {
  return [0x811c9dc5, 0x050c5d1f].map((start) => fnv(text, start).toString(16).padStart(8, '0')).join('')
}

function fnv(text: string, start: number): number {
  let hash = start
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
