import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { owedDigests } from './owed.ts'

/** Whether a person is among those who get a weekly email when there is something to tell: not one who only reads. */
export async function isMailed(db: Db, personId: string, day: Day): Promise<boolean> {
  const rows = await rowsOf(
    db,
    sql`select from (${owedDigests('allActive', sql`${day}::date`, personId)}) owed`,
  )
  return rows.length > 0
}
