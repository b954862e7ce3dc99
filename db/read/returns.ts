import { type Db, rowsOf } from '#db/connection/connect.ts'
import { inArray, sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import { events, people } from '#db/schema/index.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'

/** Why an action came back to its owner: in whose words, and when. */
export type Return = { by: string | null; at: Instant; reason: string }

/** The latest return of each of these actions, by the action's id. Those that never came back are left out. */
export async function latestReturns(db: Db, actionIds: readonly string[]): Promise<Map<string, Return>> {
  if (actionIds.length === 0) return new Map()
  const rows = await rowsOf<Return & { actionId: string }>(
    db,
    sql`select distinct on (${events.aggregateId}) ${events.aggregateId} as "actionId", ${people.name} as by,
        ${zulu(sql`${events.at}`)} as at, coalesce(${events.payload}->>'reason', '') as reason
      from ${events} left join ${people} on ${people.id} = ${events.actorId}
      where ${inArray(events.aggregateId, [...actionIds])} and ${events.event} = 'return' and ${events.subjectKind} = 'action'
      order by ${events.aggregateId}, ${events.version} desc`,
  )
  return new Map(rows.map(({ actionId, ...found }) => [actionId, found]))
}
