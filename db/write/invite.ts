import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'

export type Invitation = {
  email: string
  name: string
  post?: string
  /** Whether they may start plans and invite people. Never takes that away from a person who may. */
  administrator?: boolean
}

export type Invited = { id: string; name: string; email: string; isNew: boolean }

/**
 * Invites a person: from now on a code can be mailed to them, and single sign-on lets them in. One who is here
 * already is invited again: if they had left they are back, their tie to an account of the single sign-on is
 * loosened and their passkeys are forgotten, for when that account was made anew or those were lost. The email goes
 * with the same statement.
 */
export async function invite(
  db: Db,
  clock: Clock,
  { email, name, post = '', administrator = false }: Invitation,
): Promise<Invited> {
  const now = databaseNow(clock)
  const id = newId()
  const [invited] = await rowsOf<Invited>(
    db,
    sql`with invited as (
        insert into people (id, name, email, post, administrator, created_at)
        values (${id}, ${name.trim()}, ${email.trim()}, ${post.trim()}, ${administrator}, ${now})
        on conflict (lower(email)) do update
          set left_on = null, administrator = people.administrator or excluded.administrator
        returning id, name, email
      ), loosened as (delete from identities using invited where person_id = invited.id),
      forgotten as (delete from passkeys using invited where person_id = invited.id),
      mailed as (
        insert into deliveries (id, kind, period, person_id, state, to_name, to_address, lines, due_at, late, attempts,
          next_try_at, fence, ambiguous, created_at)
        select ${newId()}::uuid, 'invitation', ${newId()}, id, 'queued', name, email, '[]', ${now}, false, 0, ${now}, 0, false, ${now}
        from invited
      )
      select id, name, email, id = ${id} as "isNew" from invited`,
  )
  if (!invited) throw new Error('the invitation was not written')
  return invited
}
