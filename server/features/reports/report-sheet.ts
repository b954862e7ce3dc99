import type { PlanEventSheet } from '#server/sheets/event.ts'
import { text } from '#server/sheets/field.ts'
import { limits } from '#workflows/limits.ts'
import type { ReportFacts } from '#workflows/report/report-facts.ts'
import type { ReportEvent } from '#workflows/report/report.ts'

const reason = (ask: string, because: string) => ({
  reason: text({ label: ask, ask, because, limit: limits.report.reason, rows: 3 }),
})

/** What is told of each event of a report. */
export const reportEvents = {
  commission: {
    summary: 'Commission the sections of a report',
    label: 'Commission its sections',
    press: 'Commission the sections',
    hint: () => 'Each author has their section in My work, with the day by which it is due.',
    done: () => 'The sections are commissioned of their authors.',
    past: 'Commissioned its sections',
  },
  submit: {
    summary: 'Submit a report for approval',
    label: 'Submit it for approval',
    press: 'Submit it for approval',
    hint: () => 'Its text stays as it is from then on, unless the approver returns it.',
    done: () => 'The report is with its approver.',
    past: 'Submitted it for approval',
  },
  return: {
    summary: 'Return a report to its authors',
    fields: reason('What has to be put right?', 'Say what has to be put right.'),
    label: 'Return it',
    press: 'Return the report',
    hint: () => 'Its sections can be sent back and written anew then.',
    done: () => 'The report is returned.',
    past: 'Returned it',
  },
  approve: {
    summary: 'Approve a report',
    label: 'Approve it',
    press: 'Approve the report',
    hint: () => 'The administrator can issue it then, as it stands.',
    done: () => 'The report is approved. The administrator issues it next.',
    past: 'Approved it',
  },
  issue: {
    summary: 'Issue an edition of a report',
    label: 'Issue it',
    press: 'Issue the report',
    hint: ({ edition }) =>
      `Edition ${edition + 1} is fixed for ever, with the figures as they stood at the end of the cut-off day. A mistake is put right by another edition.`,
    done: ({ edition }) => `Edition ${edition + 1} is issued.`,
    past: 'Issued it',
  },
  correct: {
    summary: 'Begin a corrected edition of a report',
    fields: reason('What of the edition is wrong?', 'Say what of the edition is wrong.'),
    label: 'Correct it',
    press: 'Begin a correction',
    hint: ({ edition }) =>
      `Edition ${edition} stays to be read and says that it was corrected. The sections can be written anew.`,
    done: () => 'The correction is begun.',
    past: 'Began a correction',
  },
  withdraw: {
    summary: 'Withdraw a report',
    fields: reason('Why is it withdrawn?', 'Say why the report is withdrawn.'),
    label: 'Withdraw it',
    press: 'Withdraw the report',
    warning: true,
    hint: () => 'Nobody has to write for it any more. What was issued stays to be read, and says so.',
    done: () => 'The report is withdrawn.',
    past: 'Withdrew it',
  },
  reinstate: {
    summary: 'Reinstate a withdrawn report',
    fields: reason('Why does it go on after all?', 'Say why the report goes on after all.'),
    label: 'Reinstate it',
    press: 'Reinstate the report',
    hint: () => 'It is a draft again, with what was written.',
    done: () => 'The report is a draft again.',
    past: 'Reinstated it',
  },
} satisfies Record<ReportEvent['type'], PlanEventSheet<Pick<ReportFacts, 'edition'>>>
