import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'

/** Events of an action or a plan that follow its newest, and tell that something else of it was changed. */
export async function addHistory(
  db: Db,
  table: 'actions' | 'plans',
  id: string,
  number: number,
): Promise<void> {
  await rowsOf(
    db,
    sql`insert into events select made.* from generate_series(1, ${number}::int) n,
      (select to_jsonb(events) as row, version from events where aggregate_id = ${id} order by version desc limit 1) newest,
      jsonb_populate_record(null::events, newest.row || jsonb_build_object('id', overlay(gen_random_uuid()::text placing '7' from 15)::uuid,
        'version', newest.version + n, 'event', 'edit', 'payload', '{}'::jsonb)) made`,
  )
  await rowsOf(db, sql`update ${sql.identifier(table)} set version = version + ${number} where id = ${id}`)
}
