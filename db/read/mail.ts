import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import {
  type DeliveryKind,
  type DeliveryState,
  digestKinds,
  type DigestPart,
  LATE_HOURS,
} from '#db/schema/delivery.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import { reportNoticeKinds } from '#workflows/engine/requirement.ts'
import { beyond, type Key, orderBy, placeOf } from './keyset.ts'
import { peopleOf, peopleOfNone, peopleOfPlan } from './people-of.ts'
import { plansSeenBy } from './sight.ts'

/** What became of the weekly emails of one week. `expected` is the sum of all others but `late` and `ambiguous`. */
export type WeekCounts = {
  expected: number
  sent: number
  nothingDue: number
  failed: number
  superseded: number
  /** Queued, being sent, or handed off without an answer yet. */
  waiting: number
  /** Of those sent, an hour or more after they were due. */
  late: number
  /** Of all, those of which a copy may have been received twice. */
  ambiguous: number
}

/** One email of the ledger, as lists show it. */
export type MailShown = {
  id: string
  kind: DeliveryKind
  /** Of a digest, the parts that its receiver was owed. */
  parts: DigestPart[]
  /** Week and slot of a weekly email. */
  week: Day | null
  slot: string | null
  person: { id: string; name: string }
  toAddress: string
  actionId: string | null
  state: DeliveryState
  subject: string
  late: boolean
  ambiguous: boolean
  attempts: number
  /** The mail server's answer, or ours. */
  reply: string
  dueAt: Instant
  nextTryAt: Instant | null
  settledAt: Instant | null
}

export type MailFilter = {
  /** A kind of email, or a part of a digest. */
  kind?: readonly DeliveryKind[] | undefined
  state?: readonly DeliveryState[] | undefined
  person?: string | undefined
  plan?: string | undefined
  /** A Monday: weekly emails of that week, and others that were due in it. */
  week?: Day | undefined
}

/** What the ledger is sorted by: newest first. */
export const mailKeys: readonly Key[] = [
  { by: sql`deliveries.due_at`, type: 'timestamptz', descending: true },
  { by: sql`deliveries.id`, type: 'uuid', descending: true },
]

/**
 * One page of the emails a person may see, newest first: their own, and as administrator, chair or vice-chair of a
 * plan those that are about its actions, and the weekly ones, the invitations and those about their entry of its
 * people. Administrators see the invitations of those who are in no plan, too.
 */
export async function listMail(
  db: Db,
  personId: string,
  { filter, limit, after }: { filter: MailFilter; limit: number; after: readonly string[] | null },
): Promise<{ items: MailShown[]; next: string[] | null }> {
  const where = [seenBy(personId), ...conditions(filter), ...(after ? [beyond(mailKeys, after)] : [])]
  const found = await rowsOf<MailShown & { place: string[] }>(
    db,
    sql`select ${shownTo(personId)}, ${placeOf(mailKeys)} as place from deliveries where ${sql.join(where, sql` and `)}
    order by ${orderBy(mailKeys)} limit ${limit + 1}`,
  )
  const page = found.slice(0, limit)
  const next = found.length > limit ? (page.at(-1)?.place ?? null) : null
  return { items: page.map(({ place: _, ...item }) => item), next }
}

/** How many emails `listMail` gives in all. */
export async function countMail(db: Db, personId: string, filter: MailFilter): Promise<number> {
  const where = sql.join([seenBy(personId), ...conditions(filter)], sql` and `)
  const [row] = await rowsOf<{ count: number }>(db, sql`select count(*)::int from deliveries where ${where}`)
  return row?.count ?? 0
}

/** One email that a person may see, or null. */
export async function readMail(db: Db, personId: string, deliveryId: string): Promise<MailShown | null> {
  const [found] = await rowsOf<MailShown>(
    db,
    sql`select ${shownTo(personId)} from deliveries where deliveries.id = ${deliveryId} and ${seenBy(personId)}`,
  )
  return found ?? null
}

