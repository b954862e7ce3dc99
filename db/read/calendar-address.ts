import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { zulu } from '#db/connection/json-sql.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'

/**
 * Makes the address of a person's calendar, in one statement. The one before it is revoked.
 * @param hash of its secret, which is kept nowhere
 * @returns when it was made; null where another was made at the same moment, or the person has left
 */
export async function makeCalendarAddress(
  db: Db,
  clock: Clock,
  { personId, hash }: { personId: string; hash: string },
): Promise<Instant | null> {
  const now = databaseNow(clock)
  const [made] = await rowsOf<{ createdAt: Instant }>(
    db,
    sql`with owner as materialized (select id from people where id = ${personId} and left_on is null for share),
      revoked as (
        update calendar_addresses set revoked_at = ${now}, revoked_by = owner.id
        from owner where person_id = owner.id and revoked_at is null returning calendar_addresses.id
      )
      insert into calendar_addresses (id, person_id, hash, created_at)
      select ${newId()}::uuid, owner.id, ${hash}, ${now} from owner where (select count(*) from revoked) < 2
      on conflict do nothing returning ${zulu(sql`created_at`)} as "createdAt"`,
  )
  return made?.createdAt ?? null
}

/** When the address of a person's calendar was made; null where they have none. */
export async function calendarAddressOf(db: Db, personId: string): Promise<Instant | null> {
  const [row] = await rowsOf<{ createdAt: Instant }>(
    db,
    sql`select ${zulu(sql`created_at`)} as "createdAt" from calendar_addresses
      where person_id = ${personId} and revoked_at is null`,
  )
  return row?.createdAt ?? null
}

/** Revokes the address of a person's own calendar, if there is one. */
export async function revokeCalendarAddress(db: Db, clock: Clock, personId: string): Promise<void> {
  await rowsOf(
    db,
    sql`update calendar_addresses set revoked_at = ${databaseNow(clock)}, revoked_by = person_id
      where person_id = ${personId} and revoked_at is null`,
  )
}

/** Whose calendar is at the address with this hash. Null where it is unknown or revoked, or its person has left. */
export async function personOfCalendar(db: Db, hash: string): Promise<{ id: string; name: string } | null> {
  const [person] = await rowsOf<{ id: string; name: string }>(
    db,
    sql`select people.id, people.name from calendar_addresses join people on people.id = person_id
      where hash = ${hash} and revoked_at is null and left_on is null`,
  )
  return person ?? null
}
