import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { jsonOf } from '#db/connection/json-sql.ts'
import { measures, observations, priorities } from '#db/schema/index.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import { asOf, measuresAsAt, onePlan } from './as-at.ts'
import { inForce, type MeasureRow, type ObservationRow } from './measures.ts'

function asKnown(planId: string, moment: Instant | null): SQL {
  return asOf(moment, (then) => measuresAsAt(then, onePlan(planId)))
}

/** What no picture of a measure shows, and a page of hundreds need not read. */
const unseen = [
  'definition',
  'countOf',
  'numerator',
  'numeratorSource',
  'denominator',
  'denominatorSource',
  'aliases',
  'note',
  'createdAt',
  'updatedAt',
] as const
const unseenOfFigures = [
  'denominatorSource',
  'source',
  'sourceRef',
  'caveat',
  'reason',
  'supersedesId',
  'smallCountAcknowledged',
  'recordedBy',
] as const

export type SeriesMeasure = Omit<MeasureRow, (typeof unseen)[number]>
export type SeriesFigure = Omit<ObservationRow, (typeof unseenOfFigures)[number]>

/** A measure with its priority, both ends of what is known of it, and the whole of it as a series. */
export type MeasureSeries = {
  measure: SeriesMeasure
  first: SeriesFigure | null
  newest: SeriesFigure | null
  priority: { id: string; ref: string; title: string } | null
  /** Its figures that have a number, oldest first, and the number that each is a share of. */
  series: { days: Day[]; values: number[]; sizes: (number | null)[] }
}

/**
 * The measures of a plan that are in use, each with its whole series in a compact form, in one statement and in the
 * order of the plan: for pages that draw each of them small.
 * @param priorityId those of one priority alone
 * @param moment by what was known then; by what is known now when null
 */
export async function measureSeries(
  db: Db,
  planId: string,
  { priorityId, moment = null }: { priorityId?: string | undefined; moment?: Instant | null } = {},
): Promise<MeasureSeries[]> {
  const only = priorityId === undefined ? sql`` : sql` and ${measures.priorityId} = ${priorityId}`
  return seriesWhere(
    db,
    asKnown(planId, moment),
    sql`${measures.planId} = ${planId} and ${measures.active}${only}`,
  )
}

/**
 * Measures of a plan by their ids, in use or not, each with its series, in the order of the plan; without those that
 * there were not.
 * @param moment by what was known then; by what is known now when null
 */
export async function measureSeriesOf(
  db: Db,
  { planId, measureIds: ids }: { planId: string; measureIds: readonly string[] },
  moment: Instant | null = null,
): Promise<MeasureSeries[]> {
  if (ids.length === 0) return []
  return seriesWhere(
    db,
    asKnown(planId, moment),
    sql`${measures.id} in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::uuid)`,
  )
}

async function seriesWhere(db: Db, then: SQL, where: SQL): Promise<MeasureSeries[]> {
  const end = (order: SQL) => figure(order, unseenOfFigures)
  // In few bytes, and quick to write: days by their number, and numbers as they are read here anyway.
  const rows = await rowsOf<
    Omit<MeasureSeries, 'series'> & { days: number[] | null; values: number[]; sizes: (number | null)[] }
  >(
    db,
    sql`${then}select ${jsonOf(measures, unseen)} as measure,
        case when ${priorities.id} is null then null else json_build_object(
          'id', ${priorities.id}, 'ref', ${priorities.ref}, 'title', ${priorities.title}) end as priority,
        ${end(sql`${observations.asAtOn}, ${observations.id}`)} as first,
        ${end(sql`${observations.asAtOn} desc, ${observations.id} desc`)} as newest,
        drawn.days, drawn.values, drawn.sizes
      from ${measures} left join ${priorities} on ${priorities.id} = ${measures.priorityId}
      left join (select measure_id, to_json(array_agg(day)) as days,
          to_json(array_agg(value)) as values, to_json(array_agg(size)) as sizes
        from (select ${observations.measureId} as measure_id, ${observations.asAtOn} - date ${EPOCH} as day,
            ${observations.value}::float8 as value, ${observations.denominator}::float8 as size
          from ${observations} where ${observations.measureId} in (select ${measures.id} from ${measures} where ${where})
            and ${stands} and ${observations.value} is not null
          order by ${observations.measureId}, ${observations.asAtOn}, ${observations.id}) told
        group by measure_id) drawn on drawn.measure_id = ${measures.id}
      where ${where} order by ${measures.position}, ${measures.id}`,
  )
  const dayOf = dayNumbers()
  return rows.map(({ days, values, sizes, ...known }) => ({
    ...known,
    series: days ? { days: days.map(dayOf), values, sizes } : { days: [], values: [], sizes: [] },
  }))
}

const EPOCH = sql.raw("'1970-01-01'")

/** Days by their number. Measures have most of their days in common. */
function dayNumbers(): (number: number) => Day {
  const known = new Map<number, Day>()
  return (number) => {
    const day = known.get(number) ?? new Date(number * 86_400_000).toISOString().slice(0, 10)
    known.set(number, day)
    return day
  }
}

function figure(order: SQL, leaveOut: readonly string[]): SQL {
  return sql`(select ${jsonOf(observations, leaveOut)} from ${observations}
    where ${observations.measureId} = ${measures.id} and ${stands} order by ${order} limit 1)`
}

const stands = sql`${observations.kind} = 'figure' and ${observations.status} <> 'withdrawn' and ${inForce}`
