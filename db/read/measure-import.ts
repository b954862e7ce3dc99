import type { Db } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { measures, observations } from '#db/schema/index.ts'
import { type MeasureRow, measuresWhere, type ObservationRead, observationsWhere } from './measures.ts'

/** All measures of a plan with all their observations, for an import to compare with. */
export async function measuresWithObservations(
  db: Db,
  planId: string,
): Promise<{ measure: MeasureRow; observations: ObservationRead[] }[]> {
  const [reads, rows] = await Promise.all([
    measuresWhere(db, sql`${measures.planId} = ${planId}`),
    observationsWhere(
      db,
      sql`${observations.measureId} in (select id from ${measures} where plan_id = ${planId})`,
    ),
  ])
  const byMeasure = Map.groupBy(
    rows.map(({ read }) => read),
    ({ measureId }) => measureId,
  )
  return reads.map(({ read: { measure } }) => ({ measure, observations: byMeasure.get(measure.id) ?? [] }))
}
