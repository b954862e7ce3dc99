import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { knownBy, whoAsked } from './same-person.ts'

/** Minutes for which a sign-in code is good: the longest that OWASP ASVS 5.0 allows one (6.5.5). */
export const CODE_MINUTES = 10

/** Days for which it is kept that a code was asked for, with the address: the longest that the pace looks back. */
export const ASKED_DAYS = 1

/**
 * Times that a code, one of a million, may be tried; and once only while many others ask for codes to the same address.
 * These numbers and the pace below are our own; `docs/security.md` lists them, as ASVS 5.0 asks (6.1.1).
 */
const TRIES = 5
const TRIES_UNDER_ATTACK = 1

/**
 * From how many askings on the pace slows down: by the same source for the same address within 15 minutes, by the
 * same source for any within 10, and by sources we do not know for the same address within a day. Each has its
 * pause in seconds. No person is ever locked out: after the pause they may ask again.
 */
const pace = {
  mine: { from: 5, seconds: 60 },
  source: { from: 100, seconds: 2 },
  account: { from: 500, seconds: 60 },
}
const ATTACK_FROM = 10

/**
 * Notes that a visitor asks for a code. One statement, the same whether anybody has the address.
 * @param asking `known` says that the source is a browser that has signed in as this person before: what others
 * ask for then does not slow it down
 * @returns the id under which it was asked for, or how many seconds to wait first
 */
export async function askForCode(
  db: Db,
  clock: Clock,
  {
    email: typed,
    holderHash,
    source,
    known,
  }: { email: string; holderHash: string; source: string; known: boolean },
): Promise<{ id: string } | { waitSeconds: number }> {
  const now = databaseNow(clock)
  const { mailbox: email, apart: letters } = knownBy(typed)
  const since = (moment: ReturnType<typeof sql>) =>
    sql`coalesce(extract(epoch from ${now} - ${moment}), 86400)`
  const [row] = await rowsOf<{ id: string | null; wait: string }>(
    db,
    sql`with recent as (
        select count(*) filter (where source = ${source} and email = ${email} and asked_at > ${now} - interval '15 minutes') as mine,
          max(asked_at) filter (where source = ${source} and email = ${email}) as my_last,
          count(*) filter (where source = ${source} and asked_at > ${now} - interval '10 minutes') as by_source,
          max(asked_at) filter (where source = ${source}) as last_by_source,
          count(*) filter (where email = ${email} and source <> ${source} and asked_at > ${now} - interval '1 hour') as by_others,
          count(*) filter (where email = ${email}) as for_account,
          max(asked_at) filter (where email = ${email}) as last_for_account
        from sign_in_codes
        where (email = ${email} or source = ${source}) and asked_at > ${now} - ${ASKED_DAYS} * interval '1 day'
      ), verdict as (
        select ceil(greatest(0,
            case when mine >= ${pace.mine.from}::int then ${pace.mine.seconds}::int - ${since(sql`my_last`)} else 0 end,
            case when by_source >= ${pace.source.from}::int then ${pace.source.seconds}::int - ${since(sql`last_by_source`)} else 0 end,
            case when for_account >= ${pace.account.from}::int and not ${known}::boolean
              then ${pace.account.seconds}::int - ${since(sql`last_for_account`)} else 0 end
          )) as wait,
          case when by_others >= ${ATTACK_FROM}::int and not ${known}::boolean then ${TRIES_UNDER_ATTACK}::smallint else ${TRIES}::smallint end as tries
        from recent
      ), asked as (
        insert into sign_in_codes (id, email, letters, holder_hash, source, tries_left, asked_at)
        select ${newId()}::uuid, ${email}, ${letters}, ${holderHash}, ${source}, tries, ${now} from verdict where wait <= 0
        returning id
      )
      select (select id from asked) as id, wait from verdict`,
  )
  return row?.id ? { id: row.id } : { waitSeconds: Number(row?.wait ?? 60) }
}

/**
 * Counts a try at the code of a holder, before anybody looks whether it is right.
 * @returns the id under which the code was asked for and the tries that remain; null when the code is used up, too
 * old or was never asked for
 */
export async function countTry(
  db: Db,
  clock: Clock,
  holderHash: string,
): Promise<{ id: string; triesLeft: number } | null> {
  const [row] = await rowsOf<{ id: string; triesLeft: number }>(
    db,
    sql`update sign_in_codes set tries_left = tries_left - 1
      where holder_hash = ${holderHash} and tries_left > 0 and used_at is null
        and asked_at > ${databaseNow(clock)} - ${CODE_MINUTES} * interval '1 minute'
      returning id, tries_left as "triesLeft"`,
  )
  return row ?? null
}

/** Uses a code whose digits were right: for one session only. Gives the person, or null where none has the address. */
export async function useCode(
  db: Db,
  clock: Clock,
  askedId: string,
): Promise<{ id: string; name: string; email: string } | null> {
  const [person] = await rowsOf<{ id: string; name: string; email: string }>(
    db,
    sql`with used as (
        update sign_in_codes set used_at = ${databaseNow(clock)} where id = ${askedId} and used_at is null returning email, letters
      )
      select people.id, people.name, people.email
      from used join people on ${whoAsked(sql`used`)} where people.left_on is null`,
  )
  return person ?? null
}
