import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
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

/** Bytes that the files of one action may take up together. */
export const MOST_BYTES_OF_ACTION = 200 * 1024 * 1024

/** Keeps a file under an id that says nothing of it. Null when the action's files take up as much as they may. */
export async function addFile(
  db: Db,
  clock: Clock,
  { content, ...file }: { actionId: string; addedBy: string; name: string; type: string; content: Buffer },
): Promise<FileShown | null> {
  const [added] = await rowsOf<FileShown>(
    db,
    sql`insert into files (id, action_id, name, type, size, content, added_by, added_at)
      select ${newId()}::uuid, ${file.actionId}::uuid, ${file.name}, ${file.type}, ${content.length}::int,
        decode(${content.toString('base64')}, 'base64'), ${file.addedBy}::uuid, ${databaseNow(clock)}
      where (select coalesce(sum(size), 0) from files where action_id = ${file.actionId}) + ${content.length}::int
        <= ${MOST_BYTES_OF_ACTION}::bigint
      returning ${shown}`,
  )
  return added ?? null
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

const shown = sql`id, action_id as "actionId", name, type, size, ${zulu(sql`added_at`)} as "addedAt",
  ${zulu(sql`taken_out_at`)} as "takenOutAt"`
