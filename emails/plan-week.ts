import { sql } from 'drizzle-orm'
import { type Clock, databaseNow } from '#db/clock.ts'
import { type Db, rowsOf } from '#db/connect.ts'
import { newId } from '#db/ids.ts'
import { zulu } from '#db/json-sql.ts'
import type { Day, Instant } from '#workflows/calendar.ts'
import { digestDueAt, dueWeeks } from '#workflows/weeks.ts'
import { londonDaySql, owedDigests } from './owed.ts'

/** Said of a digest that was still unsent when the next one was due. */
export const SUPERSEDED = 'A newer weekly email took its place.'

/**
 * Plans a week in one statement: the week, and a delivery for each owner of open work in an active plan, with
 * the lines that are due on the London day of the database's clock; a row that says so where nothing is due.
 * Whoever plans a week first plans it: for all others nothing happens.
 * @param week the Monday that names the week
 * @param superseded whether a newer week is due already, so that this one is only recorded, not sent
 * @returns whether the week was planned now
 */
export async function planWeek(
  db: Db,
  clock: Clock,
  week: Day,
  { superseded }: { superseded: boolean },
): Promise<boolean> {
  const planned = await rowsOf(
    db,
    sql`
    with present as (
      select ${databaseNow(clock)} as at, ${digestDueAt(week)}::timestamptz as due_at
    ), owed as (
      ${owedDigests(sql`${week}::date`, londonDaySql(databaseNow(clock)))}
    ), numbered as (
      select person_id, name, email, lines, row_number() over (order by person_id) as number,
        case when ${superseded} then 'superseded' when lines = '[]' then 'nothingDue' else 'queued' end as state
      from owed
    ), planned as (
      insert into digest_weeks (week, due_at, planned_at, closed_at, expected, late, superseded)
      select ${week}, due_at, at, case when ${superseded} then at end, (select count(*) from owed),
        at >= due_at + interval '1 hour', ${superseded}
      from present
      on conflict do nothing
      returning due_at, planned_at, late
    ), written as (
      insert into deliveries (id, kind, period, person_id, state, to_name, to_address, lines, due_at, late,
        attempts, next_try_at, fence, ambiguous, reply, created_at, settled_at)
      select ${idAfter(newId())}, 'ownerDigest', ${week}, person_id, state, name, email,
        case when state = 'queued' then lines else '[]' end, due_at, late, 0, planned_at, 0, false,
        case when state = 'superseded' then ${SUPERSEDED} else '' end, planned_at,
        case when state <> 'queued' then planned_at end
      from planned, numbered
      on conflict do nothing
    )
    select from planned`,
  )
  return planned.length === 1
}

/**
 * Plans every week that is due by the database's clock and has no row. Of several, as after an outage, only the
 * newest is for sending; the older ones are recorded as superseded, so that nobody gets six emails at once. What
 * is still unsent of earlier weeks is superseded too.
 * @returns the weeks planned now, oldest first
 */
export async function planDueWeeks(db: Db, clock: Clock): Promise<Day[]> {
  const [found] = await rowsOf<{ now: Instant; first: Day | null; known: Day[] }>(
    db,
    sql`select ${zulu(databaseNow(clock))} as now,
      (select to_char(min(digests_from), 'YYYY-MM-DD') from plans where state = 'active') as first,
      (select coalesce(jsonb_agg(to_char(week, 'YYYY-MM-DD')), '[]') from digest_weeks) as known`,
  )
  const due = found?.first ? dueWeeks(found.first, found.now) : []
  const planned: Day[] = []
  for (const week of due) {
    if (found?.known.includes(week)) continue
    if (await planWeek(db, clock, week, { superseded: week !== due.at(-1) })) planned.push(week)
  }
  await supersedeUnsent(db, clock)
  return planned
}

/** Closes the weeks of which every delivery is settled. */
export async function closeWeeks(db: Db, clock: Clock): Promise<void> {
  await rowsOf(
    db,
    sql`update digest_weeks set closed_at = ${databaseNow(clock)}
    where closed_at is null and not exists (
      select from deliveries
      where kind = 'ownerDigest' and period = to_char(digest_weeks.week, 'YYYY-MM-DD')
        and state in ('queued', 'sending', 'handedOff')
    )`,
  )
}

/**
 * Settles what earlier weeks than the newest still owe. A row that a live sender holds is left to it. One that
 * was handed off without an answer is not sent again but flagged: the newer email says all that is still true.
 */
async function supersedeUnsent(db: Db, clock: Clock): Promise<void> {
  await rowsOf(
    db,
    sql`
    with newest as (
      select to_char(max(week), 'YYYY-MM-DD') as week from digest_weeks
    ), unsent as (
      update deliveries
      set state = 'superseded', reply = ${SUPERSEDED}, settled_at = ${databaseNow(clock)}, lease_until = null,
        ambiguous = ambiguous or state = 'handedOff'
      from newest
      where kind = 'ownerDigest' and period < newest.week
        and (state = 'queued' or (state in ('sending', 'handedOff') and lease_until <= ${databaseNow(clock)}))
      returning period
    )
    update digest_weeks set superseded = true
    where to_char(week, 'YYYY-MM-DD') in (select period from unsent)`,
  )
}

/**
 * The id that lies `number` after a UUIDv7 made here: the last 48 bits count on, so the rows of one statement get
 * distinct ids that sort in order, on servers that make none themselves too.
 */
function idAfter(first: string) {
  const tail = sql`('x' || ${first.slice(-12)})::bit(48)::bigint`
  return sql`(${first.slice(0, -12)} || lpad(to_hex((${tail} + number) & x'ffffffffffff'::bigint), 12, '0'))::uuid`
}
