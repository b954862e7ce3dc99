import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'

/** The last eight digits of every id become a mark and the number of the copy: the rest tells apart the ids of a plan. */
const ids = '([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{4})[0-9a-f]{8}'
const MARK = 'c0b7'

const isCopy = sql`to_jsonb(each)::text ~ ${`-[0-9a-f]{4}${MARK}[0-9a-f]{4}"|@copy[0-9]+[.]`}`

/**
 * Copies the rows of every table, so that plans like the one that is there stand beside it, each with ids, people,
 * addresses and a history of its own. What is unique and names no id, like an agency, is not copied.
 * @param db a superuser's, with triggers and references off
 * @param copies the numbers of the first and the last, which no earlier copy has had
 */
export async function copyPlans(db: Db, copies: { first: number; last: number }): Promise<void> {
  const tables = await rowsOf<{ name: string }>(
    db,
    sql`select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'idempotency_keys' order by 1`,
  )
  for (const { name } of tables) {
    const table = sql.identifier(name)
    await rowsOf(
      db,
      sql`insert into ${table} select copy.*
        from (select to_jsonb(each)::text as row from ${table} each where not (${isCopy})) first
        cross join generate_series(${copies.first}::int, ${copies.last}::int) number
        cross join lateral jsonb_populate_record(null::${table}, regexp_replace(
          regexp_replace(first.row, ${ids}, '\\1' || ${MARK}::text || lpad(to_hex(number), 4, '0'), 'g'),
          '@', '@copy' || number || '.', 'g')::jsonb) copy
        on conflict do nothing`,
    )
  }
}
