import { check, customType, integer, sql, text, uuid } from '#db/connection/drizzle.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'

/** A moment, kept to the millisecond and read as ISO 8601 in UTC with `Z`, whatever the server's time zone. */
export const instant = customType<{ data: Instant; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  fromDriver: (value) => new Date(value).toISOString(),
})

/** The primary key of every table: a UUIDv7 made by the application. */
export const id = () => uuid('id').primaryKey()

/** Counts the changes to a row and to all that belongs to it. */
export const version = () => integer('version').notNull()

/**
 * Counts the writes that a closing guard over this row's contents has to know of: such a write adds one, and the
 * guarded write compares. It is no part of what the row says.
 */
export const tally = () => integer('tally').notNull().default(0)

/** Plain text that is always there, empty where nothing was said. */
export const prose = (name: string) => text(name).notNull().default('')

/**
 * What a row is compared by, so that no two are the same (see `workedOut`). Null until it is worked out, for a row from
 * before there was the rule; compared letter by letter, whatever the language of the database.
 */
export const comparedBy = customType<{ data: string }>({ dataType: () => 'text collate "C"' })

/** A check that a column holds one of the names the code knows: the same list, so that neither can drift. */
export function oneOf(name: string, column: string, values: readonly string[]) {
  return check(name, sql.raw(`"${column}" in (${values.map((value) => `'${value}'`).join(', ')})`))
}
