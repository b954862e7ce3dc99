import { Temporal } from 'temporal-polyfill'
import type { Region } from '#workflows/calendar/bank-holidays.ts'
import { addDays, type Day, daysBetween } from '#workflows/calendar/calendar.ts'
import { workingDayFrom, workingDayUpTo } from '#workflows/calendar/working-days.ts'

/**
 * How far a plan that is made from another lies from it: so many whole months, and then so many days; to an earlier
 * day both are negative, and the days are taken first, so that one undoes the other.
 */
export type Shift = { months: number; days: number }

/** The first and the last day of a window, both known. */
type Window = { firstOn: Day; lastOn: Day }

/**
 * The shift by which the first day of a plan becomes another day, and none but that: whole months as far as they go,
 * then days.
 */
export function shiftBetween(from: Day, to: Day): Shift {
  if (to >= from) {
    const months = wholeMonths(from, to)
    return { months, days: daysBetween(addMonths(from, months), to) }
  }
  // No day of February becomes 30 January by a month less: fewer months then, and more days.
  let months = wholeMonths(to, from)
  while (addMonths(addMonths(to, months), -months) !== to) months--
  return { months: 0 - months, days: 0 - daysBetween(addMonths(to, months), from) }
}

/**
 * A day on which something begins, moved. The last day of a month becomes the last of another month, before the days
 * of the shift are added.
 */
export function moveStart(day: Day, { months, days }: Shift): Day {
  const back = months < 0 || days < 0
  return back ? addMonths(addDays(day, days), months) : addDays(addMonths(day, months), days)
}

/**
 * A day by whose end something is over, moved: it stays the day before the next thing begins. So windows that follow
 * one another still do, keep their lengths in months, and end with a month where they did.
 */
export function moveEnd(day: Day, shift: Shift): Day {
  return addDays(moveStart(addDays(day, 1), shift), -1)
}

/**
 * A window, moved. One whose days were in order keeps them so: days at the end of a month may all become the last of a
 * shorter one.
 */
export function moveWindow({ firstOn, lastOn }: Window, shift: Shift): Window {
  const [first, last] = [moveStart(firstOn, shift), moveEnd(lastOn, shift)]
  return { firstOn: first, lastOn: firstOn <= lastOn && last < first ? first : last }
}

/**
 * A day on which something is due, moved. Where offices are closed then it is the working day before: later it might
 * lie outside its horizon, and earlier by a weekend costs nobody a working day.
 * @param notBefore the day on which it starts, moved: it is not due before
 * @param within the window in which the day lay, moved: it lies in that too, on the next working day where the one
 *   before does not
 */
export function moveDue(
  day: Day,
  shift: Shift,
  region: Region,
  { notBefore = null, within = null }: { notBefore?: Day | null; within?: Window | null } = {},
): Day {
  const after = latest(moveEnd(day, shift), notBefore)
  const moved = within === null ? after : earliest(latest(after, within.firstOn), within.lastOn)
  const before = workingDayUpTo(moved, region)
  if (before >= latest(within?.firstOn ?? before, notBefore)) return before
  const next = workingDayFrom(moved, region)
  return within !== null && next <= within.lastOn ? next : moved
}

const latest = (one: Day, other: Day | null) => (other !== null && other > one ? other : one)
const earliest = (one: Day, other: Day) => (other < one ? other : one)

/** A day so many months later, on the same day of its month or the last there is; the last of a month stays the last. */
function addMonths(day: Day, months: number): Day {
  if (months === 0) return day
  const from = Temporal.PlainDate.from(day)
  const moved = from.add({ months })
  return (from.day === from.daysInMonth ? moved.with({ day: moved.daysInMonth }) : moved).toString()
}

/** Months that fit between two days without passing the later one. */
function wholeMonths(from: Day, to: Day): number {
  const [start, end] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)]
  const months = (end.year - start.year) * 12 + end.month - start.month
  return addMonths(from, months) > to ? months - 1 : months
}
