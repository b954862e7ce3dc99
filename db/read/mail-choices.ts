import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { peopleOfPlan } from './people-of.ts'

/** What a plan's mail log can be narrowed by: the people it mails by name, and its weeks, newest first. */
export async function mailChoices(
  db: Db,
  planId: string,
): Promise<{ people: { id: string; name: string }[]; weeks: Day[] }> {
  const people = peopleOfPlan(sql`${planId}::uuid`)
  const [named, weeks] = await Promise.all([
    rowsOf<{ id: string; name: string }>(
      db,
      sql`select id, name from people where id in ${people} order by ${inReadingOrder(sql`name`)}, id`,
    ),
    rowsOf<{ week: Day }>(
      db,
      sql`select distinct to_char(week, 'YYYY-MM-DD') as week from deliveries
      where week is not null and person_id in ${people} order by week desc limit 104`,
    ),
  ])
  return { people: named, weeks: weeks.map(({ week }) => week) }
}
