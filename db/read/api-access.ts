import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { zulu } from '#db/connection/json-sql.ts'
import type { TokenScope } from '#db/schema/index.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import type { Person } from './people.ts'
import { RECENT_MINUTES } from './sessions.ts'

/** Days after which an unused refresh token ends, and after which any sign-in of a program does: those of a session. */
export const IDLE_DAYS = 7
export const ABSOLUTE_DAYS = 30

/** What an access token was given for: a sign-in of a program, an API token, or neither (by the command line). */
export type Grant = { sessionId: string | null; apiTokenId: string | null }

/** The person of an access token, who has not left and whose grant has not ended since; null otherwise. */
export async function findCaller(
  db: Db,
  clock: Clock,
  { personId, sessionId, apiTokenId }: Grant & { personId: string },
): Promise<Person | null> {
  const [person] = await rowsOf<Person>(
    db,
    sql`select people.id, people.name, people.email, people.post, agencies.name as agency
      from people left join agencies on agencies.id = people.agency_id
      where people.id = ${personId} and people.left_on is null
        and (${sessionId}::uuid is null or exists (
          select from api_sessions where id = ${sessionId} and person_id = people.id and ${goesOn(clock)}))
        and (${apiTokenId}::uuid is null or exists (
          select from api_tokens where id = ${apiTokenId} and person_id = people.id and ${isGood(clock)}))`,
  )
  return person ?? null
}

/** Whether the code of a program's sign-in was entered a few minutes ago. */
export async function isRecentApiSession(db: Db, clock: Clock, id: string): Promise<boolean> {
  const rows = await rowsOf(
    db,
    sql`select from api_sessions
      where id = ${id} and created_at > ${databaseNow(clock)} - ${RECENT_MINUTES} * interval '1 minute'`,
  )
  return rows.length === 1
}

/** Begins the sign-in of a program, with its first refresh token. Gives its id. */
export async function startApiSession(
  db: Db,
  clock: Clock,
  { personId, program, refreshHash }: { personId: string; program: string; refreshHash: string },
): Promise<string> {
  const now = databaseNow(clock)
  const id = newId()
  await rowsOf(
    db,
    sql`with forgotten as (
        delete from api_sessions where person_id = ${personId} and created_at < ${now} - ${ABSOLUTE_DAYS} * interval '1 day'
      ), begun as (
        insert into api_sessions (id, person_id, program, created_at, seen_at)
        values (${id}, ${personId}, ${program}, ${now}, ${now}) returning id
      )
      insert into refresh_tokens (hash, session_id, created_at) select ${refreshHash}, id, ${now} from begun`,
  )
  return id
}

/**
 * Puts a new refresh token in the place of one, which is thereby used. One that has been used before is in two
 * hands, so the whole sign-in ends; and so it does when one is used twice at once, for the second.
 * @returns the sign-in and its person, or null
 */
export async function rotateRefreshToken(
  db: Db,
  clock: Clock,
  { hash, newHash }: { hash: string; newHash: string },
): Promise<{ sessionId: string; personId: string } | null> {
  const now = databaseNow(clock)
  const [rotated] = await rowsOf<{ sessionId: string; personId: string }>(
    db,
    sql`with presented as (select session_id from refresh_tokens where hash = ${hash}),
      used as (
        update refresh_tokens set used_at = ${now} from api_sessions, people
        where refresh_tokens.hash = ${hash} and refresh_tokens.used_at is null
          and refresh_tokens.created_at > ${now} - ${IDLE_DAYS} * interval '1 day'
          and api_sessions.id = refresh_tokens.session_id and ${goesOn(clock)}
          and people.id = api_sessions.person_id and people.left_on is null
        returning api_sessions.id, api_sessions.person_id
      ), renewed as (
        insert into refresh_tokens (hash, session_id, created_at) select ${newHash}, id, ${now} from used
      ), seen as (update api_sessions set seen_at = ${now} from used where api_sessions.id = used.id),
      ended as (
        update api_sessions set ended_at = ${now} from presented
        where api_sessions.id = presented.session_id and ended_at is null and not exists (select from used)
      )
      select id as "sessionId", person_id as "personId" from used`,
  )
  return rotated ?? null
}

