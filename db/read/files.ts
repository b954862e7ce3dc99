import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { brokenConstraint } from '#db/connection/errors.ts'
import { newId } from '#db/connection/ids.ts'
import { zulu } from '#db/connection/json-sql.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'

/** A file of an action without its content. */
export type FileShown = {
  id: string
  actionId: string
  name: string
  type: string
  size: number
  addedAt: Instant
  /** When its content was taken out; null for a file that is there. */
  takenOutAt: Instant | null
}

/** A file of an action in a list, with who sent it. */
export type FileListed = FileShown & { addedBy: { id: string; name: string } }

/** Bytes that the files of one action may take up together. */
export const MOST_BYTES_OF_ACTION = 200 * 1024 * 1024

/**
 * Keeps a file under an id that says nothing of it. The second of one name in an action is called 'name (2).pdf'.
 * Null when the action's files take up as much as they may.
 */
export async function addFile(
  db: Db,
  clock: Clock,
  file: { actionId: string; addedBy: string; name: string; type: string; content: Buffer },
): Promise<FileShown | null> {
  for (let times = 1; ; times++) {
    try {
      return await insertFile(db, clock, file)
    } catch (error) {
      // Another file took the name at the same moment.
      if (brokenConstraint(error) !== 'files_name' || times === MOST) throw error
    }
  }
}

/** Times that a free name is looked for while others take it. */
const MOST = 20

async function insertFile(
  db: Db,
  clock: Clock,
  {
    content,
    name,
    ...file
  }: { actionId: string; addedBy: string; name: string; type: string; content: Buffer },
): Promise<FileShown | null> {
  const at = name.lastIndexOf('.')
  const [base, ending] = [name.slice(0, at), name.slice(at)]
  const free = sql`(select name from (
      select 1 as number, ${name}::text as name
      union all select number, ${base}::text || ' (' || number || ')' || ${ending}::text from generate_series(2, 1 +
        (select count(*)::int + 1 from files where action_id = ${file.actionId}::uuid)) number) names
    where not exists (select from files where action_id = ${file.actionId}::uuid and lower(files.name) = lower(names.name))
    order by number limit 1)`
  const [added] = await rowsOf<FileShown>(
    db,
    sql`insert into files (id, action_id, name, type, size, content, added_by, added_at)
      select ${newId()}::uuid, ${file.actionId}::uuid, ${free}, ${file.type}, ${content.length}::int,
        decode(${content.toString('base64')}, 'base64'), ${file.addedBy}::uuid, ${databaseNow(clock)}
      where (select coalesce(sum(size), 0) from files where action_id = ${file.actionId}) + ${content.length}::int
        <= ${MOST_BYTES_OF_ACTION}::bigint
      returning ${shown}`,
  )
  return added ?? null
}

/** The files of an action, the first that was sent first. */
export async function filesOf(db: Db, actionId: string): Promise<FileListed[]> {
  return rowsOf<FileListed>(
    db,
    sql`select ${shown}, jsonb_build_object('id', people.id, 'name', people.name) as "addedBy"
      from files join people on people.id = files.added_by
      where action_id = ${actionId} order by added_at, files.id`,
  )
}

/** A file with its content, or null. */
export async function readFile(db: Db, id: string): Promise<(FileShown & { content: Buffer }) | null> {
  const [file] = await rowsOf<FileShown & { text: string }>(
    db,
    sql`select ${shown}, encode(content, 'base64') as text from files where id = ${id}`,
  )
  if (!file) return null
  const { text, ...rest } = file
  return { ...rest, content: Buffer.from(text, 'base64') }
}

const shown = sql`files.id, action_id as "actionId", files.name, type, size, ${zulu(sql`added_at`)} as "addedAt",
  ${zulu(sql`taken_out_at`)} as "takenOutAt"`
