import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { assigned, columnsOf, insertRows, rowOf } from '#db/connection/rows.ts'
import type { MeasureRow, ObservationRow } from '#db/read/measures.ts'
import { events, inspections, measures, observations } from '#db/schema/index.ts'
import type { InspectionFacts } from '#workflows/inspection/inspection-facts.ts'
import type { EventRow } from './commit.ts'

export type MeasureCommit = {
  /** The measure as it was read; null when it is new. */
  before: { id: string; version: number } | null
  /** The measure as it stands afterwards, one version on. */
  after: MeasureRow
  observations: readonly ObservationRow[]
  event: EventRow
}

/** A new entry of the register of inspections, written beside measures that came in the same file. */
export type InspectionBeside = { after: InspectionFacts; event: EventRow }

/** What a change of measures is tied to beyond their versions. */
export type MeasureCommitTerms = {
  /** Nothing is written where it does not hold. */
  condition?: SQL
  /** Entries of the register of inspections that come with them. */
  beside?: readonly InspectionBeside[]
  /** More of the statement, which reads from `moved`: a row for each measure that was changed. */
  steps?: readonly SQL[]
}

/**
 * Writes changes of measures, each with its observations and its history row, in one statement: all of them or, when
 * one of the versions has moved on, none.
 * @returns whether they were written
 */
export async function commitMeasures(
  db: Db,
  commits: readonly MeasureCommit[],
  { condition = sql`true`, steps: more = [], beside = [] }: MeasureCommitTerms = {},
): Promise<boolean> {
  const read = commits.flatMap(({ before }) => (before ? [{ id: before.id, version: before.version }] : []))
  const born = commits.filter(({ before }) => before === null).map(({ after }) => after)
  const changed = commits.filter(({ before }) => before !== null).map(({ after }) => after)
  const noted = commits.flatMap((commit) => commit.observations)
  const history = [...commits, ...beside].map(({ event }) => event)
  const inspected = beside.map(({ after }) => after)
  const steps = [
    sql`held as (select measures.id from measures
      join jsonb_to_recordset(${JSON.stringify(read)}::jsonb) wanted(id uuid, version integer) on wanted.id = measures.id
      where measures.version = wanted.version for update of measures)`,
    sql`ready as (select where (select count(*) from held) = ${read.length} and ${condition})`,
    ...(born.length > 0 ? [sql`born as (${insertRows(measures, born, ready)})`] : []),
    ...(changed.length > 0 ? [sql`moved as (${updateRows(changed)})`] : []),
    ...(noted.length > 0 ? [sql`noted as (${insertRows(observations, noted, ready)})`] : []),
    ...(inspected.length > 0 ? [sql`inspected as (${insertRows(inspections, inspected, ready)})`] : []),
    sql`history as (${insertRows(events, history, ready)})`,
    ...more,
  ]
  const written = await rowsOf(db, sql`with ${sql.join(steps, sql`, `)} select from ready`)
  return written.length === 1
}

const ready = sql`ready`

function updateRows(changed: readonly MeasureRow[]) {
  const fields = columnsOf(measures).filter(
    ({ key }) => key !== 'id' && key !== 'planId' && key !== 'createdAt',
  )
  const assignments = fields.map((field) => assigned(measures, field))
  const rows = JSON.stringify(changed.map((row) => rowOf(measures, row)))
  return sql`update measures set ${sql.join(assignments, sql`, `)}
    from ready, jsonb_populate_recordset(null::measures, ${rows}::jsonb) wanted where measures.id = wanted.id returning measures.id`
}
