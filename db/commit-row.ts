import { type SQL, sql } from 'drizzle-orm'
import type { EventRow } from './commit.ts'
import { type Db, rowsOf } from './connect.ts'
import { columnsOf, insertRows, rowOf } from './rows.ts'
import { events, memberships, plans, priorities } from './schema/index.ts'

type Versioned = { id: string; version: number }

/**
 * Writes a plan or priority and its history row in one statement.
 * @param before as it was read; null when it is new
 * @param after as it stands afterwards, one version on
 * @param member who becomes a member with it, for a new plan
 * @returns whether it was written: not when the version has moved on
 */
export async function commitRow<T extends Versioned>(
  db: Db,
  table: typeof plans | typeof priorities,
  {
    before,
    after,
    event,
    member,
  }: { before: Versioned | null; after: T; event: EventRow; member?: typeof memberships.$inferInsert },
): Promise<boolean> {
  const joined = member ? sql`, joined as (${insertRows(memberships, [member], sql`moved`)})` : sql``
  const written = await rowsOf(
    db,
    sql`with moved as (${before ? updateRow(table, before, after) : insertRow(table, after)}),
      history as (${insertRows(events, [event], sql`moved`)})${joined}
      select moved.id from moved`,
  )
  return written.length === 1
}

function updateRow(table: typeof plans | typeof priorities, before: Versioned, after: object): SQL {
  const fields = columnsOf(table).filter(({ key }) => key !== 'id' && key !== 'createdAt')
  const assignments = fields.map(({ column }) => sql`${column} = wanted.${column}`)
  return sql`update ${table} set ${sql.join(assignments, sql`, `)}
    from jsonb_populate_record(null::${table}, ${JSON.stringify(rowOf(table, after))}::jsonb) wanted
    where ${table.id} = wanted.id and ${table.version} = ${before.version} returning ${table.id}`
}

function insertRow(table: typeof plans | typeof priorities, after: object): SQL {
  return sql`${insertRows(table, [after])} returning id`
}
