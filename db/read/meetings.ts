import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { jsonOf, jsonRows, zulu } from '#db/connection/json-sql.ts'
import {
  actions,
  decisionRecords,
  decisions,
  meetings,
  memberships,
  packs,
  plans,
  reports,
} from '#db/schema/index.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import type { Role } from '#workflows/engine/policy.ts'
import type { MeetingFacts, MeetingSurroundings } from '#workflows/meeting/meeting.ts'
import { asOf, meetingsAsAt, onePlan } from './as-at.ts'
import { beyond, type Key, orderBy, placeOf } from './keyset.ts'
import { peopleOfPlan } from './people-of.ts'
import { worksOn } from './reports.ts'
import { plansSeenBy } from './sight.ts'

/** Everything a decision about a meeting depends on, read at one moment. */
export type MeetingDecision = { meeting: MeetingFacts; around: MeetingSurroundings; role: Role | null }

/** What a change of a meeting names that has to be of its plan. */
export type MeetingNames = {
  actionId?: string | null | undefined
  reportId?: string | null | undefined
  decisionId?: string | null | undefined
  presenterId?: string | null | undefined
  attendedIds?: readonly string[]
}

/**
 * What a decision about a meeting depends on, in one statement. Null when there is no such meeting.
 * @param named what the change names
 */
export async function readMeetingForDecision(
  db: Db,
  meetingId: string,
  actorId: string,
  named: MeetingNames = {},
): Promise<MeetingDecision | null> {
  const [row] = await rowsOf<MeetingDecision>(
    db,
    sql`select ${meetingFacts} as meeting,
      (select role from ${memberships} where plan_id = ${meetings.planId} and person_id = ${actorId}) as role,
      jsonb_build_object('namedActionIsOfPlan', exists (select from ${actions}
        where ${actions.id} = ${named.actionId ?? null}::uuid and ${actions.planId} = ${meetings.planId}),
        'unknown', ${unknownOf(named)},
        'plan', (select jsonb_build_object('state', state) from ${plans} where ${plans.id} = ${meetings.planId}),
        'boardIds', coalesce((select jsonb_agg(person_id order by person_id) from ${memberships}
          where plan_id = ${meetings.planId} and role <> 'viewer'), '[]')) as around
    from ${meetings} where ${meetings.id} = ${meetingId}`,
  )
  return row ?? null
}

/** The fields in which something is named that is none of the plan, or somebody who is not or has left. */
function unknownOf({
  reportId = null,
  decisionId = null,
  presenterId = null,
  attendedIds = [],
}: MeetingNames) {
  const isOf = (table: typeof reports | typeof decisionRecords, id: string | null) =>
    sql`(${id}::uuid is null or exists (select from ${table} where ${table.id} = ${id}::uuid and ${table.planId} = ${meetings.planId}))`
  // Who attended a meeting stays among those who did, whatever becomes of them.
  const strangers = sql`exists (select from jsonb_array_elements_text(${JSON.stringify(attendedIds)}::jsonb) asked
    where asked::uuid not in ${peopleOfPlan(sql`${meetings.planId}`)}
      and not ${meetings.attendance} @> jsonb_build_array(jsonb_build_object('personId', asked)))`
  return sql`(select coalesce(jsonb_agg(field), '[]') from (values
    ('reportId', ${isOf(reports, reportId)}), ('decisionId', ${isOf(decisionRecords, decisionId)}),
    ('presenterId', ${worksOn(presenterId, sql`${meetings.planId}`)}), ('attendance', not ${strangers})) named (field, known) where not known)`
}

/**
 * A meeting of a plan that the person may see, or null.
 * @param moment as it stood then, or null where it was not in the diary yet; as it stands now when left out
 */
export async function readMeeting(
  db: Db,
  personId: string,
  meetingId: string,
  moment: Instant | null = null,
): Promise<MeetingFacts | null> {
  const planIds = sql`(select ${meetings.planId} from ${meetings} where ${meetings.id} = ${meetingId})`
  const then = asOf(moment, (then) => meetingsAsAt(then, planIds))
  const [row] = await rowsOf<{ meeting: MeetingFacts }>(
    db,
    sql`${then}select ${meetingFacts} as meeting from ${meetings}
      where ${meetings.id} = ${meetingId} and ${meetings.planId} in ${plansSeenBy(personId)}`,
  )
  return row?.meeting ?? null
}

export const meetingKeys: Key[] = [
  { by: sql`${meetings.number}`, type: 'integer' },
  { by: sql`${meetings.id}`, type: 'uuid' },
]

/**
 * One page of the meetings of a plan, in the order of their numbers.
 * @param moment those that were in the diary then, as they stood; those of now when left out
 */
export async function pageMeetings(
  db: Db,
  planId: string,
  { limit, after, moment = null }: { limit: number; after: string[] | null; moment?: Instant | null },
): Promise<{ items: MeetingFacts[]; next: string[] | null }> {
  const from = after ? beyond(meetingKeys, after) : sql`true`
  const then = asOf(moment, (then) => meetingsAsAt(then, onePlan(planId)))
  const rows = await rowsOf<{ meeting: MeetingFacts; place: string[] }>(
    db,
    sql`${then}select ${meetingFacts} as meeting, ${placeOf(meetingKeys)} as place from ${meetings}
      where ${meetings.planId} = ${planId} and ${from} order by ${orderBy(meetingKeys)} limit ${limit + 1}`,
  )
  const page = rows.slice(0, limit)
  return {
    items: page.map(({ meeting }) => meeting),
    next: rows.length > limit ? (page.at(-1)?.place ?? null) : null,
  }
}

/** The number that the next meeting of a plan gets. */
export async function nextNumber(db: Db, planId: string): Promise<number> {
  const [row] = await rowsOf<{ number: number }>(
    db,
    sql`select coalesce(max(number), 0) + 1 as number from ${meetings} where ${meetings.planId} = ${planId}`,
  )
  return row?.number ?? 1
}

/**
 * The cut-off of the board's previous meeting: the last of all but the one of this number, since a meeting may be
 * called after others were scheduled, and sit before them. Null before the first.
 */
export async function previousCutOff(
  db: Db,
  { planId, number }: { planId: string; number: number },
): Promise<Instant | null> {
  const [row] = await rowsOf<{ at: Instant }>(
    db,
    sql`select ${zulu(sql`${meetings.cutOffAt}`)} as at from ${meetings}
      where ${meetings.planId} = ${planId} and ${meetings.number} <> ${number} and ${meetings.cutOffAt} is not null
        and ${meetings.state} <> 'cancelled'
      order by ${meetings.cutOffAt} desc limit 1`,
  )
  return row?.at ?? null
}

export type PackRead = { id: string; meetingId: string; takenAt: Instant; contents: Record<string, unknown> }

/** A pack as it was taken. */
export async function readPack(db: Db, packId: string): Promise<PackRead | null> {
  const [row] = await rowsOf<{ pack: PackRead }>(
    db,
    sql`select ${jsonOf(packs)} as pack from ${packs} where ${packs.id} = ${packId}`,
  )
  return row?.pack ?? null
}

const meetingFacts: SQL = sql`(${jsonOf(meetings)} || jsonb_build_object('decisions', ${jsonRows(
  jsonOf(decisions, ['meetingId']),
  sql`${decisions} where ${decisions.meetingId} = ${meetings.id}`,
  sql`${decisions.number}`,
)}))`
