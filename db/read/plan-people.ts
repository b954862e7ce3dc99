import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { agencies, people } from '#db/schema/index.ts'
import { peopleOf, peopleOfPlan } from './mail.ts'
import type { Person } from './people.ts'

/**
 * Whom the forms of a plan offer, by name: its people who have not left, in whatever way they take part in it, and
 * those who are listed and take part in no plan yet, as after they were added only to own.
 */
export async function planPeople(db: Db, planId: string): Promise<Omit<Person, 'email'>[]> {
  return rowsOf(
    db,
    sql`select ${people.id}, ${people.name}, ${people.post}, ${agencies.name} as agency
    from ${people} left join ${agencies} on ${agencies.id} = ${people.agencyId}
    where (${people.id} in ${peopleOfPlan(sql`${planId}`)} or ${people.id} not in ${peopleOf(sql`(select id from plans)`)})
      and ${people.leftOn} is null
    order by ${people.name}, ${people.id}`,
  )
}
