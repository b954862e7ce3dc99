import type { SQL } from '#db/connection/drizzle.ts'
import type { PlanRow, PriorityRow } from '#db/read/plans.ts'
import type { plans, priorities } from '#db/schema/index.ts'
import { newEventId } from '#db/write/claim.ts'
import { commitRow } from '#db/write/commit-row.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/http/actor.ts'
import { reportingConflicts } from '#server/http/conflicts.ts'
import { Problem } from '#server/http/problem.ts'

/**
 * Changes what describes a plan or a priority, with its row of history.
 * @throws Problem 400 where nothing is to change, 409 where a name is taken, 412 where the version has moved on
 */
export async function patchRow<T extends PlanRow | PriorityRow>(
  deps: Deps,
  actor: Actor,
  table: typeof plans | typeof priorities,
  kind: 'plan' | 'priority',
  before: T,
  fields: Partial<T>,
  version: number | undefined,
  { payload = fields, ...more }: { payload?: object; steps?: SQL[] } = {},
): Promise<T> {
  if (Object.keys(payload).length === 0)
    throw new Problem('emptyChange', 'Name at least one field to change.')
  const now = deps.clock.now()
  const after = { ...before, ...fields, version: before.version + 1, updatedAt: now }
  const event = eventRow(kind, after, actor, now, 'edit', payload)
  const current = version === undefined || version === before.version
  const written =
    current &&
    (await reportingConflicts(deps.db, () => commitRow(deps.db, table, { before, after, event, ...more })))
  if (written) return after
  throw new Problem(
    'versionStale',
    'Somebody changed it meanwhile. Read it again and decide on what is there.',
    {
      more: { version: before.version },
    },
  )
}

/** The row of history of a plan or a priority that was made or changed. */
export function eventRow(
  subjectKind: 'plan' | 'priority',
  after: PlanRow | PriorityRow,
  actor: Actor,
  now: string,
  event: 'create' | 'edit',
  payload: object,
) {
  return {
    id: newEventId(after.id),
    planId: 'planId' in after ? after.planId : after.id,
    subjectKind,
    subjectId: after.id,
    aggregateId: after.id,
    version: after.version,
    event,
    fromState: event === 'create' ? null : after.state,
    toState: after.state,
    actorId: actor.id,
    at: now,
    payload: payload as Record<string, unknown>,
    after,
  }
}
