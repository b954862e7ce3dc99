import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { actions, extensions, people } from '#db/schema/index.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { peopleOfPlan } from './people-of.ts'

/** A due date that an action had until a decision moved it. */
export type DueMoved = { actionId: string; dueOn: Day; movedOn: Day }

/**
 * The due dates that the actions of a plan had before, each with the day on which it moved, oldest first.
 * @param until what was decided after this day is left out
 */
export async function dueDatesBefore(db: Db, planId: string, until: Day): Promise<DueMoved[]> {
  return rowsOf(
    db,
    sql`select ${extensions.actionId} as "actionId", ${extensions.previousDueOn} as "dueOn", ${extensions.decidedOn} as "movedOn"
      from ${extensions} join ${actions} on ${actions.id} = ${extensions.actionId}
      where ${actions.planId} = ${planId} and ${extensions.state} = 'granted' and ${extensions.decidedOn} <= ${until}::date
      order by ${extensions.decidedOn}, ${extensions.id}`,
  )
}

/** The people of a plan with their posts, those who have left among them, by name. */
export async function namedInPlan(
  db: Db,
  planId: string,
): Promise<{ name: string; post: string; leftOn: Day | null }[]> {
  return rowsOf(
    db,
    sql`select ${people.name} as name, ${people.post} as post, ${people.leftOn} as "leftOn" from ${people}
      where ${people.id} in ${peopleOfPlan(sql`${planId}::uuid`)} order by ${inReadingOrder(sql`${people.name}`)}, ${people.id}`,
  )
}
