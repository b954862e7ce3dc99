import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../connect.ts'

/** How many migrations the database has. Fails when the database is away. */
export async function countMigrations(db: Db): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    db,
    sql`select count(*)::int from drizzle.__drizzle_migrations`,
  )
  return row?.count ?? 0
}

/** Weeks of digests that should have been sent by now and are not: planned but open an hour after they were due. */
export async function lateWeeks(db: Db, now: string): Promise<string[]> {
  const rows = await rowsOf<{ week: string }>(
    db,
    sql`select week from digest_weeks where closed_at is null and due_at < ${now}::timestamptz - interval '1 hour' order by week`,
  )
  return rows.map(({ week }) => week)
}
