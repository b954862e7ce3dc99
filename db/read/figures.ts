import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { jsonOf } from '#db/connection/json-sql.ts'
import { observations } from '#db/schema/index.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import { asOf, measuresAsAt, onePlan } from './as-at.ts'
import { inForce, type ObservationRead, type ObservationRow, observationsWhere } from './measures.ts'

/**
 * The figures of measures that stand: the newest ones up to a day, newest first, by the id of the measure.
 * @param most so many of each measure
 * @param known of measures of one plan, by what was known of them then; by what is known now where it is left out
 */
export async function figuresUpTo(
  db: Db,
  measureIds: readonly string[],
  day: Day,
  most: number,
  known: { planId: string; moment: Instant } | null = null,
): Promise<Map<string, ObservationRow[]>> {
  const then = known === null ? sql`` : asOf(known.moment, (at) => measuresAsAt(at, onePlan(known.planId)))
  const found = await rowsOf<{ figure: ObservationRow }>(
    db,
    sql`${then}select newest.figure from jsonb_array_elements_text(${JSON.stringify(measureIds)}::jsonb) asked
      cross join lateral (select ${jsonOf(observations)} as figure from ${observations}
        where ${observations.measureId} = asked::uuid and ${observations.asAtOn} <= ${day} and ${observations.kind} = 'figure'
          and ${observations.status} <> 'withdrawn' and ${inForce}
        order by ${observations.asAtOn} desc, ${observations.id} desc limit ${most}) newest`,
  )
  return Map.groupBy(
    found.map(({ figure }) => figure),
    ({ measureId }) => measureId,
  )
}

/** The figures of measures that stand for a span of days, of each its own, oldest first, by the id of the measure. */
export async function figuresWithin(
  db: Db,
  spans: readonly { measureId: string; from: Day; to: Day }[],
): Promise<Map<string, ObservationRow[]>> {
  const found = await rowsOf<{ figure: ObservationRow }>(
    db,
    sql`select ${jsonOf(observations)} as figure
      from jsonb_to_recordset(${JSON.stringify(spans)}::jsonb) as span("measureId" uuid, "from" date, "to" date)
      join ${observations} on ${observations.measureId} = span."measureId"
        and ${observations.asAtOn} between span."from" and span."to"
      where ${observations.kind} = 'figure' and ${observations.status} <> 'withdrawn' and ${inForce}
      order by ${observations.asAtOn}, ${observations.id}`,
  )
  return Map.groupBy(
    found.map(({ figure }) => figure),
    ({ measureId }) => measureId,
  )
}

/** What stands of measures for these days, figures and claims: what a new figure of one of the days is held against. */
export async function observationsOn(
  db: Db,
  measureIds: readonly string[],
  days: readonly Day[],
): Promise<Map<string, ObservationRow[]>> {
  const found = await rowsOf<{ observation: ObservationRow }>(
    db,
    sql`select ${jsonOf(observations)} as observation from ${observations}
      where ${observations.measureId} in (select jsonb_array_elements_text(${JSON.stringify(measureIds)}::jsonb)::uuid)
        and ${observations.asAtOn} in (select jsonb_array_elements_text(${JSON.stringify(days)}::jsonb)::date) and ${inForce}`,
  )
  return Map.groupBy(
    found.map(({ observation }) => observation),
    ({ measureId }) => measureId,
  )
}

/** What stands of measures for days, with who recorded it. */
export async function figuresOfDays(
  db: Db,
  measureIds: readonly string[],
  days: readonly Day[],
): Promise<ObservationRead[]> {
  const asked = sql`(select jsonb_array_elements_text(${JSON.stringify(measureIds)}::jsonb)::uuid)`
  const where = sql`${observations.measureId} in ${asked} and ${observations.kind} = 'figure'
    and ${observations.asAtOn} in (select jsonb_array_elements_text(${JSON.stringify(days)}::jsonb)::date)`
  const found = await observationsWhere(
    db,
    sql`${where} and ${observations.status} <> 'withdrawn' and ${inForce}`,
  )
  return found.map(({ read }) => read)
}
