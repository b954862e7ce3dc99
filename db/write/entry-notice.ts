import { type SQL, sql } from '#db/connection/drizzle.ts'
import { idAfter } from '#db/connection/id-after.ts'
import { newId } from '#db/connection/ids.ts'
import { insertRows } from '#db/connection/rows.ts'
import { deliveries, type EntryKind, TO_THE_OLD } from '#db/schema/index.ts'
import { type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import { mailboxOf } from '#workflows/people/mailbox.ts'
import type { DeliveryRow, EventRow } from './commit.ts'

type Receiver = { id: string; name: string; email: string }

/** An email of the ledger that is owed at once, as a row of it. */
export function owedAtOnce(
  kind: EntryKind | 'invitation',
  period: string,
  { id, name, email }: Receiver,
  now: Instant,
): DeliveryRow {
  return {
    id: newId(),
    kind,
    period,
    personId: id,
    state: 'queued',
    toName: name,
    toAddress: email,
    lines: [],
    dueAt: now,
    late: false,
    attempts: 0,
    nextTryAt: now,
    fence: 0,
    ambiguous: false,
    createdAt: now,
  }
}

/** Steps of a person's write: another address is told to it and to the one before, unless both are one mailbox. */
export function addressTold(before: Receiver, after: Receiver, event: EventRow, now: Instant): SQL[] {
  if (before.email === after.email) return []
  const other = mailboxOf(before.email) !== mailboxOf(after.email)
  const rows = [
    owedAtOnce('addressChanged', event.id, after, now),
    ...(other ? [owedAtOnce('addressChanged', `${event.id}${TO_THE_OLD}`, before, now)] : []),
  ]
  return [sql`readdressed as (${insertRows(deliveries, rows, sql`moved`)})`]
}

/** A step of a plan's write: a person is told of their role in it. */
export function roleTold(personId: string, event: EventRow, now: Instant): SQL {
  return sql`told as (${owedTo('roleChanged', event.id, now, sql`(select ${personId}::uuid as person_id from moved) concerned`)})`
}

/**
 * Steps of a person's write by which nobody stands in for them any more, nor they for others.
 * @param told whether both sides of what would still have held are told: not where the person comes back
 */
export function deputiesEnded(event: EventRow, now: Instant, told: boolean): SQL[] {
  const parted = sql`parted as (update deputies set ended_at = ${now} from moved
    where ended_at is null and moved.id in (owner_id, deputy_id) returning owner_id, deputy_id, until_on)`
  const sides = sql`(select owner_id as person_id from parted where until_on >= ${londonDay(now)}
    union select deputy_id from parted where until_on >= ${londonDay(now)}) concerned`
  return told ? [parted, sql`parted_told as (${owedTo('deputyEnded', event.id, now, sides)})`] : [parted]
}

/** Owes one email to each person of a table with `person_id`. */
function owedTo(kind: EntryKind, period: string, now: Instant, concerned: SQL): SQL {
  return sql`insert into deliveries (id, kind, period, person_id, state, to_name, to_address, lines, due_at, late,
      attempts, next_try_at, fence, ambiguous, created_at)
    select ${idAfter(newId(), sql`row_number() over (order by people.id)`)}, ${kind}, ${period}, people.id, 'queued',
      people.name, people.email, '[]', ${now}, false, 0, ${now}, 0, false, ${now}
    from ${concerned} join people on people.id = person_id on conflict do nothing`
}
