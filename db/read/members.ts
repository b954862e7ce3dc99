import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { jsonOf } from '#db/connection/json-sql.ts'
import type { Read } from '#db/connection/worked-out.ts'
import { agencies, memberships, people, recommendations } from '#db/schema/index.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import { inReferenceOrder } from '#db/schema/reference-order.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { Role } from '#workflows/engine/policy.ts'

export type Member = {
  personId: string
  name: string
  post: string
  agency: string | null
  role: Role
  leftOn: Day | null
}

/** The members of a plan by name, those who have left among them. */
export async function membersOf(db: Db, planId: string): Promise<Member[]> {
  return rowsOf<Member>(
    db,
    sql`select ${people.id} as "personId", ${people.name}, ${people.post}, ${agencies.name} as agency,
      ${memberships.role}, ${people.leftOn}::text as "leftOn"
    from ${memberships} join ${people} on ${people.id} = ${memberships.personId}
    left join ${agencies} on ${agencies.id} = ${people.agencyId}
    where ${memberships.planId} = ${planId} order by ${inReadingOrder(sql`${people.name}`)}, ${people.id}`,
  )
}

/** The recommendations of a plan in their order. */
export async function recommendationsOf(db: Db, planId: string) {
  const rows = await rowsOf<{ row: Read<typeof recommendations.$inferSelect> }>(
    db,
    sql`select ${jsonOf(recommendations)} as row from ${recommendations} where ${recommendations.planId} = ${planId}
      order by ${recommendations.position}, ${inReferenceOrder(sql`${recommendations.ref}`)}`,
  )
  return rows.map(({ row }) => row)
}

/** The plans that a person administers. */
export async function plansAdministeredBy(db: Db, personId: string): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    db,
    sql`select ${memberships.planId} as id from ${memberships}
      where ${memberships.personId} = ${personId} and ${memberships.role} = 'administrator'`,
  )
  return rows.map(({ id }) => id)
}

export type AgencyRow = Read<typeof agencies.$inferSelect>

/** Every agency by name. */
export async function listAgencies(db: Db): Promise<AgencyRow[]> {
  const rows = await rowsOf<{ agency: AgencyRow }>(
    db,
    sql`select ${jsonOf(agencies)} as agency from ${agencies} order by ${inReadingOrder(sql`${agencies.name}`)}, ${agencies.id}`,
  )
  return rows.map(({ agency }) => agency)
}
