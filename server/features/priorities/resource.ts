import type { PriorityRow } from '#db/read/plans.ts'
import { type PriorityNames, priorityNames } from '#db/read/priority-names.ts'
import type { Deps } from '#server/deps.ts'
import type { Day } from '#workflows/calendar/calendar.ts'

export type PriorityResource = Omit<PriorityRow, 'position'> & PriorityNames

/**
 * Priorities as the API gives them.
 * @param asAt the London day they were read as at
 */
export async function priorityResources(
  { db }: Deps,
  rows: readonly PriorityRow[],
  asAt: Day | null = null,
): Promise<PriorityResource[]> {
  const names = await priorityNames(db, rows, asAt)
  return rows.flatMap(({ position: _, ...fields }) => {
    const named = names.get(fields.id)
    return named ? [{ ...fields, ...named }] : []
  })
}

/** One priority as the API gives it. */
export async function priorityResource(
  deps: Deps,
  row: PriorityRow,
  asAt: Day | null = null,
): Promise<PriorityResource> {
  const [resource] = await priorityResources(deps, [row], asAt)
  if (!resource) throw new Error('a priority that was read has names')
  return resource
}
