import { addDays, type Day } from '#workflows/calendar/calendar.ts'
import { outOfOrder } from '#workflows/engine/days-in-order.ts'
import type { Missing } from '#workflows/engine/requirement.ts'
import { limits } from '#workflows/limits.ts'

/** What is wrong with naming a deputy to stand in for an owner on these days; null where nothing is. */
export function deputyFault(
  { deputyId, fromOn, untilOn }: { deputyId: string; fromOn: Day; untilOn: Day },
  { ownerId, today }: { ownerId: string; today: Day },
): Missing | null {
  if (deputyId === ownerId) return { field: 'deputyId', detail: 'Name another person than yourself.' }
  if (outOfOrder(['fromOn', 'untilOn'], { fromOn, untilOn }) !== null)
    return { field: 'untilOn', detail: 'Give a last day that is not before the first.' }
  if (untilOn < today) return { field: 'untilOn', detail: 'Give a last day that is not over.' }
  return untilOn > addDays(fromOn, limits.deputy.daysLater.most)
    ? { field: 'untilOn', detail: 'A deputy can stand in for a year at most.' }
    : null
}