export type SlotWeek = {
  slot: string
  dueAt: Instant
  plannedAt: Instant
  closedAt: Instant | null
  late: boolean
  superseded: boolean
  total: WeekCounts
  /** By the parts of the emails: one of two parts counts in each. */
  kinds: Partial<Record<DigestPart, WeekCounts>>
}

/** What became of a week's emails that a person may see, by slot and part. Empty where the week is not planned. */
export async function readWeek(db: Db, personId: string, week: Day): Promise<SlotWeek[]> {
  return rowsOf<SlotWeek>(
    db,
    sql`
    with seen as (
      select * from deliveries where week = ${week} and ${seenBy(personId)}
    ), whole as (
      select slot, ${counts} as total from seen group by slot
    ), counted as (
      select slot, part, ${counts} as counts
      from seen, jsonb_array_elements_text(case when parts = '[]' then jsonb_build_array(kind) else parts end) as part
      group by slot, part
    )
    select digest_weeks.slot, ${zulu(sql`due_at`)} as "dueAt", ${zulu(sql`planned_at`)} as "plannedAt",
      ${zulu(sql`closed_at`)} as "closedAt", late, superseded, whole.total,
      jsonb_object_agg(part, counts) as kinds
    from digest_weeks join whole on whole.slot = digest_weeks.slot join counted on counted.slot = digest_weeks.slot
    where week = ${week}
    group by digest_weeks.week, digest_weeks.slot, whole.total order by due_at, digest_weeks.slot`,
  )
}

/**
 * What became of a week's emails to the people of a plan: did they all go? Null where there were none.
 * @param slot one slot only; all of the week when left out
 */
export async function planWeekCounts(
  db: Db,
  planId: string,
  week: Day,
  slot: string | null = null,
): Promise<WeekCounts | null> {
  const [row] = await rowsOf<{ counts: WeekCounts }>(
    db,
    sql`select ${counts} as counts from deliveries
    where week = ${week} and (${slot}::text is null or slot = ${slot})
      and person_id in ${peopleOfPlan(sql`${planId}::uuid`)}`,
  )
  return row && row.counts.expected > 0 ? row.counts : null
}

export type MailFigures = {
  deliveries: { kind: DeliveryKind; state: DeliveryState; count: number; ambiguous: number }[]
  /** Emails that wait to be sent though their time has come, and for how long the oldest has. */
  queue: { length: number; oldestSeconds: number }
  weeks: { open: number; late: number; superseded: number }
}

/** Figures about the ledger as a whole, for machines that watch over it. */
export async function mailFigures(db: Db, clock: Clock): Promise<MailFigures> {
  const now = databaseNow(clock)
  const [figures] = await rowsOf<MailFigures>(
    db,
    sql`
    with counted as (
      select kind, state, count(*)::int as count, (count(*) filter (where ambiguous))::int as ambiguous
      from deliveries group by kind, state order by kind, state
    ), waiting as (
      select count(*)::int as length, coalesce(extract(epoch from ${now} - min(due_at)), 0)::float8 as "oldestSeconds"
      from deliveries where state in ('queued', 'sending', 'handedOff') and due_at <= ${now}
    ), weeks as (
      select (count(*) filter (where closed_at is null))::int as open, (count(*) filter (where late))::int as late,
        (count(*) filter (where superseded))::int as superseded from digest_weeks
    )
    select coalesce((select jsonb_agg(counted) from counted), '[]') as deliveries,
      (select to_jsonb(waiting) from waiting) as queue, (select to_jsonb(weeks) from weeks) as weeks`,
  )
  if (!figures) throw new Error('the database gave no figures')
  return figures
}

/** Weeks that were planned but are still open an hour after they were due, by the names of the ledger. */
export async function openWeeks(db: Db, clock: Clock): Promise<string[]> {
  const rows = await rowsOf<{ period: string }>(
    db,
    sql`select to_char(week, 'YYYY-MM-DD') || ' ' || slot as period from digest_weeks
    where closed_at is null and due_at < ${databaseNow(clock)} - ${LATE_HOURS} * interval '1 hour' order by due_at`,
  )
  return rows.map(({ period }) => period)
}

