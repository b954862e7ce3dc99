import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { jsonOf, jsonRows } from '#db/connection/json-sql.ts'
import { inspections, memberships, plans, recommendations } from '#db/schema/index.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import type { Role } from '#workflows/engine/policy.ts'
import type { InspectionFacts, InspectionState } from '#workflows/inspection/inspection-facts.ts'
import type { InspectionSurroundings } from '#workflows/inspection/inspection.ts'
import type { RegisterEntry } from '#workflows/inspection/register.ts'
import { asOf, inspectionsAsAt, onePlan } from './as-at.ts'
import { beyond, type Key, orderBy, placeOf } from './keyset.ts'
import { plansSeenBy } from './sight.ts'

/** An inspection with the recommendations that came of it, in the order of the plan. */
export type InspectionRead = {
  inspection: InspectionFacts
  recommendations: { id: string; ref: string; text: string }[]
}

/** Everything a decision about an inspection depends on, read at one moment. */
export type InspectionDecision = {
  inspection: InspectionFacts
  around: InspectionSurroundings
  role: Role | null
}

/** What a decision about an inspection depends on, in one statement. Null when there is no such inspection. */
export async function readInspectionForDecision(
  db: Db,
  inspectionId: string,
  actorId: string,
): Promise<InspectionDecision | null> {
  const [row] = await rowsOf<InspectionDecision>(
    db,
    sql`select ${jsonOf(inspections)} as inspection,
      (select role from ${memberships} where plan_id = ${inspections.planId} and person_id = ${actorId}) as role,
      jsonb_build_object(
        'plan', (select jsonb_build_object('state', state) from ${plans} where ${plans.id} = ${inspections.planId}),
        'recommendationIds', coalesce((select jsonb_agg(${recommendations.id}) from ${recommendations}
          where ${recommendations.planId} = ${inspections.planId}), '[]')) as around
    from ${inspections} where ${inspections.id} = ${inspectionId}`,
  )
  return row ?? null
}

/**
 * An inspection of a plan that the person may see, or null.
 * @param moment as it stood then, or null where it was not in the register yet; as it stands now when left out
 */
export async function readInspection(
  db: Db,
  personId: string,
  inspectionId: string,
  moment: Instant | null = null,
): Promise<InspectionRead | null> {
  const planIds = sql`(select ${inspections.planId} from ${inspections} where ${inspections.id} = ${inspectionId})`
  const then = asOf(moment, (then) => inspectionsAsAt(then, planIds))
  const [row] = await rowsOf<{ read: InspectionRead }>(
    db,
    sql`${then}select ${read} as read from ${inspections}
      where ${inspections.id} = ${inspectionId} and ${inspections.planId} in ${plansSeenBy(personId)}`,
  )
  return row?.read ?? null
}

/** What the register of a plan is sorted by: the newest inspection first. */
export const inspectionKeys: Key[] = [
  { by: sql`${inspections.inspectedOn}`, type: 'date', descending: true },
  { by: sql`${inspections.id}`, type: 'uuid', descending: true },
]

export type InspectionList = {
  limit: number
  /** Where the page before ended. */
  after: readonly string[] | null
  state?: InspectionState | undefined
  /** Those that were in the register then, as they stood; those of now, when left out or null. */
  moment?: Instant | null
}

/** One page of the register of a plan, newest inspection first. */
export async function pageInspections(
  db: Db,
  planId: string,
  { limit, after, state, moment = null }: InspectionList,
): Promise<{ items: InspectionRead[]; next: string[] | null }> {
  const where = [
    sql`${inspections.planId} = ${planId}`,
    ...(after ? [beyond(inspectionKeys, after)] : []),
    ...(state === undefined ? [] : [sql`${inspections.state} = ${state}`]),
  ]
  const then = asOf(moment, (then) => inspectionsAsAt(then, onePlan(planId)))
  const rows = await rowsOf<{ read: InspectionRead; place: string[] }>(
    db,
    sql`${then}select ${read} as read, ${placeOf(inspectionKeys)} as place from ${inspections}
      where ${sql.join(where, sql` and `)} order by ${orderBy(inspectionKeys)} limit ${limit + 1}`,
  )
  const page = rows.slice(0, limit)
  return {
    items: page.map((row) => row.read),
    next: rows.length > limit ? (page.at(-1)?.place ?? null) : null,
  }
}

/** Entries that judgements before are looked for among: more than a plan of many years has. */
const MOST_OF_REGISTER = 5_000

