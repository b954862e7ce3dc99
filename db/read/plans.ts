import { type Db, rowsOf } from '#db/connection/connect.ts'
import { and, asc, eq, inArray, type SQL, sql } from '#db/connection/drizzle.ts'
import { jsonOf } from '#db/connection/json-sql.ts'
import type { Read } from '#db/connection/worked-out.ts'
import { horizons, memberships, plans, priorities } from '#db/schema/index.ts'
import { type Day, endOfLondonDay } from '#workflows/calendar/calendar.ts'
import type { CallInSettings } from '#workflows/decision/call-in.ts'
import type { Role } from '#workflows/engine/policy.ts'
import type { PlanSettings, ReminderSettings } from '#workflows/plan/plan-settings.ts'
import { tablesAsAt } from './as-at.ts'
import { beyond, type Key, nameKey, orderBy, placeOf } from './keyset.ts'
import { notWithdrawn, plansSeenBy } from './sight.ts'

export type PlanRow = Omit<typeof plans.$inferSelect, 'tally'>
export type PriorityRow = Omit<Read<typeof priorities.$inferSelect>, 'tally'>
export type HorizonRow = typeof horizons.$inferSelect

/** Which part of a list is wanted, and of which day. */
export type Part = {
  limit: number
  /** Where the page before ended, as it said in `next`. */
  after?: string[] | null | undefined
  /** As at the end of this London day; now, when left out or null. */
  asAt?: Day | null | undefined
}
export type Paged<T> = { items: T[]; next: string[] | null }

export const planKeys: Key[] = [nameKey(sql`${plans.title}`), { by: sql`${plans.id}`, type: 'uuid' }]
export const priorityKeys: Key[] = [
  { by: sql`${priorities.planId}`, type: 'uuid' },
  { by: sql`${priorities.position}`, type: 'integer' },
  { by: sql`${priorities.id}`, type: 'uuid' },
]

/** The plans a person may see, by title. */
export async function listPlans(db: Db, personId: string): Promise<PlanRow[]> {
  return (await pagePlans(db, personId, { limit: MANY })).items
}

/** One page of the plans a person may see, by title. What was withdrawn is read by its address alone. */
export async function pagePlans(db: Db, personId: string, part: Part): Promise<Paged<PlanRow>> {
  return paged(db, plans, planKeys, plansSeenBy(personId), sql`${plans.state} <> 'withdrawn'`, part)
}

/** A plan that the person may see, or null: one they may not see, or that did not exist on that day. */
export async function readPlan(
  db: Db,
  personId: string,
  planId: string,
  asAt: Day | null = null,
): Promise<PlanRow | null> {
  const theirs = sql`(select plan_id from ${plansSeenBy(personId)} mine where plan_id = ${planId})`
  const { items } = await paged<PlanRow>(db, plans, planKeys, theirs, sql`true`, { limit: 1, asAt })
  return items[0] ?? null
}

/** The windows of a plan, short to long. */
export async function horizonsOf(db: Db, planId: string): Promise<HorizonRow[]> {
  return horizonsOfAll(db, [planId])
}

/** The windows of several plans, short to long. */
export async function horizonsOfAll(db: Db, planIds: string[]): Promise<HorizonRow[]> {
  return db.select().from(horizons).where(inArray(horizons.planId, planIds)).orderBy(asc(horizons.firstOn))
}

/** The priorities of a plan in their order; of all plans the person sees when no plan is named. */
export async function listPriorities(
  db: Db,
  personId: string,
  planId: string | null,
): Promise<PriorityRow[]> {
  return (await pagePriorities(db, personId, planId, { limit: MANY })).items
}

/** One page of the priorities of a plan, or of all plans the person sees. */
export async function pagePriorities(
  db: Db,
  personId: string,
  planId: string | null,
  part: Part,
): Promise<Paged<PriorityRow>> {
  const named = planId === null ? notWithdrawn(sql`plan_id`) : sql`plan_id = ${planId}`
  const theirs = sql`(select plan_id from ${plansSeenBy(personId)} mine where ${named})`
  return paged(db, priorities, priorityKeys, theirs, sql`true`, part)
}

/** A priority of a plan that the person may see, or null: also when it did not exist on that day. */
export async function readPriority(
  db: Db,
  personId: string,
  priorityId: string,
  asAt: Day | null = null,
): Promise<PriorityRow | null> {
  const where = sql`${priorities.id} = ${priorityId}`
  const theirs = sql`(select plan_id from ${plansSeenBy(personId)} mine where plan_id in (select ${priorities.planId} from ${priorities} where ${where}))`
  const { items } = await paged<PriorityRow>(db, priorities, priorityKeys, theirs, where, { limit: 1, asAt })
  return items[0] ?? null
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

/** When a plan's weekly emails go, whom its overdue actions reach, and whether they may be answered by a link. */
export function remindersOf(plan: PlanRow): ReminderSettings {
  const { digestWeekday, digestHour, bankHolidays, answersByLink, ...levels } = plan
  const { escalateLeadDays, escalateChairDays, escalateAgendaDays } = levels
  return {
    digestWeekday,
    digestHour,
    bankHolidays,
    escalateLeadDays,
    escalateChairDays,
    escalateAgendaDays,
    answersByLink,
  }
}

/** How long decisions of a plan can be called in, and by whom. */
export function callInOf({ callInDays, callInKind, callInHour, callInWho }: PlanRow): CallInSettings {
  return { callInDays, callInKind, callInHour, callInWho }
}

const MANY = 10_000

/** A page of plans or priorities of the plans that the subquery gives, in the order of the keys. */
async function paged<Row>(
  db: Db,
  table: typeof plans | typeof priorities,
  keys: Key[],
  planIds: SQL,
  where: SQL,
  { limit, after, asAt }: Part,
): Promise<Paged<Row>> {
  const past = asAt ? sql`, ${tablesAsAt(endOfLondonDay(asAt), sql`(select plan_id from seen)`)}` : sql``
  const planId = 'planId' in table ? table.planId : table.id
  const found = await rowsOf<{ row: Row; place: string[] }>(
    db,
    sql`with seen as materialized ${planIds}${past}
      select ${jsonOf(table, ['tally'])} as row, ${placeOf(keys)} as place from ${table}
      where ${planId} in (select plan_id from seen) and ${where} and ${after ? beyond(keys, after) : sql`true`}
      order by ${orderBy(keys)} limit ${limit + 1}`,
  )
  const page = found.slice(0, limit)
  return {
    items: page.map(({ row }) => row),
    next: found.length > limit ? (page.at(-1)?.place ?? null) : null,
  }
}
