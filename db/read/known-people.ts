import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { people } from '#db/schema/index.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import type { Known } from '#workflows/exchange/people/person-for.ts'

/** Everybody of whom an owner in a spreadsheet may be one, by name; those who left are told, and own nothing. */
export function knownPeople(db: Db): Promise<Known[]> {
  return rowsOf<Known>(
    db,
    sql`select ${people.name}, ${people.email}, ${people.post}, ${people.leftOn} is not null as "hasLeft"
      from ${people} order by ${inReadingOrder(sql`${people.name}`)}, ${people.id}`,
  )
}
