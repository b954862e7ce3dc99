import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import {
  type DigestSlot,
  type DigestSlots,
  slotIn,
  slotName,
  slotNamed,
} from '#workflows/calendar/digest-slot.ts'
import { digestDueAt, isDue, newestDueWeek, nextDigest } from '#workflows/calendar/weeks.ts'
import { slotSql } from './mailed-plans.ts'
import { londonDaySql } from './owed.ts'

/** A week of a slot that is due and has no row. */
export type DueWeek = {
  week: Day
  slot: DigestSlot
  dueAt: Instant
  /** Every plan it is for has a newer week that is due: this one is to be recorded, not sent. */
  superseded: boolean
}

type MailedFrom = DigestSlots & { digestsFrom: Day }
type Named = { week: Day; slot: string }
type Found = { now: Instant; plans: MailedFrom[]; missing: Named[]; open: Named[] }

/** The weeks that are due by the database's clock and have no row, in the order in which they were due. */
export async function dueWeeksWithoutRow(db: Db, clock: Clock): Promise<DueWeek[]> {
  const { now, plans, missing } = await readWeeks(db, clock)
  return missing
    .map(({ week, slot }) => ({ week, slot: slotNamed(slot) }))
    .filter(({ week, slot }) => isDue(week, now, slot))
    .map(({ week, slot }) => ({
      week,
      slot,
      dueAt: digestDueAt(week, slot),
      superseded: !plans.some((plan) => isNewestOf(plan, week, slot, now)),
    }))
    .toSorted((one, other) => (one.dueAt + one.week < other.dueAt + other.week ? -1 : 1))
}

/**
 * The weeks that were planned and are not closed though every plan they are for has a newer week that is due, in
 * whatever slot.
 */
export async function overtakenWeeks(db: Db, clock: Clock): Promise<Named[]> {
  const { now, plans, open } = await readWeeks(db, clock)
  return open.filter(({ week, slot }) => {
    const mailed = plans.filter((plan) => isMailedIn(plan, week, slot))
    return mailed.length > 0 && mailed.every((plan) => newestDueWeek(now, plan) > week)
  })
}

/** The next digest of any active plan after now by the database's clock; null when no plan is active. */
export async function nextDigestOfAll(db: Db, clock: Clock): Promise<{ week: Day; dueAt: Instant } | null> {
  const { now, plans } = await readWeeks(db, clock)
  const digests = plans.map((plan) => nextDigest(now, plan))
  return digests.toSorted((one, other) => (one.dueAt < other.dueAt ? -1 : 1))[0] ?? null
}

/**
 * The week whose emails go next by the database's clock: one that is due and was never planned, else the one of the
 * next digest; null when no plan is active.
 */
export async function nextWeekToGo(db: Db, clock: Clock): Promise<Day | null> {
  const due = (await dueWeeksWithoutRow(db, clock)).findLast(({ superseded }) => !superseded)
  return due?.week ?? (await nextDigestOfAll(db, clock))?.week ?? null
}

function isNewestOf(plan: MailedFrom, week: Day, slot: DigestSlot, now: Instant): boolean {
  return isMailedIn(plan, week, slotName(slot)) && newestDueWeek(now, plan) === week
}

function isMailedIn(plan: MailedFrom, week: Day, slot: string): boolean {
  return plan.digestsFrom <= week && slotName(slotIn(plan, week)) === slot
}

async function readWeeks(db: Db, clock: Clock): Promise<Found> {
  const now = databaseNow(clock)
  const [found] = await rowsOf<Found>(
    db,
    sql`
    with active as (
      select * from plans where state = 'active' and digests_from is not null
    ), missing as (
      select distinct to_char(monday, 'YYYY-MM-DD') as week, ${slotSql(sql`monday::date`)} as slot
      from active plans, generate_series(plans.digests_from::timestamp, ${londonDaySql(now)}::timestamp, '7 days') monday
      where not exists (
        select from digest_weeks where week = monday::date and slot = ${slotSql(sql`monday::date`)}
      )
    )
    select ${zulu(now)} as now,
      coalesce((select jsonb_agg(jsonb_build_object('digestsFrom', to_char(digests_from, 'YYYY-MM-DD'),
        'digestWeekday', digest_weekday, 'digestHour', digest_hour, 'bankHolidays', bank_holidays,
        'earlierSlots', earlier_slots)) from active), '[]') as plans,
      coalesce((select jsonb_agg(missing) from missing), '[]') as missing,
      coalesce((select jsonb_agg(jsonb_build_object('week', to_char(week, 'YYYY-MM-DD'), 'slot', slot))
        from digest_weeks where closed_at is null), '[]') as open`,
  )
  if (!found) throw new Error('the database did not say what is due')
  return found
}
