import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { contentsOf, type EditionFileKind, type EditionToMake } from '#db/read/edition-files.ts'
import { editionFiles, editions } from '#db/schema/index.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'

/** A file that was made of an edition. */
export type NewEditionFile = { kind: EditionFileKind; content: Buffer; sha256: string }

/**
 * Keeps the files of an edition, those that are not there yet. None where something was taken out of the edition since
 * they were made: the write waits for a redaction that is under way, and then finds another mark.
 * @returns whether the edition still holds what they were made of
 */
export async function keepEditionFiles(
  db: Db,
  { editionId, isPublic, mark }: EditionToMake,
  files: readonly NewEditionFile[],
  madeAt: Instant,
): Promise<boolean> {
  const rows = files.map(
    ({ kind, content, sha256 }) =>
      sql`(${newId()}::uuid, ${kind}::text, ${content.length}::int, ${sha256}::text, ${content.toString('base64')}::text)`,
  )
  const written = await rowsOf(
    db,
    sql`with same as (select id from ${editions}
        where ${editions.id} = ${editionId} and md5(${contentsOf(isPublic)}::text) = ${mark} for share),
      kept as (insert into ${editionFiles} (id, edition_id, kind, is_public, size, sha256, content, made_at)
        select made.id, same.id, made.kind, ${isPublic}::boolean, made.size, made.sha256, decode(made.text, 'base64'),
          ${madeAt}::timestamptz
        from same, (values ${sql.join(rows, sql`, `)}) made (id, kind, size, sha256, text)
        on conflict do nothing)
      select id from same`,
  )
  return written.length === 1
}
