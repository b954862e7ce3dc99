import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { insertRows } from '#db/connection/rows.ts'
import { eventOf } from '#db/history/events.ts'
import type { PersonRow } from '#db/read/people-list.ts'
import {
  actions,
  agencies,
  deliveries,
  measures,
  people,
  priorities,
  reports,
  sections,
} from '#db/schema/index.ts'
import { liveStates } from '#workflows/action/action-facts.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { commitRow } from './commit-row.ts'
import type { EventRow } from './commit.ts'
import { addressTold, deputiesEnded, owedAtOnce } from './entry-notice.ts'
import { handoverReleased } from './handover-notice.ts'

type Author = { actorId: string; now: Instant }

/** Adds a person, so that they can own, lead and be mailed. Their invitation goes with the same statement. */
export async function addPerson(db: Db, person: PersonRow, { actorId, now }: Author): Promise<boolean> {
  const event = eventOf('person', person, { event: 'create', actorId, now })
  return commitRow(db, people, { before: null, after: person, event, steps: [invited(person, event, now)] })
}

/**
 * Changes a person's entry. They only leave while no live work is theirs: what is left undone would otherwise
 * wait for no person. A deputy who leaves is none any more, nor is theirs. One who is back is invited again, another
 * address is told to it and to the one before, all in the same statement.
 * @param change the event and what it carried; the id of a hand-over, whose emails may go from now on
 * @returns whether it was written: not when the entry has changed since it was read
 */
export async function changePerson(
  db: Db,
  before: PersonRow,
  fields: Partial<PersonRow>,
  { actorId, now }: Author,
  change: { event: 'edit' | 'handOver' | 'leave'; payload: Record<string, unknown>; id?: string },
): Promise<boolean> {
  const after = { ...before, ...fields, version: before.version + 1 }
  const leaves = before.leftOn === null && after.leftOn !== null
  const returns = before.leftOn !== null && after.leftOn === null
  const { id, ...what } = change
  const was =
    fields.email === undefined || fields.email === before.email ? {} : { was: { email: before.email } }
  const payload = { ...what.payload, ...was }
  const made = eventOf('person', after, { ...what, payload, actorId, now })
  const event = id === undefined ? made : { ...made, id }
  return commitRow(db, people, {
    before,
    after,
    event,
    ...(leaves && { condition: hasNothingToDo }),
    steps: [
      ...(returns ? [invited(after, event, now)] : []),
      ...(leaves || returns ? deputiesEnded(event, now, leaves) : []),
      ...(after.leftOn === null ? addressTold(before, after, event, now) : []),
      ...(id === undefined ? [] : [handoverReleased(id, now)]),
    ],
  })
}

/** The invitation as a row of the ledger, once the person's row was written. */
function invited(person: PersonRow, event: EventRow, now: Instant) {
  return sql`invited as (${insertRows(deliveries, [owedAtOnce('invitation', event.id, person, now)], sql`moved`)})`
}

const hasNothingToDo = sql`not exists (select from ${actions}
    where ${actions.ownerId} = ${people.id} and ${actions.state} in ${liveStates})
  and not exists (select from ${priorities}
    where ${priorities.leadId} = ${people.id} and ${priorities.state} not in ('delivered', 'sustained'))
  and not exists (select from ${measures} where ${measures.supplierId} = ${people.id} and ${measures.active})
  and not exists (select from ${sections} join ${reports} on ${reports.id} = ${sections.reportId}
    where ${sections.authorId} = ${people.id} and ${sections.state} = 'waiting' and ${reports.state} in ('draft', 'commissioned'))`

/** Adds an agency. */
export async function addAgency(db: Db, agency: typeof agencies.$inferInsert): Promise<void> {
  await rowsOf(db, insertRows(agencies, [agency]))
}
