import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { events, memberships, plans } from '#db/schema/index.ts'

/** A plan that waits for one person: for its chair's approval, or returned to its administrator. */
export type PlanWaiting = { id: string; title: string; waits: 'approval' | 'returned' }

/** The plans that wait for a person, by title: what they chair and is submitted, what they keep and was returned. */
export async function plansWaitingFor(db: Db, personId: string): Promise<PlanWaiting[]> {
  const returned = sql`(select event from ${events} where aggregate_id = ${plans.id} and event in ('submit', 'return')
    order by version desc limit 1) = 'return'`
  return rowsOf<PlanWaiting>(
    db,
    sql`select ${plans.id} as id, ${plans.title} as title,
        case ${plans.state} when 'submitted' then 'approval' else 'returned' end as waits
      from ${plans} join ${memberships} on ${memberships.planId} = ${plans.id}
      where ${memberships.personId} = ${personId}
        and (${memberships.role} = 'chair' and ${plans.state} = 'submitted'
          or ${memberships.role} = 'administrator' and ${plans.state} = 'draft' and ${returned})
      order by ${plans.title}, ${plans.id}`,
  )
}
