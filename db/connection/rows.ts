import { getTableColumns, type PgTable, type SQL, sql } from './drizzle.ts'
import { isWorkedOut, workedOut } from './worked-out.ts'

/**
 * Inserts rows that go in as one JSON parameter, with every column of the table named.
 * @param rows objects with the names of the code; what is missing takes the column's default, or null
 * @param onlyIf a CTE of the same statement: nothing is inserted when it gave no row
 */
export function insertRows(table: PgTable, rows: readonly object[], onlyIf?: SQL): SQL {
  const json = JSON.stringify(rows.map((row) => rowOf(table, row)))
  const from = onlyIf ? sql`${onlyIf}, ` : sql``
  return sql`insert into ${table} select part.* from ${from}jsonb_populate_recordset(null::${table}, ${json}::jsonb) part`
}

/** An object as a row of the table: column names, what is worked out of others, and defaults for what is missing. */
export function rowOf(table: PgTable, values: object): Record<string, unknown> {
  const given = values as Record<string, unknown>
  return Object.fromEntries(
    columnsOf(table).map(({ key, name, fallback }) => [
      name,
      workedOutOf(key, given) ?? given[key] ?? fallback,
    ]),
  )
}

function workedOutOf(key: string, given: Record<string, unknown>): string | null {
  if (!isWorkedOut(key)) return null
  const { from, by } = workedOut[key]
  const text = given[from]
  return typeof text === 'string' ? by(text) : null
}

/**
 * A column of a row that is changed, as it is to be set. What is worked out of another column stays while that one
 * does: two rows from before a rule may be the same by it, and each can still be changed.
 */
export function assigned(
  table: PgTable,
  { key, column }: { key: string; column: SQL | ReturnType<typeof sql.identifier> },
): SQL {
  if (!isWorkedOut(key)) return sql`${column} = wanted.${column}`
  const from = sql.identifier(workedOut[key].from)
  return sql`${column} = case when ${table}.${from} = wanted.${from} then ${table}.${column} else wanted.${column} end`
}

/** The columns of a table: their names in the code and in the database. */
export function columnsOf(table: PgTable) {
  return Object.entries(getTableColumns(table)).map(([key, { name, default: initial }]) => ({
    key,
    name,
    column: sql.identifier(name),
    fallback: initial ?? null,
  }))
}
