import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { jsonOf } from '#db/connection/json-sql.ts'
import { people, wordTemplates } from '#db/schema/index.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'

/** The styles of a Word template, and of the file that they were taken out of its size in bytes and its SHA-256. */
export type NewWordTemplate = { styles: string; theme: string | null; size: number; sha256: string }

/** The Word template of a plan, with who set it. */
export type WordTemplateRead = NewWordTemplate & {
  setBy: { id: string; name: string }
  setAt: Instant
}

/** The Word template of a plan, or null where its Word files have the styles that we ship. */
export async function readWordTemplate(db: Db, planId: string): Promise<WordTemplateRead | null> {
  const [row] = await rowsOf<{ read: WordTemplateRead }>(
    db,
    sql`select ${jsonOf(wordTemplates, ['id', 'planId', 'setBy'])} || jsonb_build_object('setBy',
        (select jsonb_build_object('id', id, 'name', name) from ${people} where ${people.id} = ${wordTemplates.setBy})) as read
      from ${wordTemplates} where ${wordTemplates.planId} = ${planId}`,
  )
  return row?.read ?? null
}
