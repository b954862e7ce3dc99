import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'

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
  const [person] = await rowsOf<{ id: string; email: string }>(
    db,
    sql`with tied as (select person_id from identities where issuer = ${issuer} and subject = ${subject}),
      fresh as (
        insert into identities (issuer, subject, person_id, created_at)
        select ${issuer}, ${subject}, people.id, ${databaseNow(clock)} from people
        where lower(people.email) = lower(${email}) and ${emailVerified}::boolean and people.left_on is null
          and not exists (select from tied)
        on conflict do nothing
        returning person_id
      )
      select people.id, lower(people.email) as email from people
      where people.id in (select person_id from tied union all select person_id from fresh) and people.left_on is null`,
  )
  return person ?? null
}
