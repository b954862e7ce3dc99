import { and, asc, eq, sql } from 'drizzle-orm'
import type { PlanSettings } from '#workflows/plan-settings.ts'
import type { Role } from '#workflows/policy.ts'
import type { Db } from '../connect.ts'
import { horizons, memberships, plans, priorities } from '../schema/index.ts'
import { plansSeenBy } from './sight.ts'

export type PlanRow = typeof plans.$inferSelect
export type PriorityRow = typeof priorities.$inferSelect
export type HorizonRow = typeof horizons.$inferSelect

/** The plans a person may see, newest first. */
export async function listPlans(db: Db, personId: string): Promise<PlanRow[]> {
  return db
    .select()
    .from(plans)
    .where(sql`${plans.id} in ${plansSeenBy(personId)}`)
    .orderBy(asc(plans.title), asc(plans.id))
}

/** A plan that the person may see, or null. */
export async function readPlan(db: Db, personId: string, planId: string): Promise<PlanRow | null> {
  const [plan] = await db
    .select()
    .from(plans)
    .where(and(eq(plans.id, planId), sql`${plans.id} in ${plansSeenBy(personId)}`))
  return plan ?? null
}

/** The windows of a plan, short to long. */
export async function horizonsOf(db: Db, planId: string): Promise<HorizonRow[]> {
  return db.select().from(horizons).where(eq(horizons.planId, planId)).orderBy(asc(horizons.firstOn))
}

/** The priorities of a plan in their order; of all plans the person sees when no plan is named. */
export async function listPriorities(
  db: Db,
  personId: string,
  planId: string | null,
): Promise<PriorityRow[]> {
  const seen = sql`${priorities.planId} in ${plansSeenBy(personId)}`
  return db
    .select()
    .from(priorities)
    .where(planId === null ? seen : and(eq(priorities.planId, planId), seen))
    .orderBy(asc(priorities.planId), asc(priorities.position))
}

/** A priority of a plan that the person may see, or null. */
export async function readPriority(
  db: Db,
  personId: string,
  priorityId: string,
): Promise<PriorityRow | null> {
  const [priority] = await db
    .select()
    .from(priorities)
    .where(and(eq(priorities.id, priorityId), sql`${priorities.planId} in ${plansSeenBy(personId)}`))
  return priority ?? null
}

/** What a person may do in a plan by membership; null for one who is no member. */
export async function roleIn(db: Db, personId: string, planId: string): Promise<Role | null> {
  const [membership] = await db
    .select({ role: memberships.role })
    .from(memberships)
    .where(and(eq(memberships.personId, personId), eq(memberships.planId, planId)))
  return membership?.role ?? null
}

/** The thresholds of a plan. */
export function settingsOf(plan: PlanRow): PlanSettings {
  const { closure, dueSoonDays, staleDays, farLateDays, embedAfterDays, oftenExtended } = plan
  return { closure, dueSoonDays, staleDays, farLateDays, embedAfterDays, oftenExtended }
}
