import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import { events } from '#db/schema/index.ts'
import { type Day, type Instant, londonDay } from '#workflows/calendar/calendar.ts'

/** What a measure counts: figures from before and after a change of it are of different things. */
export const countedFields = [
  'definition',
  'unit',
  'per',
  'countOf',
  'numerator',
  'numeratorSource',
  'denominator',
  'denominatorSource',
] as const
export type CountedField = (typeof countedFields)[number]

/** A change of what a measure counts, and the fields that were changed. */
export type MeasureEdit = { on: Day; fields: CountedField[] }

/**
 * When what a measure counts was changed, oldest first. A form that was saved with the same words changed nothing.
 * @param until only what had happened by this moment
 */
export async function countedEdits(
  db: Db,
  measureId: string,
  until: Instant | null = null,
): Promise<MeasureEdit[]> {
  const by = until === null ? sql`` : sql` and ${events.at} <= ${until}::timestamptz`
  const rows = await rowsOf<{ at: Instant; fields: CountedField[] }>(
    db,
    sql`select ${zulu(sql`told.at`)} as at, changed.fields from (
        select at, event, version, after, lag(after) over (order by version) as before from ${events}
        where ${events.aggregateId} = ${measureId} and ${events.event} in ('create', 'import', 'edit')${by}) told,
      lateral (select json_agg(field order by place) as fields
        from jsonb_array_elements_text(${JSON.stringify(countedFields)}::jsonb) with ordinality as each (field, place)
        where told.before -> field is distinct from told.after -> field) changed
      where told.event = 'edit' and told.before is not null and changed.fields is not null order by told.version`,
  )
  return rows.map(({ at, fields }) => ({ on: londonDay(at), fields }))
}
