import { type SQL, sql } from './drizzle.ts'

/**
 * The id that lies `number` after a UUIDv7 made here: the last 48 bits count on, so the rows of one statement get
 * distinct ids that sort in order, on servers that make none themselves too.
 */
export function idAfter(first: string, number: SQL): SQL {
  const tail = sql`('x' || ${first.slice(-12)})::bit(48)::bigint`
  return sql`(${first.slice(0, -12)} || lpad(to_hex((${tail} + ${number}) & x'ffffffffffff'::bigint), 12, '0'))::uuid`
}
