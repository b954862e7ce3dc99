import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { people } from '#db/schema/index.ts'
import { mailboxKey, mailboxOf } from '#workflows/people/mailbox.ts'

/**
 * What is asked of `people.mailbox` to find whose an address is, in whatever writing: by what it is known by, or by
 * the address to the letter, for one of two people who were listed before those counted as one (`apart`).
 */
export function knownBy(email: string): { mailbox: string; apart: string } {
  return { mailbox: mailboxKey(email), apart: apart(email) }
}

/** What the second of two people is known by who were listed before their addresses counted as one. */
export function apart(email: string): string {
  return `=${mailboxOf(email)}`
}

/** The condition under which a code that was asked for is a person's: of a row that has `email` and `letters`. */
export function whoAsked(asked: SQL): SQL {
  return sql`${people.mailbox} = coalesce(
    (select there.mailbox from people there where there.mailbox = ${asked}.letters and there.left_on is null), ${asked}.email)`
}

/**
 * The condition under which an address is a person's, and the order in which the one of several comes first who is
 * meant: who is here, and then who has it to the letter.
 */
export function isMailboxOf(email: string): { where: SQL; first: SQL } {
  const { mailbox, apart: letters } = knownBy(email)
  return {
    where: sql`${people.mailbox} in (${mailbox}, ${letters})`,
    first: sql`${people.leftOn} is not null, ${people.mailbox} = ${letters} desc`,
  }
}

/** The ids of those people who are listed with one of these addresses, by what the address is known by. */
export async function knownByAddress(db: Db, emails: readonly string[]): Promise<Map<string, string>> {
  if (emails.length === 0) return new Map()
  const asked = new Map(emails.map((email) => [mailboxKey(email), apart(email)]))
  const rows = await rowsOf<{ id: string; mailbox: string }>(
    db,
    sql`select id, mailbox from ${people} where mailbox in ${[...asked].flat()}`,
  )
  const ids = new Map(rows.map(({ id, mailbox }) => [mailbox, id]))
  return new Map(
    [...asked].flatMap(([mailbox, letters]) => {
      const id = ids.get(letters) ?? ids.get(mailbox)
      return id === undefined ? [] : [[mailbox, id] as const]
    }),
  )
}
