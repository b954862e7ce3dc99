import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { jsonOf } from '#db/connection/json-sql.ts'
import { measures, observations, plans, priorities } from '#db/schema/index.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { inForce, type MeasureRow, type ObservationRow } from './measures.ts'

/** A measure whose newest figure was recorded lately, and its newest values, oldest first. */
export type MeasureNews = {
  measure: MeasureRow
  newest: ObservationRow
  values: number[]
  plan: { id: string; title: string }
}

/**
 * The measures in use of the priorities that a person leads whose newest figure was recorded since a moment, in one
 * statement and in the order of their plans. A figure of an old period that was recorded since is no news.
 * @param where which plans, as a condition on `plans`
 */
export async function measureNews(
  db: Db,
  { leadId, where, since }: { leadId: string; where: SQL; since: Instant },
): Promise<MeasureNews[]> {
  const stands = sql`${observations.measureId} = ${measures.id} and ${observations.kind} = 'figure'
    and ${observations.status} <> 'withdrawn' and ${inForce}`
  const newestFirst = sql`order by ${observations.asAtOn} desc, ${observations.id} desc`
  const rows = await rowsOf<Omit<MeasureNews, 'values'> & { values: number[] | null }>(
    db,
    sql`select ${jsonOf(measures)} as measure, json_build_object('id', ${plans.id}, 'title', ${plans.title}) as plan,
        (select ${jsonOf(observations)} from ${observations} where ${stands} ${newestFirst} limit 1) as newest,
        (select json_agg(value order by place desc) from (
          select ${observations.value}::float8 as value, row_number() over (${newestFirst}) as place
          from ${observations} where ${stands} and ${observations.value} is not null ${newestFirst} limit ${SHOWN}) told) as values
      from ${measures} join ${priorities} on ${priorities.id} = ${measures.priorityId}
        join ${plans} on ${plans.id} = ${measures.planId}
      where ${where} and ${measures.active} and ${priorities.leadId} = ${leadId}
        and (select ${observations.recordedAt} from ${observations} where ${stands} ${newestFirst} limit 1)
          >= ${since}::timestamptz
      order by ${inReadingOrder(sql`${plans.title}`)}, ${plans.id}, ${measures.position}, ${measures.id}`,
  )
  return rows.map((row) => ({ ...row, values: row.values ?? [] }))
}

/** Two years of monthly figures and the one before them: a longer run is not told apart. */
const SHOWN = 25