function seenBy(personId: string): SQL {
  const kept = sql`(select plan_id from memberships
    where person_id = ${personId} and role in ('administrator', 'chair', 'viceChair'))`
  const keeps = sql`exists (select from memberships where person_id = ${personId} and role = 'administrator')
    or exists (select from people where id = ${personId} and administrator)`
  return sql`(deliveries.person_id = ${personId} or ${ofPlans(kept)}
    or deliveries.kind = 'invitation' and (${keeps}) and deliveries.person_id in ${peopleOfNone})`
}

/**
 * Whether an email is a weekly one, an invitation or about the entry of a person of these plans, or a notice about an
 * action, meeting or report of theirs. Of a role in another plan it is not.
 */
function ofPlans(plans: SQL): SQL {
  return sql`((deliveries.kind in ${ofPeople} and deliveries.person_id in ${peopleOf(plans)})
    or case when deliveries.kind = 'roleChanged' then exists (select from events
      where events.id = deliveries.period::uuid and events.plan_id in ${plans}) end
    or deliveries.action_id in (select id from actions where plan_id in ${plans})
    or (deliveries.kind = 'assigned' and exists (select from jsonb_array_elements(deliveries.lines) line
      where (line->>'planId')::uuid in ${plans}))
    or (deliveries.kind in ${['packIssued', ...reportNoticeKinds]} and deliveries.period in
      (select id::text from events where subject_kind in ('meeting', 'report', 'section') and plan_id in ${plans})))`
}

function conditions({ kind, state, person, plan, week }: MailFilter): SQL[] {
  const dueIn = sql`date_trunc('week', deliveries.due_at at time zone 'Europe/London')::date`
  const all: (SQL | undefined)[] = [
    kind &&
      sql`(deliveries.kind in ${[...kind]} or exists (select from jsonb_array_elements_text(deliveries.parts) part
      where part in ${[...kind]}))`,
    state && sql`deliveries.state in ${[...state]}`,
    person === undefined ? undefined : sql`deliveries.person_id = ${person}`,
    plan === undefined ? undefined : ofPlans(sql`(${plan}::uuid)`),
    week === undefined ? undefined : sql`coalesce(deliveries.week, ${dueIn}) = ${week}::date`,
  ]
  return all.filter((condition) => condition !== undefined)
}

/** Kinds of email that are about a person of a plan, whatever they do in it. */
const ofPeople = [...digestKinds, 'invitation', 'addressChanged', 'deputyEnded']

const counts = sql`jsonb_build_object('expected', count(*),
  'sent', count(*) filter (where state = 'sent'),
  'nothingDue', count(*) filter (where state = 'nothingDue'),
  'failed', count(*) filter (where state = 'failed'),
  'superseded', count(*) filter (where state = 'superseded'),
  'waiting', count(*) filter (where state in ('queued', 'sending', 'handedOff')),
  'late', count(*) filter (where state = 'sent' and late),
  'ambiguous', count(*) filter (where ambiguous))`

/** What lists show of an email to a person: the name of a plan in a subject only where the person may see that plan. */
function shownTo(personId: string): SQL {
  const subject = sql`case when deliveries.person_id = ${personId} or deliveries.subject_plan_id is null
    or deliveries.subject_plan_id in ${plansSeenBy(personId)} then deliveries.subject else '' end as subject`
  return sql`deliveries.id, deliveries.kind, deliveries.parts, to_char(deliveries.week, 'YYYY-MM-DD') as week, deliveries.slot,
  jsonb_build_object('id', deliveries.person_id, 'name', deliveries.to_name) as person,
  deliveries.to_address as "toAddress", deliveries.action_id as "actionId", deliveries.state, ${subject},
  deliveries.late, deliveries.ambiguous, deliveries.attempts, deliveries.reply, ${zulu(sql`deliveries.due_at`)} as "dueAt",
  case when deliveries.state = 'queued' then ${zulu(sql`deliveries.next_try_at`)} end as "nextTryAt",
  ${zulu(sql`deliveries.settled_at`)} as "settledAt"`
}
