import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { jsonOf } from '#db/connection/json-sql.ts'
import { isMailboxOf, knownBy } from '#db/read/same-person.ts'
import { people } from '#db/schema/index.ts'

export type Invitation = {
  email: string
  name: string
  post?: string
  /** Whether they may start plans and invite people. Never takes that away from a person who may. */
  administrator?: boolean
  /** Who invites them; left out on the command line. */
  actorId?: string
}

export type Invited = { id: string; name: string; email: string; isNew: boolean }

/**
 * Invites a person: from now on a code can be mailed to them, and single sign-on lets them in. One who is here
 * already, by their address in whatever writing, is invited again: if they had left they are back, their tie to an
 * account of the single sign-on is loosened and their passkeys are forgotten, for when that account was made anew or
 * those were lost. The email goes with the same statement, and so does the history row where their entry changes.
 */
export async function invite(
  db: Db,
  clock: Clock,
  { email, name, post = '', administrator = false, actorId }: Invitation,
): Promise<Invited> {
  const now = databaseNow(clock)
  const id = newId()
  const eventId = newId()
  const { where, first } = isMailboxOf(email)
  const [invited] = await rowsOf<Invited>(
    db,
    sql`with known as (
        select id, administrator, left_on, left_on is not null or (${administrator} and not administrator) as changes
        from people where ${where} order by ${first} limit 1
      ), again as (
        update people set left_on = null, administrator = people.administrator or ${administrator},
          version = people.version + changes::int
        from known where people.id = known.id returning people.*
      ), fresh as (
        insert into people (id, name, email, mailbox, post, administrator, created_at)
        select ${id}::uuid, ${name.trim()}, ${email.trim()}, ${knownBy(email).mailbox}, ${post.trim()}, ${administrator}, ${now}
        where not exists (select from known)
        on conflict (mailbox) do update set left_on = null,
          administrator = people.administrator or excluded.administrator, version = people.version + 1
        returning people.*
      ), invited as (select * from again union all select * from fresh),
      loosened as (delete from identities using invited where person_id = invited.id),
      forgotten as (delete from passkeys using invited where person_id = invited.id),
      parted as (update deputies set ended_at = ${now} from known
        where known.left_on is not null and ended_at is null and known.id in (owner_id, deputy_id)),
      told as (
        insert into events (id, subject_kind, subject_id, aggregate_id, version, event, actor_id, at, payload, after)
        select ${eventId}::uuid, 'person', people.id, people.id, version,
          case when people.id = ${id} then 'create' else 'invite' end, ${actorId ?? null}::uuid, ${now},
          case when ${administrator} and not coalesce((select administrator from known), false)
            then '{"administrator": true}'::jsonb else '{}' end
            || case when (select left_on from known) is null then '{}'::jsonb else '{"leftOn": null}' end,
          ${jsonOf(people)}
        from invited people where coalesce((select changes from known), true)
      ), mailed as (
        insert into deliveries (id, kind, period, person_id, state, to_name, to_address, lines, due_at, late, attempts,
          next_try_at, fence, ambiguous, created_at)
        select told.id, told.kind, told.period, invited.id, 'queued', name, email, '[]', ${now}, false, 0, ${now}, 0, false, ${now}
        from invited, (values (${newId()}::uuid, 'invitation', ${newId()}), (${newId()}::uuid, 'roleChanged', ${eventId})) told(id, kind, period)
        -- The invitation of a new person says what they may do.
        where told.kind = 'invitation' or (${administrator} and (select not administrator from known))
      )
      select id, name, email, id = ${id} as "isNew" from invited`,
  )
  if (!invited) throw new Error('the invitation was not written')
  return invited
}
