import { type SQL, sql } from '#db/connection/drizzle.ts'

const zeros = '0'.repeat(40)

/**
 * What references are sorted by, so that `P1.S2` comes before `P1.S10`: every number is written with 40 digits, which
 * is as long as a reference may be. `compareRefs` is the same rule in TypeScript, with the reference itself after it.
 * @param ref the reference, as SQL
 */
export function inReferenceOrder(ref: SQL): SQL {
  const long = sql`regexp_replace(${ref}, '([0-9]+)', ${sql.raw(`'${zeros}\\1'`)}, 'g')`
  return sql`(regexp_replace(${long}, '[0-9]*([0-9]{40})', '\\1', 'g') collate "C")`
}
