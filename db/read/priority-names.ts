import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { people, plans, priorities } from '#db/schema/index.ts'
import { type Day, endOfLondonDay } from '#workflows/calendar/calendar.ts'
import { tablesAsAt } from './as-at.ts'
import type { PriorityRow } from './plans.ts'

/** What a priority refers to, as people know it. */
export type PriorityNames = {
  plan: { id: string; title: string }
  parent: { id: string; ref: string; title: string } | null
  lead: { id: string; name: string } | null
}

/**
 * What priorities that one may see refer to, by the id of the priority: one query for all of them.
 * @param asAt with plans and parents as they stood at the end of this London day; people are named as they are now
 */
export async function priorityNames(
  db: Db,
  rows: readonly PriorityRow[],
  asAt: Day | null = null,
): Promise<Map<string, PriorityNames>> {
  if (rows.length === 0) return new Map()
  const wanted = rows.map(({ id, planId, parentId, leadId }) => ({ id, planId, parentId, leadId }))
  const asked = sql`asked as materialized (select * from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
    as each(id uuid, "planId" uuid, "parentId" uuid, "leadId" uuid))`
  const past = asAt ? sql`, ${tablesAsAt(endOfLondonDay(asAt), sql`(select "planId" from asked)`)}` : sql``
  const found = await rowsOf<PriorityNames & { id: string }>(
    db,
    sql`with ${asked}${past} select asked.id,
      (select jsonb_build_object('id', ${plans.id}, 'title', ${plans.title}) from ${plans} where ${plans.id} = asked."planId") as plan,
      (select jsonb_build_object('id', ${priorities.id}, 'ref', ${priorities.ref}, 'title', ${priorities.title})
        from ${priorities} where ${priorities.id} = asked."parentId") as parent,
      (select jsonb_build_object('id', ${people.id}, 'name', ${people.name}) from ${people} where ${people.id} = asked."leadId") as lead
      from asked`,
  )
  return new Map(found.map(({ id, ...names }) => [id, names]))
}
