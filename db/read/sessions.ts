import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { zulu } from '#db/connection/json-sql.ts'
import type { SignInMethod } from '#db/schema/index.ts'
import { sessions } from '#db/schema/index.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'

/**
 * Days after which an unused session ends, and after which any session does. They are our own, written down in
 * `docs/security.md` as OWASP ASVS 5.0 asks (7.1.1).
 */
export type SessionLife = { idleDays: number; absoluteDays: number }

/** Who comes every Monday stays signed in, over a holiday too. */
export const usualSessionLife: SessionLife = { idleDays: 14, absoluteDays: 60 }

/** Where a code by email is not enough to sign in. */
export const strongSessionLife: SessionLife = { idleDays: 7, absoluteDays: 30 }

/** Days for which a session that has run out is remembered: what was typed under it can still be kept for its person. */
export const REMEMBERED_DAYS = 7

/** Minutes after signing in for which one may change how one signs in, and give access to programs. */
export const RECENT_MINUTES = 15

/** Keeps a new session under the hash of what the browser holds; sessions that have run out are forgotten. */
export async function startSession(
  db: Db,
  clock: Clock,
  session: { hash: string; personId: string; method: SignInMethod; strong?: boolean; browser?: string },
  life: SessionLife = usualSessionLife,
): Promise<void> {
  const now = databaseNow(clock)
  await rowsOf(
    db,
    sql`with forgotten as (delete from ${sessions} where person_id = ${session.personId} and not (${isLive(clock, remembered(life))}))
      insert into ${sessions} (hash, id, person_id, method, strong, browser, created_at, seen_at)
      values (${session.hash}, ${newId()}, ${session.personId}, ${session.method}, ${session.strong ?? false}, ${session.browser ?? ''}, ${now}, ${now})`,
  )
}

/** A session that goes on, with its person. */
export type Session = {
  id: string
  personId: string
  name: string
  method: SignInMethod
  /** More than one factor was shown. */
  strong: boolean
  /** Its person signed in a few minutes ago. */
  recent: boolean
  /** The person's roles changed since the cookie was given out. */
  renew: boolean
  /** It was last noted as used more than an hour ago. */
  unnoted: boolean
}

/** The session of a hash, which has neither ended nor lain idle for too long, and whose person has not left. */
export async function findSession(
  db: Db,
  clock: Clock,
  hash: string,
  life: SessionLife,
): Promise<Session | null> {
  const [session] = await rowsOf<Session>(
    db,
    sql`select sessions.id, person_id as "personId", people.name, method, strong, renew,
        sessions.created_at > ${databaseNow(clock)} - ${RECENT_MINUTES} * interval '1 minute' as recent,
        seen_at < ${databaseNow(clock)} - interval '1 hour' as unnoted
      from sessions join people on people.id = person_id
      where hash = ${hash} and people.left_on is null and ${isLive(clock, life)}`,
  )
  return session ?? null
}

/** Notes that a session was used; at most once an hour, so that reading pages does not write. */
export async function touchSession(db: Db, clock: Clock, hash: string): Promise<void> {
  await rowsOf(
    db,
    sql`update ${sessions} set seen_at = ${databaseNow(clock)}
      where hash = ${hash} and seen_at < ${databaseNow(clock)} - interval '1 hour'`,
  )
}

/** Puts a new hash in place of a session's, once. False when another request has done it. */
export async function renewSession(db: Db, hash: string, newHash: string): Promise<boolean> {
  const rows = await rowsOf(
    db,
    sql`update ${sessions} set hash = ${newHash}, renew = false where hash = ${hash} and renew returning id`,
  )
  return rows.length === 1
}

/** Ends a session at once. */
export async function endSession(db: Db, hash: string): Promise<void> {
  await rowsOf(db, sql`delete from ${sessions} where hash = ${hash}`)
}

/** A session as its person sees it in their list. */
export type SessionShown = {
  id: string
  method: SignInMethod
  browser: string
  createdAt: Instant
  seenAt: Instant
}

/** The sessions of a person, those used last first. */
export async function listSessions(
  db: Db,
  clock: Clock,
  personId: string,
  life: SessionLife,
): Promise<SessionShown[]> {
  return rowsOf<SessionShown>(
    db,
    sql`select id, method, browser, ${zulu(sql`created_at`)} as "createdAt", ${zulu(sql`seen_at`)} as "seenAt"
      from sessions where person_id = ${personId} and ${isLive(clock, life)} order by seen_at desc, id desc`,
  )
}

/** Ends one session of a person's own, or all but one. Gives how many ended. */
export async function endSessionsOf(
  db: Db,
  personId: string,
  which: { id: string } | { allBut: string },
): Promise<number> {
  const chosen = 'id' in which ? sql`id = ${which.id}` : sql`id <> ${which.allBut}`
  const rows = await rowsOf(
    db,
    sql`delete from ${sessions} where person_id = ${personId} and ${chosen} returning id`,
  )
  return rows.length
}

/**
 * A session that has run out, but was not ended by anybody, of a person who has not left; null for any other. It lets
 * nobody in: it says whose it was.
 */
export async function findSpentSession(
  db: Db,
  clock: Clock,
  hash: string,
  life: SessionLife,
): Promise<{ id: string; personId: string } | null> {
  const [session] = await rowsOf<{ id: string; personId: string }>(
    db,
    sql`select sessions.id, person_id as "personId" from sessions join people on people.id = person_id
      where hash = ${hash} and people.left_on is null and ${isLive(clock, remembered(life))}
        and not (${isLive(clock, life)})`,
  )
  return session ?? null
}

const remembered = ({ idleDays, absoluteDays }: SessionLife): SessionLife => ({
  idleDays: idleDays + REMEMBERED_DAYS,
  absoluteDays: absoluteDays + REMEMBERED_DAYS,
})

function isLive(clock: Clock, { idleDays, absoluteDays }: SessionLife) {
  const now = databaseNow(clock)
  return sql`sessions.seen_at > ${now} - ${idleDays} * interval '1 day'
    and sessions.created_at > ${now} - ${absoluteDays} * interval '1 day'`
}
