import type { ActionFacts, Extension } from './action-facts.ts'

/** What of an action tells how often its due date moved. */
export type DatedFacts = Pick<ActionFacts, 'baselineDueOn' | 'dueOn' | 'timesExtended'> & {
  extensions: readonly Pick<Extension, 'state' | 'previousDueOn' | 'dueOn'>[]
}

/**
 * How often the due date of an action was moved since it was first agreed, by whichever decision: more time that was
 * granted, and the new date with which an action was opened again or brought back. An action whose date is another
 * than the one first agreed has moved at least once.
 * @param facts with its requests for more time in the order in which they were made
 */
export function timesDateMoved({ baselineDueOn, dueOn, timesExtended, extensions }: DatedFacts): number {
  const granted = extensions.filter(({ state }) => state === 'granted')
  // Where one grant does not begin at the date that the one before it set, another decision moved it in between.
  const dates = [baselineDueOn, ...granted.flatMap((each) => [each.previousDueOn, each.dueOn]), dueOn]
  const between = granted.length + 1
  const otherwise = Array.from({ length: between }, (_, at) => [dates[2 * at], dates[2 * at + 1]]).filter(
    ([from, to]) => from != null && to != null && from !== to,
  ).length
  return Math.max(timesExtended, granted.length + otherwise)
}
