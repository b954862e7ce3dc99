import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { jsonOf } from '#db/connection/json-sql.ts'
import { editions, people, reports } from '#db/schema/index.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import type { ReportDocument } from '#workflows/report/text/text-tree.ts'
import { contentsOf, type EditionFile, filesOfEdition } from './edition-files.ts'
import { notWithdrawn } from './sight.ts'

/** What was issued of a report, without its contents. */
export type EditionHead = {
  id: string
  reportId: string
  number: number
  issuedAt: Instant
  issuedBy: { id: string; name: string }
  correction: string | null
  /** Whether there is one for the public. */
  isPublic: boolean
  /** Those that are made. */
  files: EditionFile[]
}

/**
 * The editions of a report, the newest first.
 * @param until those that were issued by then; all when it is null or left out
 */
export async function editionsOf(
  db: Db,
  reportId: string,
  until: Instant | null = null,
): Promise<EditionHead[]> {
  const by = until === null ? sql`true` : sql`${editions.issuedAt} <= ${until}::timestamptz`
  return (
    await rowsOf<{ edition: EditionHead }>(
      db,
      sql`select ${editionHead} as edition
        from ${editions} where ${editions.reportId} = ${reportId} and ${by} order by ${editions.number} desc`,
    )
  ).map(({ edition }) => edition)
}

/** An edition with what it holds. */
export type EditionRead = { edition: EditionHead; contents: ReportDocument }

/**
 * An edition with what it holds.
 * @param isPublic the one without its exempt parts, and its files alone; null where there is none
 */
export async function readEdition(
  db: Db,
  reportId: string,
  number: number,
  isPublic: boolean,
): Promise<EditionRead | null> {
  const [row] = await rowsOf<EditionRead>(
    db,
    sql`select ${editionHead} as edition, ${contentsOf(isPublic)} as contents from ${editions}
      where ${editions.reportId} = ${reportId} and ${editions.number} = ${number}
        and ${contentsOf(isPublic)} is not null`,
  )
  if (!row) return null
  const files = row.edition.files.filter((file) => file.isPublic === isPublic)
  return { ...row, edition: { ...row.edition, files } }
}

/**
 * What the public may read of an edition of a report that is marked public, with the report's day and the number of the
 * newest edition that it may read; null for all else, be it there or not.
 */
export async function readPublicEdition(
  db: Db,
  reportId: string,
  number: number,
): Promise<(EditionRead & { forOn: Day; newest: number }) | null> {
  const [row] = await rowsOf<{ forOn: Day; newest: number }>(
    db,
    sql`select ${reports.forOn} as "forOn", max(${editions.number}) as newest
      from ${reports} join ${editions} on ${editions.reportId} = ${reports.id} and ${editions.publicContents} is not null
      where ${reports.id} = ${reportId} and ${reports.isPublic} and ${reports.state} <> 'withdrawn'
        and ${notWithdrawn(sql`${reports.planId}`)} group by ${reports.id}`,
  )
  const read = row ? await readEdition(db, reportId, number, true) : null
  return row && read ? { ...read, ...row } : null
}

const nameOf = (id: SQL) =>
  sql`(select jsonb_build_object('id', id, 'name', name) from ${people} where ${people.id} = ${id})`

const editionHead = sql`${jsonOf(editions, ['contents', 'publicContents', 'issuedBy'])} || jsonb_build_object(
  'issuedBy', ${nameOf(sql`${editions.issuedBy}`)}, 'isPublic', ${editions.publicContents} is not null,
  'files', ${filesOfEdition})`
