import type { PriorityRow } from '#db/read/plans.ts'
import { Problem } from '#server/http/problem.ts'
import { isClosed } from '#workflows/plan/plan-settings.ts'

/**
 * A strand lies in a priority of the same plan that is no strand itself, one level and no more; and in none that has
 * been delivered, which has nothing left to do.
 * @throws Problem 400 for any other parent
 */
export function requireParent(
  all: readonly PriorityRow[],
  { parentId }: Partial<PriorityRow>,
  ownId?: string,
): void {
  if (!parentId || possibleParents(all, ownId).some(({ id }) => id === parentId)) return
  const detail =
    'Choose another priority of the same plan, one that is not a strand itself and has not been delivered.'
  throw new Problem('invalidRequest', detail, {
    errors: [{ pointer: '/parentId', code: 'notSuitable', detail }],
  })
}

/**
 * The priorities that a priority may be a strand of, the one that it is a strand of included: none where it has
 * strands itself.
 * @param ownId the priority that is moved; left out for a new one
 */
export function possibleParents(all: readonly PriorityRow[], ownId?: string): PriorityRow[] {
  if (ownId !== undefined && all.some(({ parentId }) => parentId === ownId)) return []
  const present = all.find(({ id }) => id === ownId)?.parentId
  return all.filter(
    ({ id, parentId, state }) => parentId === null && id !== ownId && (!isClosed(state) || id === present),
  )
}
