import type { PriorityRow } from '#db/queries/plans.ts'
import { Problem } from '#server/problem.ts'

/**
 * A strand lies in a priority of the same plan that is no strand itself: one level, and no more.
 * @throws Problem 400 for any other parent
 */
export function requireParent(
  all: readonly PriorityRow[],
  { parentId }: Partial<PriorityRow>,
  ownId?: string,
): void {
  if (!parentId || possibleParents(all, ownId).some(({ id }) => id === parentId)) return
  const detail = 'Choose another priority of the same plan, one that is not a strand itself.'
  throw new Problem('invalidRequest', detail, {
    errors: [{ pointer: '/parentId', code: 'notSuitable', detail }],
  })
}

/**
 * The priorities that a priority may be a strand of: none where it has strands itself.
 * @param ownId the priority that is moved; left out for a new one
 */
export function possibleParents(all: readonly PriorityRow[], ownId?: string): PriorityRow[] {
  if (ownId !== undefined && all.some(({ parentId }) => parentId === ownId)) return []
  return all.filter(({ id, parentId }) => parentId === null && id !== ownId)
}
