import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { type Clock, databaseNow } from '../clock.ts'
import { type Db, rowsOf } from '../connect.ts'
import { people, sessions } from '../schema/index.ts'

/** Days after which an unused session ends, and after which any session does. */
const IDLE_DAYS = 7
const ABSOLUTE_DAYS = 30

/** Keeps a new session under the hash of what the browser holds. */
export async function startSession(
  db: Db,
  clock: Clock,
  session: { hash: string; personId: string },
): Promise<void> {
  await rowsOf(
    db,
    sql`insert into ${sessions} (hash, person_id, created_at, seen_at)
      values (${session.hash}, ${session.personId}, ${databaseNow(clock)}, ${databaseNow(clock)})`,
  )
}

/** The person of a session that has neither ended nor lain idle for too long, and who has not left. */
export async function findSession(
  db: Db,
  clock: Clock,
  hash: string,
): Promise<{ id: string; name: string } | null> {
  const [person] = await db
    .select({ id: people.id, name: people.name })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(
      and(
        eq(sessions.hash, hash),
        isNull(people.leftOn),
        gt(sessions.seenAt, sql`${databaseNow(clock)} - ${IDLE_DAYS} * interval '1 day'`),
        gt(sessions.createdAt, sql`${databaseNow(clock)} - ${ABSOLUTE_DAYS} * interval '1 day'`),
      ),
    )
  return person ?? null
}

/** Notes that a session was used; at most once an hour, so that reading pages does not write. */
export async function touchSession(db: Db, clock: Clock, hash: string): Promise<void> {
  await rowsOf(
    db,
    sql`update ${sessions} set seen_at = ${databaseNow(clock)}
      where hash = ${hash} and seen_at < ${databaseNow(clock)} - interval '1 hour'`,
  )
}

/** Ends a session at once. */
export async function endSession(db: Db, hash: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.hash, hash))
}
