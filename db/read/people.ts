import { type Db, rowsOf } from '#db/connection/connect.ts'
import { and, eq, isNull, sql } from '#db/connection/drizzle.ts'
import {
  actionContributors,
  actions,
  agencies,
  memberships,
  people,
  plans,
  priorities,
} from '#db/schema/index.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import type { Role } from '#workflows/engine/policy.ts'
import { isMailboxOf } from './same-person.ts'

export type Person = { id: string; name: string; email: string; post: string; agency: string | null }

/** A person who has not left, or null. */
export async function findPerson(db: Db, personId: string): Promise<Person | null> {
  const [person] = await selectPeople(db).where(and(eq(people.id, personId), isNull(people.leftOn)))
  return person ?? null
}

/** A person who has not left, by their email address in whatever writing, or null. */
export async function findPersonByEmail(db: Db, email: string): Promise<Person | null> {
  const { where, first } = isMailboxOf(email)
  const [person] = await selectPeople(db)
    .where(and(where, isNull(people.leftOn)))
    .orderBy(first)
    .limit(1)
  return person ?? null
}

export type PersonWithTies = Person & {
  memberships: { planId: string; plan: string; role: Role }[]
  leads: string[]
  owns: number
  contributes: number
}

/** Everybody who has not left, with what they are in which plan, by name. */
export async function listPeople(db: Db): Promise<PersonWithTies[]> {
  return rowsOf<PersonWithTies>(
    db,
    sql`select ${people.id}, ${people.name}, ${people.email}, ${people.post}, ${agencies.name} as agency,
      coalesce((select jsonb_agg(jsonb_build_object('planId', ${plans.id}, 'plan', ${plans.title}, 'role', ${memberships.role})
        order by ${inReadingOrder(sql`${plans.title}`)}, ${plans.id})
        from ${memberships} join ${plans} on ${plans.id} = ${memberships.planId} where ${memberships.personId} = ${people.id}), '[]') as memberships,
      coalesce((select jsonb_agg(${priorities.ref} order by ${priorities.position})
        from ${priorities} where ${priorities.leadId} = ${people.id}), '[]') as leads,
      (select count(*)::int from ${actions} where ${actions.ownerId} = ${people.id}) as owns,
      (select count(*)::int from ${actionContributors} where ${actionContributors.personId} = ${people.id}) as contributes
    from ${people} left join ${agencies} on ${agencies.id} = ${people.agencyId}
    where ${people.leftOn} is null order by ${inReadingOrder(sql`${people.name}`)}, ${people.id}`,
  )
}

/** What a person is in each plan they are a member of. */
export async function membershipsOf(db: Db, personId: string) {
  return db
    .select({ planId: plans.id, plan: plans.title, role: memberships.role })
    .from(memberships)
    .innerJoin(plans, eq(plans.id, memberships.planId))
    .where(eq(memberships.personId, personId))
    .orderBy(inReadingOrder(sql`${plans.title}`), plans.id)
}

function selectPeople(db: Db) {
  return db
    .select({
      id: people.id,
      name: people.name,
      email: people.email,
      post: people.post,
      agency: agencies.name,
    })
    .from(people)
    .leftJoin(agencies, eq(agencies.id, people.agencyId))
}
