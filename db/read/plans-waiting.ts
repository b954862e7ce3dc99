import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import { events, memberships, plans } from '#db/schema/index.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'

/** A plan that waits for one person: for its chair's approval, or returned to its administrator. */
export type PlanWaiting = {
  id: string
  title: string
  waits: 'approval' | 'returned'
  /** When it was submitted, or returned; null where the history does not say. */
  since: Instant | null
}

/** The plans that wait for a person, by title: what they chair and is submitted, what they keep and was returned. */
export async function plansWaitingFor(db: Db, personId: string): Promise<PlanWaiting[]> {
  const last = (column: SQL) => sql`(select ${column} from ${events} where aggregate_id = ${plans.id}
    and event in ('submit', 'return') order by ${events.version} desc limit 1)`
  const returned = sql`${last(sql`event`)} = 'return'`
  return rowsOf<PlanWaiting>(
    db,
    sql`select ${plans.id} as id, ${plans.title} as title,
        case ${plans.state} when 'submitted' then 'approval' else 'returned' end as waits,
        ${zulu(last(sql`at`))} as since
      from ${plans} join ${memberships} on ${memberships.planId} = ${plans.id}
      where ${memberships.personId} = ${personId}
        and (${memberships.role} = 'chair' and ${plans.state} = 'submitted'
          or ${memberships.role} = 'administrator' and ${plans.state} = 'draft' and ${returned})
      order by ${inReadingOrder(sql`${plans.title}`)}, ${plans.id}`,
  )
}
