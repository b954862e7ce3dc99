import { getTableColumns, type PgTable, type SQL, sql } from './drizzle.ts'
import { isWorkedOut } from './worked-out.ts'

/**
 * A row of a table as a JSON object whose names are those of the code: days as `YYYY-MM-DD`, moments as ISO 8601
 * with `Z`. What is worked out of other columns is not in it.
 * @param table the table, under its own name in the statement
 * @param leaveOut names not wanted
 */
export function jsonOf(table: PgTable, leaveOut: readonly string[] = []): SQL {
  const pairs = toldColumns(table, leaveOut).map(([key, value]) => sql`${sql.raw(`'${key}'`)}, ${value}`)
  // A function takes at most 100 arguments, and a wide table has more names and values than that.
  const chunks = Array.from({ length: Math.ceil(pairs.length / 40) }, (_, at) =>
    pairs.slice(at * 40, at * 40 + 40),
  )
  return sql.join(
    chunks.map((chunk) => sql`jsonb_build_object(${sql.join(chunk, sql`, `)})`),
    sql` || `,
  )
}

/** The columns of a table under the names of the code, with values as `jsonOf` tells them, to be selected. */
export function namedColumns(table: PgTable, leaveOut: readonly string[] = []): SQL {
  return sql.join(
    toldColumns(table, leaveOut).map(([key, value]) => sql`${value} as ${sql.identifier(key)}`),
    sql`, `,
  )
}

function toldColumns(table: PgTable, leaveOut: readonly string[]): [key: string, value: SQL][] {
  return Object.entries(getTableColumns(table))
    .filter(([key]) => !leaveOut.includes(key) && !isWorkedOut(key))
    .map(([key, column]) => [
      key,
      column.getSQLType().startsWith('timestamp') ? zulu(sql`${column}`) : sql`${column}`,
    ])
}

/**
 * Rows as one JSON array in the order that they are selected in, null when there are none. Every row is made by one
 * function of PostgreSQL, which costs a third of `jsonRows`.
 */
export function jsonList(select: SQL): SQL {
  return sql`(select json_agg(each) from (${select}) each)`
}

/** Rows of a table as one JSON array, empty when there are none. */
export function jsonRows(row: SQL, from: SQL, orderBy: SQL): SQL {
  return sql`coalesce((select jsonb_agg(${row} order by ${orderBy}) from ${from}), '[]'::jsonb)`
}

/** A moment as ISO 8601 text in UTC, to the millisecond. */
export function zulu(moment: SQL): SQL {
  return sql`to_char(${moment} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}
