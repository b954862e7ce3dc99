import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { jsonOf, jsonRows } from '#db/connection/json-sql.ts'
import { actions, decisionRecords, meetings, memberships, people, plans } from '#db/schema/index.ts'
import type { ActionState } from '#workflows/action/action-facts.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import type { DecisionFacts, DecisionState } from '#workflows/decision/decision-facts.ts'
import type { DecisionSurroundings } from '#workflows/decision/decision.ts'
import type { Role } from '#workflows/engine/policy.ts'
import { asOf, decisionsAsAt, onePlan } from './as-at.ts'
import { beyond, type Key, orderBy, placeOf } from './keyset.ts'
import { plansSeenBy } from './sight.ts'

/** An action that came from a decision. */
export type ActionOfDecision = {
  id: string
  ref: string
  title: string
  state: ActionState
  dueOn: Day | null
  owner: string | null
}

/** A decision with its meeting and with the actions that came of it, in the order of their references. */
export type DecisionRead = {
  decision: DecisionFacts
  meeting: { id: string; number: number; title: string } | null
  actions: ActionOfDecision[]
}

/** Everything a change of a decision depends on, read at one moment. */
export type DecisionBasis = {
  decision: DecisionFacts
  around: DecisionSurroundings
  role: Role | null
  planVersion: number
}

/** What a change of a decision depends on, in one statement. Null when there is no such decision. */
export async function readDecisionBasis(
  db: Db,
  decisionId: string,
  actorId: string,
): Promise<DecisionBasis | null> {
  const [row] = await rowsOf<DecisionBasis>(
    db,
    sql`select ${jsonOf(decisionRecords)} as decision,
      (select role from ${memberships} where plan_id = ${decisionRecords.planId} and person_id = ${actorId}) as role,
      ${plans.version} as "planVersion",
      jsonb_build_object('plan', jsonb_build_object('state', ${plans.state}, 'callIn', jsonb_build_object(
        'callInDays', ${plans.callInDays}, 'callInKind', ${plans.callInKind}, 'callInHour', ${plans.callInHour},
        'callInWho', ${plans.callInWho}))) as around
    from ${decisionRecords} join ${plans} on ${plans.id} = ${decisionRecords.planId} where ${decisionRecords.id} = ${decisionId}`,
  )
  return row ?? null
}

/**
 * A decision of a plan that the person may see, or null.
 * @param moment as it stood then, or null where it was not recorded yet; as it stands now when left out
 */
export async function readDecision(
  db: Db,
  personId: string,
  decisionId: string,
  moment: Instant | null = null,
): Promise<DecisionRead | null> {
  const planIds = sql`(select ${decisionRecords.planId} from ${decisionRecords} where ${decisionRecords.id} = ${decisionId})`
  const then = asOf(moment, (at) => decisionsAsAt(at, planIds))
  const [row] = await rowsOf<{ read: DecisionRead }>(
    db,
    sql`${then}select ${read} as read from ${decisionRecords}
      where ${decisionRecords.id} = ${decisionId} and ${decisionRecords.planId} in ${plansSeenBy(personId)}`,
  )
  return row?.read ?? null
}

/** What the register of a plan is sorted by: the newest decision first. */
export const decisionKeys: Key[] = [
  { by: sql`${decisionRecords.decidedOn}`, type: 'date', descending: true },
  { by: sql`${decisionRecords.id}`, type: 'uuid', descending: true },
]

export type DecisionFilter = {
  state?: DecisionState | undefined
  meetingId?: string | undefined
  /** Only key decisions, or only the others. */
  key?: boolean | undefined
}

export type DecisionList = DecisionFilter & {
  limit: number
  /** Where the page before ended. */
  after: readonly string[] | null
  /** The moment by which states are told. */
  now: Instant
  /** Those that were in the register then, as they stood; those of now, when left out or null. */
  moment?: Instant | null
}

/** One page of the register of a plan, newest decision first. */
export async function pageDecisions(
  db: Db,
  planId: string,
  { limit, after, now, moment = null, ...filter }: DecisionList,
): Promise<{ items: DecisionRead[]; next: string[] | null }> {
  const where = [
    sql`${decisionRecords.planId} = ${planId}`,
    ...(after ? [beyond(decisionKeys, after)] : []),
    ...filtered(filter, moment ?? now),
  ]
  const then = asOf(moment, (at) => decisionsAsAt(at, onePlan(planId)))
  const rows = await rowsOf<{ read: DecisionRead; place: string[] }>(
    db,
    sql`${then}select ${read} as read, ${placeOf(decisionKeys)} as place from ${decisionRecords}
      where ${sql.join(where, sql` and `)} order by ${orderBy(decisionKeys)} limit ${limit + 1}`,
  )
  const page = rows.slice(0, limit)
  return {
    items: page.map((row) => row.read),
    next: rows.length > limit ? (page.at(-1)?.place ?? null) : null,
  }
}

function filtered({ state, meetingId, key }: DecisionFilter, now: Instant): SQL[] {
  return [
    ...(state === undefined ? [] : [sql`${stateThen(now)} = ${state}`]),
    ...(meetingId === undefined ? [] : [sql`${decisionRecords.meetingId} = ${meetingId}`]),
    ...(key === undefined ? [] : [sql`(${decisionRecords.keyKind} <> 'notKey') = ${key}`]),
  ]
}

/** The state by the clock, as `stateAt` has it. */
function stateThen(now: Instant): SQL {
  return sql`case when ${decisionRecords.state} = 'published' and ${decisionRecords.effectiveAt} <= ${now}::timestamptz
    then 'effective' else ${decisionRecords.state} end`
}

/**
 * Whether anything that a decision shows of others may have changed since it changed itself: its meeting, or its actions
 * with the names of their owners.
 */
export async function restOfDecisionChanged(
  db: Db,
  { id, planId, updatedAt }: Pick<DecisionFacts, 'id' | 'planId' | 'updatedAt'>,
): Promise<boolean> {
  const since = sql`${updatedAt}::timestamptz`
  const [row] = await rowsOf<{ changed: boolean }>(
    db,
    sql`select exists (select from ${actions} where ${actions.decisionId} = ${id})
      or exists (select from ${meetings} where ${meetings.planId} = ${planId} and ${meetings.updatedAt} > ${since}) as changed`,
  )
  return row?.changed ?? true
}

/** The reference that the next decision without a meeting gets: D4 after D1 to D3. */
export async function nextDecisionRef(db: Db, planId: string): Promise<string> {
  const [row] = await rowsOf<{ next: number }>(
    db,
    sql`select coalesce(max(substring(ref from 2)::int), 0) + 1 as next from ${decisionRecords}
      where ${decisionRecords.planId} = ${planId} and ref ~ '^D[0-9]{1,6}$'`,
  )
  return `D${row?.next ?? 1}`
}

const cameOfIt = jsonRows(
  sql`jsonb_build_object('id', ${actions.id}, 'ref', ${actions.ref}, 'title', ${actions.title}, 'state', ${actions.state},
    'dueOn', ${actions.dueOn}, 'owner', (select ${people.name} from ${people} where ${people.id} = ${actions.ownerId}))`,
  sql`${actions} where ${actions.decisionId} = ${decisionRecords.id}`,
  sql`${actions.createdAt}, ${actions.id}`,
)

const read = sql`jsonb_build_object('decision', ${jsonOf(decisionRecords)}, 'actions', ${cameOfIt},
  'meeting', (select jsonb_build_object('id', ${meetings.id}, 'number', ${meetings.number}, 'title', ${meetings.title})
    from ${meetings} where ${meetings.id} = ${decisionRecords.meetingId}))`
