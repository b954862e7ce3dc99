import { addDays, type Day, type Instant, londonDay, londonHour, mondayOf } from './calendar.ts'
import { workingDayFrom } from './working-days.ts'

/** London hour at which the weekly digest goes. */
export const DIGEST_HOUR = 8

/**
 * When the digest of a week is due: Monday 08:00 in London, or 08:00 on the next working day when that Monday
 * is a bank holiday.
 * @param week the Monday that names the week
 */
export function digestDueAt(week: Day): Instant {
  return londonHour(workingDayFrom(week), DIGEST_HOUR)
}

/**
 * The weeks whose digest is due by `now`, oldest first.
 * @param first a day in the first week to consider
 * @param now the moment to judge by
 */
export function dueWeeks(first: Day, now: Instant): Day[] {
  const weeks: Day[] = []
  const last = mondayOf(londonDay(now))
  for (let week = mondayOf(first); week <= last; week = addDays(week, 7)) {
    if (Date.parse(digestDueAt(week)) <= Date.parse(now)) weeks.push(week)
  }
  return weeks
}

/** The first week whose digest is due strictly after `now`: where a plan that becomes active begins. */
export function nextDigestWeek(now: Instant): Day {
  let week = mondayOf(londonDay(now))
  while (Date.parse(digestDueAt(week)) <= Date.parse(now)) week = addDays(week, 7)
  return week
}
