import { sql } from 'drizzle-orm'
import { liveStates } from '#workflows/action-facts.ts'
import type { Instant } from '#workflows/calendar.ts'
import { commitRow } from './commit-row.ts'
import { type Db, rowsOf } from './connect.ts'
import { eventOf } from './events.ts'
import type { PersonRow } from './queries/people-list.ts'
import { insertRows } from './rows.ts'
import { actions, agencies, people, priorities } from './schema/index.ts'

type Author = { actorId: string; now: Instant }

/** Adds somebody, so that they can own, lead and be mailed. */
export async function addPerson(db: Db, person: PersonRow, { actorId, now }: Author): Promise<boolean> {
  const event = eventOf('person', person, { event: 'create', actorId, now })
  return commitRow(db, people, { before: null, after: person, event })
}

/**
 * Changes a person's entry. Somebody only leaves while no live work is theirs: what is left undone would otherwise
 * wait for nobody.
 * @param told the event and what it carried
 * @returns whether it was written: not when the entry has changed since it was read
 */
export async function changePerson(
  db: Db,
  before: PersonRow,
  fields: Partial<PersonRow>,
  { actorId, now }: Author,
  told: { event: 'edit' | 'handOver' | 'leave'; payload: Record<string, unknown> },
): Promise<boolean> {
  const after = { ...before, ...fields, version: before.version + 1 }
  const leaves = before.leftOn === null && after.leftOn !== null
  return commitRow(db, people, {
    before,
    after,
    event: eventOf('person', after, { ...told, actorId, now }),
    ...(leaves && { condition: hasNothingToDo }),
  })
}

const hasNothingToDo = sql`not exists (select from ${actions}
    where ${actions.ownerId} = ${people.id} and ${actions.state} in ${liveStates})
  and not exists (select from ${priorities}
    where ${priorities.leadId} = ${people.id} and ${priorities.state} not in ('delivered', 'sustained'))`

/** Adds an agency. */
export async function addAgency(db: Db, agency: typeof agencies.$inferInsert): Promise<void> {
  await rowsOf(db, insertRows(agencies, [agency]))
}
