import type { Missing } from '#workflows/engine/requirement.ts'
import { isClosed, type PriorityState } from '#workflows/plan/plan-settings.ts'

/** What says of a priority whether another may be a strand of it. */
type Strand = { id: string; parentId: string | null; state: PriorityState }

/**
 * What is wrong with the priority that another is to be a strand of: it has to be of the same plan and no strand
 * itself, one level and no more; and none that has been delivered, which has nothing left to do.
 * @param all the priorities of the plan
 * @param ownId the priority that is moved; left out for a new one
 */
export function parentFault(
  all: readonly Strand[],
  { parentId }: { parentId?: string | null },
  ownId?: string,
): Missing | null {
  if (!parentId || possibleParents(all, ownId).some(({ id }) => id === parentId)) return null
  const detail =
    'Choose another priority of the same plan, one that is not a strand itself and has not been delivered.'
  return { field: 'parentId', detail }
}

/**
 * The priorities that a priority may be a strand of, the one that it is a strand of included: none where it has
 * strands itself.
 * @param ownId the priority that is moved; left out for a new one
 */
export function possibleParents<T extends Strand>(all: readonly T[], ownId?: string): T[] {
  if (ownId !== undefined && all.some(({ parentId }) => parentId === ownId)) return []
  const present = all.find(({ id }) => id === ownId)?.parentId
  return all.filter(
    ({ id, parentId, state }) => parentId === null && id !== ownId && (!isClosed(state) || id === present),
  )
}
