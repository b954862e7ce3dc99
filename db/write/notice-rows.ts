import type { Db } from '#db/connection/connect.ts'
import { inArray, type SQL, sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { insertRows } from '#db/connection/rows.ts'
import { type AssignedLine, deliveries, people } from '#db/schema/index.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import type { Notice } from '#workflows/engine/requirement.ts'
import type { DeliveryRow, EventRow } from './commit.ts'

/** Notices become rows of the ledger: they are sent later, outside the change. */
export async function deliveriesFor(
  db: Db,
  notices: Notice[],
  event: EventRow,
  now: Instant,
): Promise<DeliveryRow[]> {
  if (notices.length === 0) return []
  const ids = notices.map(({ personId }) => personId)
  const found = await db.select().from(people).where(inArray(people.id, ids))
  return notices.flatMap(({ kind, personId }) => {
    const person = found.find(({ id, leftOn }) => id === personId && leftOn === null)
    return person ? [noticeRow(kind, person, event, now)] : []
  })
}

/** The step of a write by which it owes these emails; none where it owes none. */
export function owedSteps(owed: readonly DeliveryRow[]): SQL[] {
  return owed.length === 0
    ? []
    : [sql`owed as (${insertRows(deliveries, owed, sql`moved`)} on conflict do nothing)`]
}

/** A piece of work as it stands in an email that tells of several: by the event that made it a person's. */
export function assignedLine({ id, planId }: EventRow): AssignedLine {
  return { eventId: id ?? '', planId: planId ?? '' }
}

/** Subjects of events that have nothing to do with an action. */
const ofNoAction: ReadonlySet<string> = new Set(['meeting', 'report', 'section'])

function noticeRow(
  kind: Notice['kind'],
  person: { id: string; name: string; email: string },
  event: EventRow,
  now: Instant,
): DeliveryRow {
  return {
    id: newId(),
    kind,
    period: event.id,
    personId: person.id,
    actionId: ofNoAction.has(event.subjectKind) ? null : event.aggregateId,
    state: 'queued',
    toName: person.name,
    toAddress: person.email,
    lines: [],
    dueAt: now,
    late: false,
    attempts: 0,
    nextTryAt: now,
    leaseUntil: null,
    fence: 0,
    handedOffAt: null,
    ambiguous: false,
    createdAt: now,
    settledAt: null,
  }
}
