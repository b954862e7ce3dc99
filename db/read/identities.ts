import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { mailboxOf } from '#workflows/people/mailbox.ts'
import { isMailboxOf } from './same-person.ts'

/**
 * The person whom an account of the single sign-on belongs to, who must have been invited. The first time it is
 * found by its verified address and tied to it; from then on by the tie alone. An address whose person is tied to
 * another account of the same issuer opens nothing: it may have been given to another person since.
 */
export async function personOfIdentity(
  db: Db,
  clock: Clock,
  {
    issuer,
    subject,
    email,
    emailVerified,
  }: { issuer: string; subject: string; email: string; emailVerified: boolean },
): Promise<{ id: string; email: string } | null> {
  const invited = emailVerified ? await personAtLetters(db, email) : null
  const [person] = await rowsOf<{ id: string; email: string }>(
    db,
    sql`with tied as (select person_id from identities where issuer = ${issuer} and subject = ${subject}),
      fresh as (
        insert into identities (issuer, subject, person_id, created_at)
        select ${issuer}, ${subject}, people.id, ${databaseNow(clock)} from people
        where people.id = ${invited?.id ?? null}::uuid and people.email = ${invited?.email ?? null}
          and people.left_on is null
          and not exists (select from tied)
        on conflict do nothing
        returning person_id
      )
      select people.id, people.email from people
      where people.id in (select person_id from tied union all select person_id from fresh) and people.left_on is null`,
  )
  return person ?? null
}

/**
 * The person whose address leads to the same mailbox as one that an issuer vouches for. One that differs in accents
 * alone is refused as taken where people are listed, but it may be the mailbox of another, whom it must not let in.
 */
async function personAtLetters(db: Db, email: string): Promise<{ id: string; email: string } | null> {
  const { where } = isMailboxOf(email)
  const rows = await rowsOf<{ id: string; email: string }>(
    db,
    sql`select id, email from people where ${where} and left_on is null`,
  )
  return rows.find((each) => mailboxOf(each.email) === mailboxOf(email)) ?? null
}
