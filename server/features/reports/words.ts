import type { ReportState, SectionKind, SectionState } from '#workflows/report/report-facts.ts'

/** The states of a report as labels. */
export const reportStateWords: Record<ReportState, string> = {
  draft: 'Draft',
  commissioned: 'Being written',
  inReview: 'With its approver',
  approved: 'Approved',
  issued: 'Issued',
  withdrawn: 'Withdrawn',
}

/** Whose move is next with a report, in a sentence. */
export const reportNextMove: Record<ReportState, string> = {
  draft: 'The plan administrator names an author and a day for each section, and commissions them.',
  commissioned:
    'Authors hand in their sections. The plan administrator accepts each, and submits the whole for approval.',
  inReview: 'Its approver approves it, or returns it with a reason.',
  approved: 'The plan administrator issues it. It is fixed for good then.',
  issued: 'It is there to be read. What is wrong in it is put right by another edition.',
  withdrawn: 'Nobody writes for it. Its approver can reinstate it.',
}

/** The states of a section as labels. */
export const sectionStateWords: Record<SectionState, string> = {
  waiting: 'To be written',
  written: 'Handed in',
  accepted: 'Accepted',
}

/** What each kind of section holds, in a few words. */
export const sectionKindWords: Record<SectionKind, string> = {
  narrative: 'Text of its author',
  performance: 'Measures with charts, made by Waymark',
  grades: 'Grades over time, made by Waymark',
  inspections: 'The register of inspections, made by Waymark',
  priorities: 'Priorities and what moved, made by Waymark',
  actions: 'Actions done, moved, overdue and due, made by Waymark',
  planOnAPage: 'The plan on a page, made by Waymark',
  changes: 'What changed, made by Waymark',
  recommendations: 'What is asked for, by its author',
  standing: 'Standing text',
  signature: 'Who signs it',
}
