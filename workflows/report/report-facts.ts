import type { Day, Instant } from '#workflows/calendar/calendar.ts'

export const reportStates = ['draft', 'commissioned', 'inReview', 'approved', 'issued', 'withdrawn'] as const
export type ReportState = (typeof reportStates)[number]

/** What describes a report, as its administrator tells it. */
export type ReportDescription = {
  title: string
  /** Whom it is for: the board, the cabinet, the council, scrutiny. */
  body: string
  /** The day on which they read it. */
  forOn: Day
  /** The last day whose figures and changes it tells. */
  cutOffOn: Day
  portfolio: string
  contact: string
  /** Who approves it, and by which post. */
  approverId: string | null
  approverPost: string
  /** Whether its editions may be given to the public. */
  isPublic: boolean
  meetingId: string | null
}

/** One document of a plan, for a body and a day. Its sections are aggregates of their own, so that authors write at once. */
export type ReportFacts = ReportDescription & {
  id: string
  planId: string
  /** Numbered within its plan from 1 on. */
  number: number
  /** The code of the template that it was made from, or the id of the plan's own. */
  template: string
  /** The number of its newest edition; 0 before the first. */
  edition: number
  /** Why the edition in the making corrects the one before; null while it is the first. */
  correction: string | null
  state: ReportState
  version: number
  createdAt: Instant
  updatedAt: Instant
}

export const sectionStates = ['waiting', 'written', 'accepted'] as const
export type SectionState = (typeof sectionStates)[number]

export const sectionKinds = [
  'narrative',
  'performance',
  'grades',
  'inspections',
  'priorities',
  'actions',
  'planOnAPage',
  'changes',
  'recommendations',
  'standing',
  'signature',
  'decisions',
] as const
export type SectionKind = (typeof sectionKinds)[number]

/** Kinds that a person has to write; Waymark makes the others, which may have an introduction. */
const writtenByPeople: readonly SectionKind[] = ['narrative', 'recommendations', 'signature']

/** Whether a section of a kind is asked of a person. */
export function isWritten(kind: SectionKind): boolean {
  return writtenByPeople.includes(kind)
}

/** The paragraphs of Part 1 of Schedule 12A to the Local Government Act 1972 by which a section may be exempt. */
export const exemptParagraphs = [1, 2, 3, 4, 5, 6, 7] as const
export type ExemptParagraph = (typeof exemptParagraphs)[number]

/** What a check found and a person kept all the same. */
export type KeptFinding = { key: string; code: string; reason: string; keptBy: string; keptAt: Instant }

/** What describes a section, as the administrator tells it. */
export type SectionDescription = {
  heading: string
  /** What its author is asked to tell. */
  guidance: string
  /** Which measures and priorities it speaks of; empty for all of the plan. */
  measureIds: string[]
  priorityIds: string[]
  exemptParagraph: ExemptParagraph | null
  /** Why the public interest in keeping it outweighs that in telling it. */
  exemptReason: string
}

/** A numbered part of a report. */
export type SectionFacts = SectionDescription & {
  id: string
  reportId: string
  planId: string
  /** Numbered within its report from 1 on. */
  number: number
  kind: SectionKind
  authorId: string | null
  dueOn: Day | null
  /** Limited Markdown. */
  text: string
  kept: KeptFinding[]
  /** Why it was sent back, until it is written anew. */
  sentBack: string
  state: SectionState
  version: number
  createdAt: Instant
  updatedAt: Instant
}
