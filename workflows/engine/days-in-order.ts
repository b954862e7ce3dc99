import type { Day } from '#workflows/calendar/calendar.ts'

type Days<F extends string> = Partial<Record<F, Day | null | undefined>>

/**
 * Which of two days is to blame where a change makes the last lie before the first: the last where the change moves
 * it, otherwise the first.
 * @param names the fields of the first day and of the last
 * @param before the days as they stand; left out for something new
 * @returns null where the days are in order, one of them is not given, or the change moves neither: days that stood
 *   out of order before are kept, so that whatever else is there can be edited
 */
export function outOfOrder<First extends string, Last extends string>(
  [first, last]: readonly [First, Last],
  change: Days<First | Last>,
  before: Days<First | Last> = {},
): First | Last | null {
  const after: Days<First | Last> = { ...before, ...change }
  const [from, until] = [after[first], after[last]]
  if (!from || !until || from <= until) return null
  if (until !== before[last]) return last
  return from === before[first] ? null : first
}
