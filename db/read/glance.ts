import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import { actions, meetings, memberships, plans } from '#db/schema/index.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import type { Rating } from '#workflows/rating/rating.ts'
import { actionsJoined } from './action-facts.ts'
import { lastSitting } from './board.ts'
import { ratingCodeSql, ratingOfCodeSql } from './rating-sql.ts'
import { plansSeenBy } from './sight.ts'

/** How a plan stands, as far as one takes it in at a glance. */
export type PlanGlance = {
  id: string
  title: string
  counts: Partial<Record<Rating, number>>
  /** The next sitting of its board. */
  meeting: { id: string; title: string; heldOn: Day } | null
  /** The cut-off of the board's last sitting; null before the first. */
  lastCutOffAt: Instant | null
}

/**
 * The active plans that a person may see, in one statement: how many actions have which colour, and when the board
 * sits.
 * @param day the London day to rate at
 * @param which all of them, or those alone in which they have a role
 */
export async function plansAtAGlance(
  db: Db,
  personId: string,
  day: Day,
  which: 'all' | 'withRole',
): Promise<PlanGlance[]> {
  const belongs = sql`exists (select from ${memberships} where ${memberships.planId} = ${plans.id}
    and ${memberships.personId} = ${personId})`
  const counted = sql`select rating, count(*)::int as number from rated where rated.plan_id = ${plans.id} group by rating`
  return rowsOf<PlanGlance>(
    db,
    sql`with seen as materialized (select ${plans.id} as id from ${plans} where ${plans.state} = 'active'
        and ${plans.id} in ${plansSeenBy(personId)} ${which === 'all' ? sql`` : sql`and ${belongs}`}),
      rated as materialized (select ${actions.planId} as plan_id, ${ratingOfCodeSql(ratingCodeSql(day))} as rating
        from ${actionsJoined} where ${actions.planId} in (select id from seen))
    select ${plans.id} as id, ${plans.title} as title,
      coalesce((select jsonb_object_agg(rating, number) from (${counted}) counted), '{}') as counts,
      (select jsonb_build_object('id', ${meetings.id}, 'title', ${meetings.title}, 'heldOn', ${meetings.heldOn})
        from ${meetings} where ${meetings.planId} = ${plans.id} and ${meetings.heldOn} >= ${day}::date
          and ${meetings.state} in ('scheduled', 'frozen', 'issued')
        order by ${meetings.heldOn}, ${meetings.number} limit 1) as meeting,
      (select ${zulu(sql`${meetings.cutOffAt}`)} from ${lastSitting(sql`${plans.id}`, day)}) as "lastCutOffAt"
    from ${plans} where ${plans.id} in (select id from seen) order by ${inReadingOrder(sql`${plans.title}`)}, ${plans.id}`,
  )
}
