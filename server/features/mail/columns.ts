import type { MailShown } from '#db/read/mail.ts'
import type { CsvColumns } from '#server/http/csv.ts'

/** The columns of the mail log as CSV. */
export const mailColumns: CsvColumns<MailShown> = {
  id: ({ id }) => id,
  kind: ({ kind }) => kind,
  week: ({ week }) => week,
  slot: ({ slot }) => slot,
  to: ({ person }) => person.name,
  toAddress: ({ toAddress }) => toAddress,
  state: ({ state }) => state,
  subject: ({ subject }) => subject,
  late: ({ late }) => late,
  ambiguous: ({ ambiguous }) => ambiguous,
  attempts: ({ attempts }) => attempts,
  reply: ({ reply }) => reply,
  dueAt: ({ dueAt }) => dueAt,
  settledAt: ({ settledAt }) => settledAt,
  parts: ({ parts }) => parts.join(' '),
}
