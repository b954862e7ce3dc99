import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { events, plans, priorities } from '#db/schema/index.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'

/** What an answer says of others: names, titles, and the thresholds of a plan. */
export type Mentioned = { planId: string; priorityId: string | null; personIds: readonly string[] }

/** Whether anything that is mentioned has changed since an instant. Agencies and recommendations never do. */
export async function mentionedChanged(
  db: Db,
  { planId, priorityId, personIds }: Mentioned,
  since: Instant,
): Promise<boolean> {
  const [row] = await rowsOf<{ changed: boolean }>(
    db,
    sql`select exists (select from ${plans} where ${plans.id} = ${planId} and ${plans.updatedAt} > ${since}::timestamptz)
      or exists (select from ${priorities} where ${priorities.id} = ${priorityId}::uuid and ${priorities.updatedAt} > ${since}::timestamptz)
      or exists (select from ${events} where ${events.at} > ${since}::timestamptz and ${events.aggregateId} in
        (select jsonb_array_elements_text(${JSON.stringify(personIds)}::jsonb)::uuid)) as changed`,
  )
  return row?.changed ?? true
}
