import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import { plansConcerning } from '#db/read/sight.ts'
import { type DigestKind, type DigestLine, type DigestPart, WEEKLY_DIGEST } from '#db/schema/index.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import type { WeeklyEmail } from '#emails/digests/weekly.ts'
import { writeDigest } from '#emails/digests/write.ts'
import { type Day, type Instant, londonDay, mondayOf } from '#workflows/calendar/calendar.ts'
import { slotNamed } from '#workflows/calendar/digest-slot.ts'
import { digestDueAt } from '#workflows/calendar/weeks.ts'
import { type Scope, slotSql } from './mailed-plans.ts'
import { owedDigests } from './owed.ts'

export type Preview = WeeklyEmail & {
  /** When it is, or was, due. */
  dueAt: Instant
  person: { id: string; name: string; address: string }
  lines: DigestLine[]
}

/**
 * The weekly emails of a week as they would go, writing nothing: by the names of their receivers. What is not
 * due yet is shown as it would be then if nothing changed; any other as it would be now. Those with nothing to tell
 * are left out.
 * @param week a day of the week; today's when left out
 * @param personId the emails to this person only
 * @param kind one part of the emails alone
 * @param planId what the emails say of this plan only, and to its people only
 */
export async function previewWeek(
  db: Db,
  clock: Clock,
  { week, publicUrl, personId, planId, kind = WEEKLY_DIGEST }: PreviewAsked,
): Promise<Preview[]> {
  const now = await presentOf(db, clock)
  const monday = mondayOf(week ?? londonDay(now))
  const slots = await rowsOf<{ slot: string }>(
    db,
    sql`select distinct ${slotSql(sql`${monday}::date`)} as slot from plans
    where state = 'active' and digests_from <= ${monday}::date
      and ${personId === undefined ? sql`true` : sql`id = any(${plansConcerning(personId)})`}
      and (${planId ?? null}::uuid is null or id = ${planId ?? null}::uuid) order by slot`,
  )
  const previews: Preview[] = []
  for (const { slot: name } of slots) {
    const slot = slotNamed(name)
    const scope = { week: monday, slot, planId }
    previews.push(
      ...(await previewOf(db, { scope, dueAt: digestDueAt(monday, slot), now, publicUrl, personId, kind })),
    )
  }
  return previews
}

/** What a person would get if they asked for their digest now, or for one part: over all active plans, writing nothing. */
export async function previewAsked(
  db: Db,
  clock: Clock,
  { personId, publicUrl, kind }: { personId: string; publicUrl: string; kind: DigestKind },
): Promise<Preview[]> {
  const now = await presentOf(db, clock)
  return previewOf(db, { scope: 'allActive', dueAt: now, now, publicUrl, personId, kind })
}

async function presentOf(db: Db, clock: Clock): Promise<Instant> {
  const [present] = await rowsOf<{ now: Instant }>(db, sql`select ${zulu(databaseNow(clock))} as now`)
  return present?.now ?? clock.now()
}

type PreviewAsked = {
  week?: Day | undefined
  publicUrl: string
  personId?: string | undefined
  planId?: string | undefined
  kind?: DigestKind | undefined
}
type Owed = { parts: DigestPart[]; person_id: string; name: string; email: string; lines: DigestLine[] }

async function previewOf(
  db: Db,
  {
    scope,
    dueAt,
    now,
    publicUrl,
    personId,
    kind,
  }: {
    scope: Scope
    dueAt: Instant
    now: Instant
    publicUrl: string
    personId: string | undefined
    kind: DigestKind
  },
): Promise<Preview[]> {
  const at = dueAt > now ? dueAt : now
  const day = londonDay(at)
  const owed = await rowsOf<Owed>(
    db,
    sql`select * from (${owedDigests(scope, sql`${day}::date`, personId)}) owed
    order by ${inReadingOrder(sql`name`)}, person_id`,
  )
  const previews: Preview[] = []
  for (const { parts: owing, person_id: id, name, email: address, lines } of owed) {
    const email = await writeDigest(db, {
      parts: owing.filter((part) => kind === WEEKLY_DIGEST || part === kind),
      personId: id,
      name,
      scope,
      lines,
      at,
      day,
      lateFrom: null,
      publicUrl: publicUrl.replace(/\/+$/, ''),
      linkPath: null,
    })
    if (email) previews.push({ ...email, dueAt, person: { id, name, address }, lines })
  }
  return previews
}
