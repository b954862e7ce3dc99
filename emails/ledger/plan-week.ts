import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { idAfter } from '#db/connection/id-after.ts'
import { newId } from '#db/connection/ids.ts'
import { LATE_HOURS, WEEKLY_DIGEST } from '#db/schema/index.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { type DigestSlot, slotName, usualSlot } from '#workflows/calendar/digest-slot.ts'
import { digestDueAt } from '#workflows/calendar/weeks.ts'
import { dueWeeksWithoutRow, overtakenWeeks } from './due-weeks.ts'
import { londonDaySql, nothingDueSql, owedDigests } from './owed.ts'

/** Said of a digest that was still unsent when the next one was due. */
export const SUPERSEDED = 'A newer weekly email took its place.'

/** How the ledger names a week of a slot: `2026-11-23 mon08-englandAndWales`. */
export function periodOf(week: Day, slot: DigestSlot = usualSlot): string {
  return `${week} ${slotName(slot)}`
}

/**
 * Plans a week of a slot in one statement: the week, and a delivery for each person who is owed a digest, as things
 * are on the London day of the database's clock; a row that says so where nothing is due to an owner. The process that
 * plans a week first plans it: for all others nothing happens.
 * @param week the Monday that names the week
 * @param superseded whether a newer week is due already, so that this one is only recorded, not sent
 * @returns whether the week was planned now
 */
export async function planWeek(
  db: Db,
  clock: Clock,
  week: Day,
  { superseded, slot = usualSlot }: { superseded: boolean; slot?: DigestSlot },
): Promise<boolean> {
  const planned = await rowsOf(
    db,
    sql`
    with present as (
      select ${databaseNow(clock)} as at, ${digestDueAt(week, slot)}::timestamptz as due_at
    ), owed as (
      ${owedDigests({ week, slot }, londonDaySql(databaseNow(clock)))}
    ), numbered as (
      select *, case when ${superseded} then 'superseded'
        when ${nothingDueSql} then 'nothingDue' else 'queued' end as state
      from owed
    ), planned as (
      insert into digest_weeks (week, slot, due_at, planned_at, closed_at, expected, late, superseded)
      select ${week}, ${slotName(slot)}, due_at, at, case when ${superseded} then at end, (select count(*) from owed),
        at >= due_at + ${LATE_HOURS} * interval '1 hour', ${superseded}
      from present
      on conflict do nothing
      returning week, slot, due_at, planned_at, late
    ), written as (
      insert into deliveries (id, kind, period, person_id, week, slot, state, to_name, to_address, parts, lines,
        due_at, late, attempts, next_try_at, fence, ambiguous, reply, created_at, settled_at)
      select ${idAfter(newId(), sql`number`)}, ${WEEKLY_DIGEST}, ${periodOf(week, slot)}, person_id, week, slot, state, name, email,
        parts, case when state = 'queued' then lines else '[]' end, due_at, late, 0, planned_at, 0, false,
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
 * newest is for sending; the older ones are recorded as superseded, so that no person gets six emails at once. What
 * is still unsent of earlier weeks is superseded too.
 * @returns the weeks planned now and those that had something superseded, by the names of the ledger
 */
export async function planDueWeeks(
  db: Db,
  clock: Clock,
): Promise<{ planned: string[]; superseded: string[] }> {
  const planned: string[] = []
  // First, so that no sender takes what is left of an old week while the new one is planned.
  const superseded = await supersedeUnsent(db, clock)
  for (const { week, slot, superseded: old } of await dueWeeksWithoutRow(db, clock)) {
    if (!(await planWeek(db, clock, week, { slot, superseded: old }))) continue
    planned.push(periodOf(week, slot))
    if (old) superseded.push(periodOf(week, slot))
  }
  return { planned, superseded }
}

/** Closes the weeks of which every delivery is settled. */
export async function closeWeeks(db: Db, clock: Clock): Promise<void> {
  await rowsOf(
    db,
    sql`update digest_weeks set closed_at = ${databaseNow(clock)}
    where closed_at is null and not exists (
      select from deliveries
      where deliveries.week = digest_weeks.week and deliveries.slot = digest_weeks.slot
        and state in ('queued', 'sending', 'handedOff')
    )`,
  )
}

/**
 * Settles what weeks still owe that a newer one has overtaken: one of their slot that was planned, or those of all
 * their plans, which may be mailed in another slot by now. A row that a live sender holds is left to it. One that was
 * handed off without an answer is not sent again but flagged: the newer email says all that is still true.
 */
async function supersedeUnsent(db: Db, clock: Clock): Promise<string[]> {
  const overtaken = JSON.stringify(await overtakenWeeks(db, clock))
  const rows = await rowsOf<{ period: string }>(
    db,
    sql`
    with newest as (
      select slot, max(week) as week from digest_weeks group by slot
    ), old as (
      select digest_weeks.week, slot from digest_weeks join newest using (slot) where digest_weeks.week < newest.week
      union select week, slot from jsonb_to_recordset(${overtaken}::jsonb) as overtaken(week date, slot text)
    ), unsent as (
      update deliveries
      set state = 'superseded', reply = ${SUPERSEDED}, settled_at = ${databaseNow(clock)}, lease_until = null,
        ambiguous = ambiguous or state = 'handedOff'
      from old
      where deliveries.slot = old.slot and deliveries.week = old.week
        and state in ('queued', 'sending', 'handedOff')
        and (state = 'queued' or (state in ('sending', 'handedOff') and lease_until <= ${databaseNow(clock)}))
      returning deliveries.week, deliveries.slot
    )
    update digest_weeks set superseded = true
    where (week, slot) in (select week, slot from unsent)
    returning to_char(week, 'YYYY-MM-DD') || ' ' || slot as period`,
  )
  return rows.map(({ period }) => period)
}