/** A program's sign-in as its person sees it. */
export type ApiSessionShown = { id: string; program: string; createdAt: Instant; seenAt: Instant }

/** The programs that a person is signed in to, those used last first. */
export async function listApiSessions(db: Db, clock: Clock, personId: string): Promise<ApiSessionShown[]> {
  return rowsOf<ApiSessionShown>(
    db,
    sql`select id, program, ${zulu(sql`created_at`)} as "createdAt", ${zulu(sql`seen_at`)} as "seenAt"
      from api_sessions where person_id = ${personId} and ${goesOn(clock)} order by seen_at desc, id desc`,
  )
}

/** Ends a sign-in of a program of a person's own. False when there is none. */
export async function endApiSession(db: Db, clock: Clock, personId: string, id: string): Promise<boolean> {
  const rows = await rowsOf(
    db,
    sql`update api_sessions set ended_at = ${databaseNow(clock)}
      where id = ${id} and person_id = ${personId} and ended_at is null returning id`,
  )
  return rows.length === 1
}

/** An API token as its person sees it. */
export type ApiTokenShown = {
  id: string
  name: string
  scope: TokenScope
  createdAt: Instant
  expiresAt: Instant
  lastUsedAt: Instant | null
}

/** The API tokens of a person that are good, the newest first. */
export async function listApiTokens(db: Db, clock: Clock, personId: string): Promise<ApiTokenShown[]> {
  return rowsOf<ApiTokenShown>(
    db,
    sql`select ${tokenShown} from api_tokens where person_id = ${personId} and ${isGood(clock)} order by id desc`,
  )
}

/** Tokens that one person may have at a time. */
export const MOST_TOKENS = 20

/** Keeps a new API token under its hash; null when the person has as many as one may have. */
export async function addApiToken(
  db: Db,
  clock: Clock,
  {
    personId,
    name,
    hash,
    scope,
    days,
  }: { personId: string; name: string; hash: string; scope: TokenScope; days: number },
): Promise<ApiTokenShown | null> {
  const now = databaseNow(clock)
  const [token] = await rowsOf<ApiTokenShown>(
    db,
    sql`insert into api_tokens (id, person_id, name, hash, scope, created_at, expires_at)
      select ${newId()}::uuid, ${personId}::uuid, ${name}, ${hash}, ${scope}, ${now}, ${now} + ${days} * interval '1 day'
      where (select count(*) from api_tokens where person_id = ${personId} and ${isGood(clock)}) < ${MOST_TOKENS}::int
      returning ${tokenShown}`,
  )
  return token ?? null
}

/** Revokes an API token of a person's own. False when there is none. */
export async function revokeApiToken(db: Db, clock: Clock, personId: string, id: string): Promise<boolean> {
  const rows = await rowsOf(
    db,
    sql`update api_tokens set revoked_at = ${databaseNow(clock)}
      where id = ${id} and person_id = ${personId} and revoked_at is null returning id`,
  )
  return rows.length === 1
}

/** Uses an API token by its hash. Null when it is not good or its person has left. */
export async function useApiToken(
  db: Db,
  clock: Clock,
  hash: string,
): Promise<{ id: string; personId: string; scope: TokenScope } | null> {
  const [token] = await rowsOf<{ id: string; personId: string; scope: TokenScope }>(
    db,
    sql`update api_tokens set used_at = ${databaseNow(clock)} from people
      where hash = ${hash} and ${isGood(clock)} and people.id = person_id and people.left_on is null
      returning api_tokens.id, person_id as "personId", scope`,
  )
  return token ?? null
}

const tokenShown = sql`id, name, scope, ${zulu(sql`created_at`)} as "createdAt", ${zulu(sql`expires_at`)} as "expiresAt",
  ${zulu(sql`used_at`)} as "lastUsedAt"`

function goesOn(clock: Clock) {
  const now = databaseNow(clock)
  return sql`ended_at is null and api_sessions.created_at > ${now} - ${ABSOLUTE_DAYS} * interval '1 day'`
}

function isGood(clock: Clock) {
  return sql`revoked_at is null and expires_at > ${databaseNow(clock)}`
}
