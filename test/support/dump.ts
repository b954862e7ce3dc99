import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'

/** Every row of every table as text, and every file as it was sent: what a dump of the database would say. */
export async function dumpOf(db: Db): Promise<string> {
  const tables = await rowsOf<{ name: string }>(
    db,
    sql`select tablename as name from pg_tables where schemaname = 'public'`,
  )
  const rows = await Promise.all(
    tables.map(({ name }) =>
      rowsOf<{ text: string }>(db, sql`select each::text as text from ${sql.identifier(name)} each`),
    ),
  )
  const files = await rowsOf<{ text: string }>(db, sql`select encode(content, 'escape') as text from files`)
  return [...rows.flat(), ...files].map(({ text }) => text).join('\n')
}
