import { PgDialect, type SQL, sql } from './drizzle.ts'

const dialect = new PgDialect()

/**
 * The same part of a statement, as text once and for all. The query builder would put it together anew for each
 * statement, which takes longer than the database needs for a simple one.
 * @throws when the part holds values: it would keep those of the first time
 */
export function writtenOut(part: SQL): SQL {
  const { sql: text, params } = dialect.sqlToQuery(part)
  if (params.length > 0) throw new Error('A part with values in it cannot be written out once and for all.')
  return sql.raw(text)
}
