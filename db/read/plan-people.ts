import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { agencies, people } from '#db/schema/index.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import { peopleOf, peopleOfPlan } from './people-of.ts'
import type { Person } from './people.ts'

/** A person whom a form of a plan offers, and whether they take part in that plan. */
export type PersonOffered = Omit<Person, 'email'> & { isOfPlan: boolean }

/**
 * Whom the forms of a plan offer, by name: its people who have not left, in whatever way they take part in it, and
 * those who are listed and take part in no plan yet, as after they were added only to own.
 * @param others whom besides its people: those of no plan, or everybody who has not left
 */
export async function planPeople(
  db: Db,
  planId: string,
  others: 'ofNoPlan' | 'everybody' = 'ofNoPlan',
): Promise<PersonOffered[]> {
  const isOfPlan = sql`${people.id} in ${peopleOfPlan(sql`${planId}`)}`
  const besides =
    others === 'everybody' ? sql`true` : sql`${people.id} not in ${peopleOf(sql`(select id from plans)`)}`
  return rowsOf(
    db,
    sql`select ${people.id}, ${people.name}, ${people.post}, ${agencies.name} as agency, ${isOfPlan} as "isOfPlan"
    from ${people} left join ${agencies} on ${agencies.id} = ${people.agencyId}
    where (${isOfPlan} or ${besides}) and ${people.leftOn} is null
    order by ${inReadingOrder(sql`${people.name}`)}, ${people.id}`,
  )
}
