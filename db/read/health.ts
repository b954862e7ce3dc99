import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'

/** How many migrations the database has. Fails when the database is away. */
export async function countMigrations(db: Db): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    db,
    sql`select count(*)::int from drizzle.__drizzle_migrations`,
  )
  return row?.count ?? 0
}
