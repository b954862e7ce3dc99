import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import { openWeeks } from '#db/read/mail.ts'
import { LATE_HOURS } from '#db/schema/index.ts'
import { dueWeeksWithoutRow } from '#emails/ledger/due-weeks.ts'
import { periodOf } from '#emails/ledger/plan-week.ts'

const LATE_MS = LATE_HOURS * 3_600_000

/**
 * Weeks of digests that should have gone by now and have not, by the names of the ledger: those planned that are
 * not done an hour after they were due, and those that no process has planned by then.
 */
export async function lateDigests(db: Db, clock: Clock): Promise<string[]> {
  const [open, unplanned, [present]] = await Promise.all([
    openWeeks(db, clock),
    dueWeeksWithoutRow(db, clock),
    rowsOf<{ now: string }>(db, sql`select ${zulu(databaseNow(clock))} as now`),
  ])
  const late = unplanned.filter(({ dueAt }) => Date.parse(dueAt) < Date.parse(present?.now ?? '') - LATE_MS)
  return [...open, ...late.map(({ week, slot }) => periodOf(week, slot))]
}
