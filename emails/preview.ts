import { sql } from 'drizzle-orm'
import { type Clock, databaseNow } from '#db/clock.ts'
import { type Db, rowsOf } from '#db/connect.ts'
import { zulu } from '#db/json-sql.ts'
import type { DigestLine } from '#db/schema/index.ts'
import { type Day, type Instant, londonDay, mondayOf } from '#workflows/calendar.ts'
import { digestDueAt } from '#workflows/weeks.ts'
import { ownerDigest } from './digest/owner.ts'
import { stillDue } from './digest/still-due.ts'
import type { Email } from './email.ts'
import { owedDigests } from './owed.ts'

export type Preview = Email & {
  person: { id: string; name: string; address: string }
  lines: DigestLine[]
}

/**
 * The owner digests of a week as they would go, by name of their receivers, writing nothing. A week that is not due
 * yet is shown as it would be then if nothing changed; any other as it would be now. Owners of whom nothing is
 * asked are left out.
 * @param week a day of the week; today's when left out
 */
export async function previewWeek(
  db: Db,
  clock: Clock,
  { week, publicUrl }: { week?: Day | undefined; publicUrl: string },
): Promise<Preview[]> {
  const [present] = await rowsOf<{ now: Instant }>(db, sql`select ${zulu(databaseNow(clock))} as now`)
  const today = londonDay(present?.now ?? clock.now())
  const monday = mondayOf(week ?? today)
  const due = londonDay(digestDueAt(monday))
  const day = due > today ? due : today
  const owed = await rowsOf<{ person_id: string; name: string; email: string; lines: DigestLine[] }>(
    db,
    sql`select * from (${owedDigests(sql`${monday}::date`, sql`${day}::date`)}) owed
    where lines <> '[]' order by name, person_id`,
  )
  const previews: Preview[] = []
  for (const { person_id: id, name, email: address, lines } of owed) {
    const items = await stillDue(db, id, lines, day)
    if (items.length === 0) continue
    const email = ownerDigest({ name, day, items, publicUrl: publicUrl.replace(/\/+$/, ''), lateFrom: null })
    previews.push({ ...email, person: { id, name, address }, lines })
  }
  return previews
}
