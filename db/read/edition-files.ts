import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { jsonOf, jsonRows } from '#db/connection/json-sql.ts'
import { type editionFileKinds, editionFiles, editions, reports } from '#db/schema/index.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'

export type EditionFileKind = (typeof editionFileKinds)[number]

/** A file of an edition without its bytes. */
export type EditionFile = {
  kind: EditionFileKind
  /** Whether it is made of what the public may read. */
  isPublic: boolean
  /** In bytes. */
  size: number
  /** Of its bytes, in hexadecimal. */
  sha256: string
  madeAt: Instant
}

/** Which form of an edition is meant. */
export type EditionForm = { editionId: string; isPublic: boolean }

const head = jsonOf(editionFiles, ['id', 'editionId', 'content'])

/** The files of an edition as a JSON array, for a statement that reads the edition. */
export const filesOfEdition: SQL = jsonRows(
  head,
  sql`${editionFiles} where ${editionFiles.editionId} = ${editions.id}`,
  sql`${editionFiles.isPublic}, ${editionFiles.kind} desc`,
)

/** A file of an edition with its bytes; null where it is not made yet. */
export async function readEditionFile(
  db: Db,
  { editionId, isPublic }: EditionForm,
  kind: EditionFileKind,
): Promise<(EditionFile & { content: Buffer }) | null> {
  const [row] = await rowsOf<{ head: EditionFile; text: string }>(
    db,
    sql`select ${head} as head, encode(${editionFiles.content}, 'base64') as text from ${editionFiles}
      where ${editionFiles.editionId} = ${editionId} and ${editionFiles.isPublic} = ${isPublic}
        and ${editionFiles.kind} = ${kind}`,
  )
  return row ? { ...row.head, content: Buffer.from(row.text, 'base64') } : null
}

/** What the files of an edition are made of, with a mark that changes when something is taken out of it. */
export type EditionToMake = EditionForm & { planId: string; contents: unknown; mark: string }

/** An edition to be made into files. Null where there is none, it has nothing for the public, or all its files are there. */
export async function editionToMake(
  db: Db,
  { editionId, isPublic }: EditionForm,
): Promise<EditionToMake | null> {
  const contents = contentsOf(isPublic)
  const [row] = await rowsOf<Omit<EditionToMake, keyof EditionForm>>(
    db,
    sql`select ${reports.planId} as "planId", ${contents} as contents, md5(${contents}::text) as mark
      from ${editions} join ${reports} on ${reports.id} = ${editions.reportId}
      where ${editions.id} = ${editionId} and ${contents} is not null and 2 > (select count(*) from ${editionFiles}
        where ${editionFiles.editionId} = ${editionId} and ${editionFiles.isPublic} = ${isPublic})`,
  )
  return row ? { editionId, isPublic, ...row } : null
}

/** What an edition holds, for all or for the public. */
export const contentsOf = (isPublic: boolean) => (isPublic ? editions.publicContents : editions.contents)
