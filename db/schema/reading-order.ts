import { type SQL, sql } from '#db/connection/drizzle.ts'

/**
 * What names and titles are sorted by, so that they stand as people read them whatever the database's own order is:
 * without accents, capitals and apostrophes, numbers by their value, and where that is the same by the text itself.
 * `compareNames` is the same rule in TypeScript.
 * @param text the name or title, as SQL
 */
export function inReadingOrder(text: SQL): SQL {
  return sql`(reading_order(${text}) collate "C")`
}
