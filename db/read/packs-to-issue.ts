import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import { meetings, memberships, plans } from '#db/schema/index.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'

/** A meeting whose pack is frozen, and waits for the chair to issue it. */
export type PackToIssue = {
  id: string
  title: string
  heldOn: Day
  cutOffAt: Instant
  planId: string
  plan: string
}

/**
 * The frozen packs of active plans that their chairs have not issued yet, by the day on which the board sits.
 * @param role what the person is in those plans
 */
export async function packsToIssue(
  db: Db,
  personId: string,
  role: 'chair' | 'administrator' = 'chair',
): Promise<PackToIssue[]> {
  return rowsOf<PackToIssue>(
    db,
    sql`select ${meetings.id} as id, ${meetings.title} as title, ${meetings.heldOn} as "heldOn",
        ${zulu(sql`${meetings.cutOffAt}`)} as "cutOffAt", ${plans.id} as "planId",
        ${plans.title} as plan
      from ${meetings} join ${plans} on ${plans.id} = ${meetings.planId}
        join ${memberships} on ${memberships.planId} = ${plans.id}
      where ${memberships.personId} = ${personId} and ${memberships.role} = ${role}
        and ${meetings.state} = 'frozen' and ${plans.state} = 'active'
      order by ${meetings.heldOn}, ${meetings.id}`,
  )
}
