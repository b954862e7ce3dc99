import type { PriorityRow } from '#db/read/plans.ts'

/** A priority as the API gives it. */
export function priorityResource(priority: PriorityRow) {
  const { position: _, parentId, ...fields } = priority
  return { ...fields, parentId }
}