/**
 * The register of a plan, newest inspection first, with just what tells which judgement came before which.
 * @param moment as it stood then; as it stands now when null
 */
export async function registerOf(
  db: Db,
  planId: string,
  moment: Instant | null = null,
): Promise<RegisterEntry[]> {
  const then = asOf(moment, (then) => inspectionsAsAt(then, onePlan(planId)))
  const rows = await rowsOf<{ entry: RegisterEntry }>(
    db,
    sql`${then}select ${entry} as entry from ${inspections} where ${inspections.planId} = ${planId}
      order by ${orderBy(inspectionKeys)} limit ${MOST_OF_REGISTER}`,
  )
  return rows.map((row) => row.entry)
}

/**
 * Whether anything that an inspection shows of others may have changed since it changed itself: another entry of the
 * register, which may be what came before, or the plan with its recommendations.
 */
export async function restOfRegisterChanged(
  db: Db,
  { id, planId, updatedAt }: Pick<InspectionFacts, 'id' | 'planId' | 'updatedAt'>,
): Promise<boolean> {
  const [row] = await rowsOf<{ changed: boolean }>(
    db,
    sql`select exists (select from ${plans} where ${plans.id} = ${planId} and ${plans.updatedAt} > ${updatedAt}::timestamptz)
      or exists (select from ${inspections} where ${inspections.planId} = ${planId} and ${inspections.id} <> ${id}
        and ${inspections.updatedAt} >= ${updatedAt}::timestamptz) as changed`,
  )
  return row?.changed ?? true
}

/**
 * The reference that the next inspection of a plan gets where none is given: I4 after I1 to I3. A reference with a longer
 * number is somebody's own, and none follows it.
 */
export async function nextInspectionRef(db: Db, planId: string): Promise<string> {
  const [row] = await rowsOf<{ next: number }>(
    db,
    sql`select coalesce(max(substring(same_ref from 2)::int), 0) + 1 as next from ${inspections}
      where ${inspections.planId} = ${planId} and same_ref ~ '^i[0-9]{1,6}$'`,
  )
  return `I${row?.next ?? 1}`
}

/** An inspection of a whole service or authority, as a mark beside figures. */
export type WholeInspection = Pick<InspectionFacts, 'id' | 'title' | 'inspectedOn' | 'judgement'>

/**
 * The inspections of whole services and of the authority that stand in the register of a plan, oldest first.
 * @param moment as it stood then; as it stands now when null
 */
export async function wholeInspections(
  db: Db,
  planId: string,
  moment: Instant | null = null,
): Promise<WholeInspection[]> {
  const then = asOf(moment, (at) => inspectionsAsAt(at, onePlan(planId)))
  return rowsOf<WholeInspection>(
    db,
    sql`${then}select ${inspections.id} as id, ${inspections.title} as title, ${inspections.inspectedOn} as "inspectedOn",
        ${inspections.judgement} as judgement from ${inspections}
      where ${inspections.planId} = ${planId} and ${inspections.state} = 'recorded' and ${inspections.setting} in ('service', 'localAuthority')
      order by ${inspections.inspectedOn}, ${inspections.id} limit 200`,
  )
}

/** All inspections of a plan, for an import to compare with. */
export async function inspectionsOf(db: Db, planId: string): Promise<InspectionFacts[]> {
  const rows = await rowsOf<{ inspection: InspectionFacts }>(
    db,
    sql`select ${jsonOf(inspections)} as inspection from ${inspections} where ${inspections.planId} = ${planId}`,
  )
  return rows.map(({ inspection }) => inspection)
}

const cameOfIt: SQL = jsonRows(
  sql`jsonb_build_object('id', ${recommendations.id}, 'ref', ${recommendations.ref}, 'text', ${recommendations.text})`,
  sql`${recommendations} where ${recommendations.id} = any (${inspections.recommendationIds})`,
  sql`${recommendations.position}`,
)

const read = sql`jsonb_build_object('inspection', ${jsonOf(inspections)}, 'recommendations', ${cameOfIt})`

const entry = sql`jsonb_build_object('id', ${inspections.id}, 'ref', ${inspections.ref}, 'title', ${inspections.title},
  'urn', ${inspections.urn}, 'inspector', ${inspections.inspector}, 'inspectedOn', ${inspections.inspectedOn},
  'precision', ${inspections.precision}, 'judgement', ${inspections.judgement},
  'judgementBefore', ${inspections.judgementBefore}, 'judgementBeforeOn', ${inspections.judgementBeforeOn},
  'state', ${inspections.state})`
