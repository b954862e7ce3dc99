import { type SQL, sql } from '#db/connection/drizzle.ts'
import { people } from '#db/schema/index.ts'

/**
 * Whether a person has not left, as a condition of a write that gives them something to answer for. A person who is
 * just leaving is waited for.
 */
export function stillHere(personId: string): SQL {
  return sql`exists (select from ${people} where ${people.id} = ${personId} and ${people.leftOn} is null for share)`
}
