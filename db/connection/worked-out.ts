import { mailboxKey } from '#workflows/people/mailbox.ts'
import { sameName } from '#workflows/sameness.ts'

/**
 * Columns that hold what another column of their row is compared by, under the name they have in the code. They are
 * worked out whenever a row is written, by the rule and not by the database, whose idea of small letters depends on
 * how it was set up; and no row that is read shows them.
 */
export const workedOut = {
  mailbox: { from: 'email', by: mailboxKey },
  sameRef: { from: 'ref', by: sameName },
  sameName: { from: 'name', by: sameName },
} as const

/** Whether a column is one of those. */
export function isWorkedOut(key: string): key is keyof typeof workedOut {
  return Object.hasOwn(workedOut, key)
}

/** A row of a table as it is read: without what is worked out of it. */
export type Read<Row> = Omit<Row, keyof typeof workedOut>
