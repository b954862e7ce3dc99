import {
  addDays,
  type Day,
  dayInWords,
  type Instant,
  londonDay,
  londonHour,
  weekdayOf,
} from '#workflows/calendar/calendar.ts'
import { workingDayAfter } from '#workflows/calendar/working-days.ts'

export const callInKinds = ['working', 'calendar'] as const
export type CallInKind = (typeof callInKinds)[number]

/** How long a decision can be called in, and by whom: local, and set in each council's constitution. */
export type CallInRule = {
  days: number
  kind: CallInKind
  /** The hour of the last day at which it ends; 24 for the end of the day. */
  hour: number
  /** Who may ask, in words. */
  who: string
}

/** The same as settings of a plan. */
export type CallInSettings = {
  callInDays: number
  callInKind: CallInKind
  callInHour: number
  callInWho: string
}

/** What a plan starts with: the end of the fifth working day after publication, the most usual time in England. */
export const defaultCallIn: CallInSettings = {
  callInDays: 5,
  callInKind: 'working',
  callInHour: 24,
  callInWho: 'The councillors whom the constitution of the council names',
}

/** The settings of a plan as the rule that a decision is published under. */
export function callInRuleOf({ callInDays, callInKind, callInHour, callInWho }: CallInSettings): CallInRule {
  return { days: callInDays, kind: callInKind, hour: callInHour, who: callInWho }
}

/** The last day on which a decision can be called in. The day of publication does not count (working days of England). */
export function lastDayOfCallIn(publishedOn: Day, { days, kind }: CallInRule): Day {
  return kind === 'calendar' ? addDays(publishedOn, days) : workingDayAfter(publishedOn, days)
}

/** The moment at which the time for a call-in is over: from then on the decision can be carried out. */
export function callInUntil(publishedOn: Day, rule: CallInRule): Instant {
  const last = lastDayOfCallIn(publishedOn, rule)
  return rule.hour === 24 ? londonHour(addDays(last, 1), 0) : londonHour(last, rule.hour)
}

/** The last day of a time that ends at a moment: the day before it where it ends with the end of a day. */
export function lastDayUntil(until: Instant, { hour }: Pick<CallInRule, 'hour'>): Day {
  return hour === 24 ? addDays(londonDay(until), -1) : londonDay(until)
}

/** 'the end of Friday 25 July 2014', '12:00 on Tuesday 29 July 2014'. */
export function untilInWords(until: Instant, rule: Pick<CallInRule, 'hour'>): string {
  const last = lastDayUntil(until, rule)
  const day = `${weekdayNames[weekdayOf(last) - 1]} ${dayInWords(last)}`
  return rule.hour === 24 ? `the end of ${day}` : `${String(rule.hour).padStart(2, '0')}:00 on ${day}`
}

const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
