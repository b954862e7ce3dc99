import type { ReportState, SectionState } from '#workflows/report/report-facts.ts'

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
