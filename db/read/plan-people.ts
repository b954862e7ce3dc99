import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { agencies, people } from '#db/schema/index.ts'
import { peopleOfPlan } from './mail.ts'
import type { Person } from './people.ts'

/** The people of a plan who have not left, in whatever way they take part in it, by name. */
export async function planPeople(db: Db, planId: string): Promise<Omit<Person, 'email'>[]> {
  return rowsOf(
    db,
    sql`select ${people.id}, ${people.name}, ${people.post}, ${agencies.name} as agency
    from ${people} left join ${agencies} on ${agencies.id} = ${people.agencyId}
    where ${people.id} in ${peopleOfPlan(sql`${planId}`)} and ${people.leftOn} is null
    order by ${people.name}, ${people.id}`,
  )
}
