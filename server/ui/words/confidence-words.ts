import type { PriorityRow } from '#db/read/plans.ts'

/** How sure the lead is that outcomes move, as a label. */
export const confidenceWords: Record<PriorityRow['outcomeConfidence'], string> = {
  high: 'High, as outcomes are moving',
  medium: 'Medium',
  low: 'Low, as outcomes are not moving',
  noData: 'No data yet',
}
