import { sql } from 'drizzle-orm'
import { type Clock, databaseNow } from '#db/clock.ts'
import { type Db, rowsOf } from '#db/connect.ts'
import { zulu } from '#db/json-sql.ts'
import type { DigestKind, DigestLine } from '#db/schema/index.ts'
import { type Day, type Instant, londonDay, mondayOf } from '#workflows/calendar.ts'
import { type DigestSlot, slotNamed } from '#workflows/digest-slot.ts'
import { digestDueAt } from '#workflows/weeks.ts'
import { newsSince } from './compose.ts'
import { writeDigest } from './digest/write.ts'
import type { Email } from './email.ts'
import { slotSql } from './mailed-plans.ts'
import { owedDigests } from './owed.ts'

export type Preview = Email & {
  kind: DigestKind
  /** When it is, or was, due. */
  dueAt: Instant
  person: { id: string; name: string; address: string }
  lines: DigestLine[]
}

/**
 * The weekly emails of a week as they would go, writing nothing: by kind and name of their receivers. What is not
 * due yet is shown as it would be then if nothing changed; any other as it would be now. Those with nothing to tell
 * are left out.
 * @param week a day of the week; today's when left out
 * @param personId the emails to this person only
 */
export async function previewWeek(
  db: Db,
  clock: Clock,
  { week, publicUrl, personId }: { week?: Day | undefined; publicUrl: string; personId?: string },
): Promise<Preview[]> {
  const [present] = await rowsOf<{ now: Instant }>(db, sql`select ${zulu(databaseNow(clock))} as now`)
  const now = present?.now ?? clock.now()
  const monday = mondayOf(week ?? londonDay(now))
  const slots = await rowsOf<{ slot: string }>(
    db,
    sql`select distinct ${slotSql(sql`${monday}::date`)} as slot from plans
    where state = 'active' and digests_from <= ${monday}::date order by slot`,
  )
  const previews: Preview[] = []
  for (const { slot } of slots)
    previews.push(
      ...(await previewSlot(db, { week: monday, slot: slotNamed(slot), now, publicUrl, personId })),
    )
  return previews
}

type SlotAsked = {
  week: Day
  slot: DigestSlot
  now: Instant
  publicUrl: string
  personId: string | undefined
}
type Owed = { kind: DigestKind; person_id: string; name: string; email: string; lines: DigestLine[] }

async function previewSlot(db: Db, { week, slot, now, publicUrl, personId }: SlotAsked): Promise<Preview[]> {
  const dueAt = digestDueAt(week, slot)
  const at = dueAt > now ? dueAt : now
  const day = londonDay(at)
  const owed = await rowsOf<Owed>(
    db,
    sql`select * from (${owedDigests({ week, slot }, sql`${day}::date`)}) owed
    where ${personId ?? null}::uuid is null or person_id = ${personId ?? null}::uuid
    order by kind = 'ownerDigest' desc, kind, name, person_id`,
  )
  const previews: Preview[] = []
  for (const { kind, person_id: id, name, email: address, lines } of owed) {
    const email = await writeDigest(db, {
      kind,
      personId: id,
      name,
      scope: { week, slot },
      lines,
      at,
      day,
      since: newsSince({ week, slot }, at),
      lateFrom: null,
      publicUrl: publicUrl.replace(/\/+$/, ''),
    })
    if (email) previews.push({ ...email, kind, dueAt, person: { id, name, address }, lines })
  }
  return previews
}
