import type { ReportState, SectionState } from './report-facts.ts'

/** What a report can wait for, by the event that each is answered with. */
export const reportAsks = ['commission', 'accept', 'submit', 'approve', 'issue'] as const
export type ReportAsk = (typeof reportAsks)[number]

/** How many sections of a report are in each state. */
export type SectionCounts = Record<SectionState, number>

/**
 * What a report waits for from a person: the next move of its life that is theirs. Null where it waits for others, or
 * for nobody.
 */
export function reportAskOf(
  { state, sections }: { state: ReportState; sections: SectionCounts },
  { administrates, approves }: { administrates: boolean; approves: boolean },
): ReportAsk | null {
  if (state === 'inReview') return approves ? 'approve' : null
  if (!administrates) return null
  if (state === 'draft') return 'commission'
  if (state === 'approved') return 'issue'
  if (state !== 'commissioned') return null
  if (sections.written > 0) return 'accept'
  return sections.waiting === 0 ? 'submit' : null
}
