import { addDays, type Day, type Instant, londonDay, londonHour, mondayOf } from './calendar.ts'
import { type DigestSlot, type DigestSlots, slotIn, usualSlot } from './digest-slot.ts'
import { workingDayFrom } from './working-days.ts'

/**
 * When the digest of a week is due in a slot: on its weekday at its hour in London, or at that hour on the next
 * working day when the day is a bank holiday. Monday 08:00 unless told.
 * @param week the Monday that names the week
 */
export function digestDueAt(week: Day, slot: DigestSlot = usualSlot): Instant {
  const day = addDays(week, slot.digestWeekday - 1)
  return londonHour(workingDayFrom(day, slot.bankHolidays), slot.digestHour)
}

/** The first week whose digest is due strictly after `now`: where a plan that becomes active begins. */
export function nextDigestWeek(now: Instant, slot: DigestSlot = usualSlot): Day {
  // A digest of Friday may be due early in the week after it.
  let week = addDays(mondayOf(londonDay(now)), -7)
  while (isDue(week, now, slot)) week = addDays(week, 7)
  return week
}

/** The next digest of a plan, strictly after `now`, whatever slot holds then: its week, and when it is due. */
export function nextDigest(now: Instant, slots: DigestSlots): { week: Day; dueAt: Instant } {
  let week = addDays(mondayOf(londonDay(now)), -7)
  while (isDue(week, now, slotIn(slots, week))) week = addDays(week, 7)
  return { week, dueAt: digestDueAt(week, slotIn(slots, week)) }
}

/** The newest week of a plan whose digest is due by `now`. */
export function newestDueWeek(now: Instant, slots: DigestSlots): Day {
  let week = mondayOf(londonDay(now))
  while (!isDue(week, now, slotIn(slots, week))) week = addDays(week, -7)
  return week
}

/** Whether the digest of a week is due by `now`. */
export function isDue(week: Day, now: Instant, slot: DigestSlot): boolean {
  return Date.parse(digestDueAt(week, slot)) <= Date.parse(now)
}
