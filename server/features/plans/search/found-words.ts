import type { FoundPlace } from '#db/read/found-texts.ts'
import { type FoundKind, foundKinds } from '#db/read/search.ts'
import { count } from '#server/ui/html/components.ts'

/** What the things of a kind are called. */
export const kindWords: Record<FoundKind, { title: string; one: string; many: string }> = {
  action: { title: 'Actions', one: 'action', many: 'actions' },
  measure: { title: 'Measures', one: 'measure', many: 'measures' },
  priority: { title: 'Priorities', one: 'priority', many: 'priorities' },
  recommendation: { title: 'Recommendations', one: 'recommendation', many: 'recommendations' },
  inspection: { title: 'Inspections', one: 'inspection', many: 'inspections' },
  decision: { title: 'Decisions', one: 'decision', many: 'decisions' },
  person: { title: 'People', one: 'person', many: 'people' },
  meeting: { title: 'Meetings', one: 'meeting', many: 'meetings' },
}

/** What stands before an excerpt: where it is from. */
export const placeWords: Record<FoundPlace, string> = {
  title: 'Title',
  description: 'Description',
  intendedEffect: 'What it is to achieve',
  criterion: 'Closure criterion',
  milestone: 'Milestone',
  blocker: 'Blocker',
  update: 'Update',
  extension: 'Request for more time',
  evidence: 'Evidence',
  owner: 'Owner',
  lead: 'Lead',
  definition: 'What is counted',
  note: 'Note',
  aliases: 'Other names',
  impact: 'Impact',
  text: 'Text',
  source: 'Source',
  post: 'Post',
  agency: 'Agency',
  judgement: 'Judgement',
  inspector: 'Inspected by',
  reasons: 'Reasons',
  alternatives: 'Alternatives rejected',
  decisionMaker: 'Decided by',
  agendaItem: 'Agenda item',
  minutes: 'Minutes',
}

export type Counted = { kind: FoundKind; count: number }

/** How many were found of each kind: '3 actions, 1 measure and 2 people'. */
export function countsInWords(counts: readonly Counted[]): string {
  const parts = inOrder(counts).map(({ kind, count: number }) => numberOf(kind, number))
  const last = parts.pop() ?? ''
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`
}

/** '3 actions'. */
export function numberOf(kind: FoundKind, number: number): string {
  return count(number, kindWords[kind].one, kindWords[kind].many)
}

/** Kinds in the order in which they are shown. */
export function inOrder(counts: readonly Counted[]): Counted[] {
  return foundKinds.flatMap((kind) => counts.find((each) => each.kind === kind) ?? [])
}
