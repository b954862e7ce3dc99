import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { type DeliveryState, type DigestKind, WEEKLY_DIGEST } from '#db/schema/index.ts'
import { londonDaySql, nothingDueSql, owedDigests } from './owed.ts'

/** Emails of one kind that a person may ask for in a day. It is our own number, from no published rule. */
export const ASKED_A_DAY = 3

export type Asked =
  | { outcome: 'queued'; id: string; state: DeliveryState }
  | { outcome: 'tooMany' }
  | { outcome: 'notOwed' }

/**
 * Queues a digest that a person asked for, or one part of it: what they would be told now, over all active plans. It has a period of
 * its own, so that the weekly one still goes; and a number in it, so that no more than three go a day, however many
 * requests come at once.
 * @returns `notOwed` when they own, lead, chair, administer and stand in for nothing of that kind
 */
export async function askForDigest(
  db: Db,
  clock: Clock,
  { personId, kind }: { personId: string; kind: DigestKind },
): Promise<Asked> {
  const now = databaseNow(clock)
  const isWhole = kind === WEEKLY_DIGEST
  for (let tries = 0; tries <= ASKED_A_DAY; tries++) {
    const [row] = await rowsOf<{
      owed: number
      number: number
      id: string | null
      state: DeliveryState | null
    }>(
      db,
      sql`
      with owed as (
        select person_id, name, email, ${isWhole ? sql`parts` : sql`jsonb_build_array(${kind}::text) as parts`}, lines
        from (${owedDigests('allActive', londonDaySql(now))}) all_owed
        where person_id = ${personId} and (${isWhole} or parts ? ${kind})
      ), asked as (
        select count(*)::int + 1 as number from deliveries
        where person_id = ${personId} and kind = ${kind} and period like 'asked ' || ${londonDaySql(now)}::text || ' %'
      ), written as (
        insert into deliveries (id, kind, period, person_id, state, to_name, to_address, parts, lines, due_at, late,
          attempts, next_try_at, fence, ambiguous, reply, created_at, settled_at)
        select ${newId()}, ${kind}, 'asked ' || ${londonDaySql(now)}::text || ' ' || asked.number, person_id,
          case when ${nothingDueSql} then 'nothingDue' else 'queued' end, name, email, parts, lines,
          ${now}, false, 0, ${now}, 0, false, '', ${now},
          case when ${nothingDueSql} then ${now} end
        from owed, asked where asked.number <= ${ASKED_A_DAY}
        on conflict do nothing
        returning id, state
      )
      select (select count(*)::int from owed) as owed, asked.number, written.id, written.state
      from asked left join written on true`,
    )
    if (row?.id && row.state) return { outcome: 'queued', id: row.id, state: row.state }
    if (!row || row.owed === 0) return { outcome: 'notOwed' }
    if (row.number > ASKED_A_DAY) return { outcome: 'tooMany' }
    // Another request took this number meanwhile.
  }
  return { outcome: 'tooMany' }
}
