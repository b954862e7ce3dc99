import type { Db } from '#db/connection/connect.ts'
import { and, eq } from '#db/connection/drizzle.ts'
import { deliveries, memberships, people } from '#db/schema/index.ts'
import type { CastName, TestPlan } from './plans.ts'

/** The address of the people of a plan. */
export const listOf = (plan: TestPlan): string => `/plans/${plan.planId}/people`

/** The address of one of them. */
export const pageOf = (plan: TestPlan, who: CastName): string => `${listOf(plan)}/${plan.people[who]}`

/** A person's entry as it is kept. */
export async function entryOf(db: Db, personId: string) {
  const [row] = await db.select().from(people).where(eq(people.id, personId))
  if (!row) throw new Error('the person is gone')
  return row
}

/** The entry with this address, if there is one. */
export async function entryByEmail(db: Db, email: string) {
  const [row] = await db.select().from(people).where(eq(people.email, email))
  return row
}

/** The role of a person in a plan, if they have one. */
export async function roleOf(db: Db, { planId }: TestPlan, personId: string) {
  const [row] = await db
    .select()
    .from(memberships)
    .where(and(eq(memberships.planId, planId), eq(memberships.personId, personId)))
  return row?.role
}

/** What is mailed to a person: kind, state and address of each. */
export async function mailTo(db: Db, personId: string) {
  const rows = await db.select().from(deliveries).where(eq(deliveries.personId, personId))
  return rows.map(({ kind, state, toAddress }) => [kind, state, toAddress])
}

let made = 0

/** An address that nobody has. */
export const newAddress = (): string => `nia.${++made}@council.example`
