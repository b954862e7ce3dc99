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

/** An arrangement between an owner and their deputy, as it stands; a day on which a side left is null while it is here. */
export type Arrangement = {
  fromOn: Day
  untilOn: Day
  ended: boolean
  ownerLeftOn: Day | null
  deputyLeftOn: Day | null
}

/** Whether a deputy stands in for the owner on a day: between the two days, while it was not ended and both are here. */
export function standsIn(
  { fromOn, untilOn, ended, ownerLeftOn, deputyLeftOn }: Arrangement,
  day: Day,
): boolean {
  return !ended && ownerLeftOn === null && deputyLeftOn === null && fromOn <= day && day <= untilOn
}
