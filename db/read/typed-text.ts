import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { typedTexts } from '#db/schema/index.ts'

/** What was typed into a form, and where the form is sent to. */
export type TypedText = { address: string; values: Record<string, string> }

/** Forms of one person that are kept at a time; the oldest makes room. */
const KEPT_MOST = 10

/** Days for which what was typed can be shown to its person. */
export const TYPED_DAYS = 1

/** Keeps what a person typed for a day, and forgets what is older. Gives the id under which it is kept. */
export async function keepTyped(
  db: Db,
  clock: Clock,
  personId: string,
  { address, values }: TypedText,
): Promise<string> {
  const id = newId()
  const now = databaseNow(clock)
  await rowsOf(
    db,
    sql`with old as (
        delete from ${typedTexts} where kept_at < ${now} - ${TYPED_DAYS} * interval '1 day' or id in (
          select id from ${typedTexts} where person_id = ${personId} order by kept_at desc offset ${KEPT_MOST - 1})
      )
      insert into ${typedTexts} (id, person_id, address, "values", kept_at)
      values (${id}, ${personId}, ${address}, ${JSON.stringify(values)}::text::jsonb, ${now})`,
  )
  return id
}

/** What a person typed, where it is theirs and not older than a day. */
export async function readTyped(
  db: Db,
  clock: Clock,
  personId: string,
  id: string,
): Promise<TypedText | null> {
  const [kept] = await rowsOf<TypedText>(
    db,
    sql`select address, "values" from ${typedTexts}
      where id = ${id} and person_id = ${personId} and kept_at > ${databaseNow(clock)} - ${TYPED_DAYS} * interval '1 day'`,
  )
  return kept ?? null
}
