import type { DigestPart } from '#db/schema/index.ts'
import type { DigestLineText } from './line.ts'

/** Lines of one kind under a heading. */
export type Section = {
  title: string
  lines: readonly DigestLineText[]
  /** News, and nothing to do: lines about actions that an earlier part of the email tells of are left out. */
  isNews?: boolean
}

/** Counts under a heading. */
export type Figures = { title: string; rows: readonly { label: string; value: string }[] }

/** What a weekly email says to its receiver in one of the parts that they have in plans. */
export type PartWords = {
  part: DigestPart
  /** What it is about in one line, where the email has no other part. */
  subject: string
  /** How many things wait for the receiver, and how many of them are overdue. */
  waiting: number
  overdue: number
  /** The plans that it tells of. */
  plans: readonly { id: string; title: string }[]
  intro: readonly string[]
  /** Most pressing first; those without lines are left out. */
  sections: readonly Section[]
  figures?: readonly Figures[]
  /** Paragraphs after all that. */
  closing?: readonly string[]
  /** The page that shows everything: 'All your work', '/', 'Open My work'. */
  all: { words: string; path: string; button: string }
  /** The path in `all`, where it opens to anybody who has the email. */
  linkPath?: string
  /** Why the receiver gets it. */
  why: readonly string[]
}

/** What each part is about, to its receiver, in the order in which they press. */
export const partTitles: Record<DigestPart, string> = {
  ownerDigest: 'What you own',
  supplierDigest: 'The figures you supply',
  reportDigest: 'The reports you write for or put through',
  deputyDigest: 'What waits for those you stand in for',
  leadDigest: 'What you lead',
  chairDigest: 'The boards you chair',
  administratorDigest: 'The plans you administer',
}

/** Each plan once, by its id, in the order in which they are first named. */
export function plansOf(
  named: Iterable<{ id: string; title: string }>,
): readonly { id: string; title: string }[] {
  return [...new Map([...named].map((plan) => [plan.id, plan])).values()]
}
