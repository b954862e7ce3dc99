import { clockFrom } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { actions } from '#db/schema/index.ts'
import { closeWeeks, planDueWeeks } from '#emails/ledger/plan-week.ts'
import { addDays, type Day, type Instant } from '#workflows/calendar/calendar.ts'
import { givenOwners } from './harness.ts'

/** Mondays from 2020 to 2030 that were bank holidays in England and Wales, with the working day that follows each. */
const movedMondays: Record<Day, Day> = Object.fromEntries(
  [
    '2020-04-13 2020-04-14, 2020-05-25 2020-05-26, 2020-08-31 2020-09-01, 2020-12-28 2020-12-29',
    '2021-04-05 2021-04-06, 2021-05-03 2021-05-04, 2021-05-31 2021-06-01, 2021-08-30 2021-08-31, 2021-12-27 2021-12-29',
    '2022-01-03 2022-01-04, 2022-04-18 2022-04-19, 2022-05-02 2022-05-03, 2022-08-29 2022-08-30, 2022-09-19 2022-09-20, 2022-12-26 2022-12-28',
    '2023-01-02 2023-01-03, 2023-04-10 2023-04-11, 2023-05-01 2023-05-02, 2023-05-08 2023-05-09, 2023-05-29 2023-05-30, 2023-08-28 2023-08-29, 2023-12-25 2023-12-27',
    '2024-01-01 2024-01-02, 2024-04-01 2024-04-02, 2024-05-06 2024-05-07, 2024-05-27 2024-05-28, 2024-08-26 2024-08-27',
    '2025-04-21 2025-04-22, 2025-05-05 2025-05-06, 2025-05-26 2025-05-27, 2025-08-25 2025-08-26',
    '2026-04-06 2026-04-07, 2026-05-04 2026-05-05, 2026-05-25 2026-05-26, 2026-08-31 2026-09-01, 2026-12-28 2026-12-29',
    '2027-03-29 2027-03-30, 2027-05-03 2027-05-04, 2027-05-31 2027-06-01, 2027-08-30 2027-08-31, 2027-12-27 2027-12-29',
    '2028-01-03 2028-01-04, 2028-04-17 2028-04-18, 2028-05-01 2028-05-02, 2028-05-29 2028-05-30, 2028-08-28 2028-08-29, 2028-12-25 2028-12-27',
    '2029-01-01 2029-01-02, 2029-04-02 2029-04-03, 2029-05-07 2029-05-08, 2029-05-28 2029-05-29, 2029-08-27 2029-08-28',
    '2030-04-22 2030-04-23, 2030-05-06 2030-05-07, 2030-05-27 2030-05-28, 2030-08-26 2030-08-27',
  ]
    .join(', ')
    .split(', ')
    .map((pair) => pair.split(' ')),
)

/** Sundays on which London goes to summer time, and back, by year. */
const summerTime: Record<number, [Day, Day]> = {
  2020: ['2020-03-29', '2020-10-25'],
  2021: ['2021-03-28', '2021-10-31'],
  2022: ['2022-03-27', '2022-10-30'],
  2023: ['2023-03-26', '2023-10-29'],
  2024: ['2024-03-31', '2024-10-27'],
  2025: ['2025-03-30', '2025-10-26'],
  2026: ['2026-03-29', '2026-10-25'],
  2027: ['2027-03-28', '2027-10-31'],
  2028: ['2028-03-26', '2028-10-29'],
  2029: ['2029-03-25', '2029-10-28'],
  2030: ['2030-03-31', '2030-10-27'],
}

const FIRST = '2020-01-06'
/** From the first Monday of 2020 to the last of 2030. */
export const WEEKS = 574

/** When each of these weeks has to go, by lists made by hand: not by the code that is tested. */
export function expectedWeeks(): { week: Day; dueAt: Instant }[] {
  return Array.from({ length: WEEKS }, (_, number) => {
    const week = addDays(FIRST, 7 * number)
    const day = movedMondays[week] ?? week
    const [begins, ends] = summerTime[Number(day.slice(0, 4))] ?? ['', '']
    return { week, dueAt: `${day}T0${day > begins && day < ends ? 7 : 8}:00:00.000Z` }
  })
}

/**
 * Lives through eleven years: a second before each week is due, and a second after, it asks for what is due, from two
 * places at once.
 * @returns what went wrong, as sentences
 */
export async function liveThrough(db: Db, owners: number): Promise<string[]> {
  await manyOwners(db, owners)
  const faults: string[] = []
  for (const { week, dueAt } of expectedWeeks()) {
    const early = await plannedAt(db, dueAt, -1_000)
    if (early.length > 0) faults.push(`${early.join()} was planned before ${dueAt}`)
    const both = await Promise.all([plannedAt(db, dueAt, 1_000), plannedAt(db, dueAt, 1_000)])
    const planned = both.flat()
    if (planned.length !== 1 || !planned[0]?.startsWith(week))
      faults.push(`${week}: planned ${planned.join()}`)
    // As a sender would have done by the next week; what it sends is proven elsewhere.
    await rowsOf(db, sql`update deliveries set state = 'sent', settled_at = due_at where week = ${week}`)
    await closeWeeks(db, clockFrom(dueAt))
  }
  return faults
}

async function plannedAt(db: Db, dueAt: Instant, shiftMs: number): Promise<string[]> {
  const clock = clockFrom(new Date(Date.parse(dueAt) + shiftMs).toISOString())
  return (await planDueWeeks(db, clock)).planned
}

async function manyOwners(db: Db, owners: number): Promise<void> {
  const plan = await givenOwners(db, [{ startOn: '2020-01-01', dueOn: '2020-01-02' }], { digestsFrom: FIRST })
  const [action] = await db
    .select()
    .from(actions)
    .where(sql`plan_id = ${plan.planId}`)
  if (!action) throw new Error('the plan has an action')
  await rowsOf(
    db,
    sql`insert into people (id, name, email, post, created_at)
    select gen_random_uuid(), 'Owner ' || number, 'owner.' || number || '@council.example', '', now()
    from generate_series(1, ${owners}) number`,
  )
  await rowsOf(
    db,
    sql`insert into actions (id, plan_id, priority_id, horizon_id, ref, title, state, version, owner_id, due_on, start_on,
      agreed_on, times_extended, regulator_date, critical, created_at, updated_at)
    select gen_random_uuid(), plan_id, priority_id, horizon_id, 'X.' || people.name, title, state, 1, people.id, due_on,
      start_on, agreed_on, 0, false, false, actions.created_at, actions.updated_at
    from actions, people where actions.id = ${action.id} and people.name like 'Owner %'`,
  )
  await rowsOf(db, sql`update actions set state = 'cancelled' where id = ${action.id}`)
}
