import { TAKEN_OUT_URL } from '#workflows/redaction/marks.ts'
import type { ActionFacts, Criterion, Evidence } from './action-facts.ts'

/** Whether evidence still shows something: not once what it leads to was taken out, because it must not be there. */
export function stillShows({ url }: Pick<Evidence, 'url'>): boolean {
  return url !== TAKEN_OUT_URL
}

/** Closure criteria that no evidence has been put against yet, or of which it was taken out. */
export function criteriaWithoutEvidence(action: ActionFacts): Criterion[] {
  const shown = action.evidence.filter(stillShows)
  return action.criteria.filter(({ id }) => !shown.some(({ criterionId }) => criterionId === id))
}
