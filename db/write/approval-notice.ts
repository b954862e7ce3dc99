import type { Db } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { insertRows } from '#db/connection/rows.ts'
import { deliveries } from '#db/schema/index.ts'
import type { EventRow } from './commit.ts'
import { assignedLine, deliveriesFor } from './notice-rows.ts'

/** An action that the approval of a plan agreed: whose it is, and the row of its history. */
export type Agreement = { ownerId: string | null; event: EventRow }

/**
 * The step by which each owner is owed one email that lists every action of theirs that the approval of a plan
 * agreed. None for the chair who approved it, nor for an owner who has left.
 */
export async function approvalNoticeSteps(
  db: Db,
  approval: EventRow,
  agreements: readonly Agreement[],
): Promise<SQL[]> {
  const owners = Map.groupBy(agreements, ({ ownerId }) => ownerId)
  const notices = [...owners.keys()]
    .filter((id) => id !== null && id !== approval.actorId)
    .map((personId) => ({ kind: 'assigned' as const, personId: personId as string }))
  const rows = (await deliveriesFor(db, notices, approval, approval.at)).map((row) => {
    const own = (owners.get(row.personId) ?? []).map(({ event }) => event)
    const [only, ...more] = own
    return {
      ...row,
      lines: own.map(assignedLine),
      actionId: more.length === 0 ? (only?.aggregateId ?? null) : null,
    }
  })
  return rows.length === 0 ? [] : [sql`owed as (${insertRows(deliveries, rows, sql`moved`)})`]
}
