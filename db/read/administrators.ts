import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'

/** Whether a person may start plans and invite people, whatever their part in a plan. */
export async function isAdministrator(db: Db, personId: string): Promise<boolean> {
  const rows = await rowsOf(
    db,
    sql`select from people where id = ${personId} and administrator and left_on is null`,
  )
  return rows.length === 1
}
