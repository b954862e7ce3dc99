import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'

/**
 * What every table holds, as one short text a table: the place and the writer of each row. It is another after any
 * write, also one that sets what was there before.
 * @param except tables that may change
 */
export async function digestOf(db: Db, except: readonly string[] = []): Promise<Record<string, string>> {
  const tables = await rowsOf<{ name: string }>(
    db,
    sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  )
  const asked = tables
    .filter(({ name }) => !except.includes(name))
    .map(
      ({ name }) =>
        sql`select ${name} as name, count(*) || ' ' || coalesce(md5(string_agg(ctid || ' ' || xmin, ',' order by ctid)), '') as digest from ${sql.identifier(name)}`,
    )
  const rows = await rowsOf<{ name: string; digest: string }>(
    db,
    sql`${sql.join(asked, sql` union all `)} order by 1`,
  )
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]))
}
