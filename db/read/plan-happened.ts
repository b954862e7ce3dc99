import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import { events, people } from '#db/schema/index.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'

/** Something that happened in a plan: of what, where that has a reference or a title, and by whom. */
export type PlanHappened = {
  at: Instant
  actor: string | null
  event: string
  name: string | null
  /** The fields of it that an edit changed. */
  fields: string[]
}

/** What happened in a plan and all its parts from a moment on, the newest first. */
export function planHappened(db: Db, planId: string, since: Instant, limit: number): Promise<PlanHappened[]> {
  return rowsOf<PlanHappened>(
    db,
    sql`select ${zulu(sql`${events.at}`)} as at, ${people.name} as actor, ${events.event} as event,
        coalesce(${events.after}->>'ref', ${events.after}->>'title') as name,
        coalesce((select jsonb_agg(field) from jsonb_object_keys(case jsonb_typeof(${events.payload}->'change')
          when 'object' then ${events.payload}->'change' else '{}' end) field), '[]') as fields
      from ${events} left join ${people} on ${people.id} = ${events.actorId}
      where ${events.planId} = ${planId} and ${events.at} >= ${since}::timestamptz
        and ${events.subjectKind} <> 'import'
      order by ${events.at} desc, ${events.id} desc limit ${limit}`,
  )
}
