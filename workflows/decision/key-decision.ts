import { type Day, dayInWords, daysBetween } from '#workflows/calendar/calendar.ts'
import { count } from '#workflows/words.ts'
import type { DecisionDescription } from './decision-facts.ts'

/** Clear days of a notice: neither its own day nor the day of the decision counts. 0 where it came no day before. */
export function clearDays(noticeOn: Day, decidedOn: Day): number {
  return Math.max(0, daysBetween(noticeOn, decidedOn) - 1)
}

/** Clear days that are due: SI 2012/2089, regulation 9(2), and regulation 10(1)(c) for the general exception. */
const due = { noticeGiven: 28, generalException: 5 } as const

type Notice = Pick<DecisionDescription, 'keyKind' | 'noticeOn' | 'decidedOn'>

/** The clear days of a notice, and how many of those due it lacks; null where none is due or its day is not known. */
export function noticeOf({
  keyKind,
  noticeOn,
  decidedOn,
}: Notice): { days: number; due: number; short: number } | null {
  if (keyKind === 'notKey' || keyKind === 'specialUrgency' || noticeOn === null) return null
  const days = clearDays(noticeOn, decidedOn)
  return { days, due: due[keyKind], short: Math.max(0, due[keyKind] - days) }
}

/** What is said of a notice that was too short; null where it was long enough, or none is due. */
export function shortNotice(decision: Notice): string | null {
  const notice = noticeOf(decision)
  if (notice === null || notice.short === 0 || decision.noticeOn === null) return null
  const { days, due: needed, short } = notice
  return `Short notice: published on ${dayInWords(decision.noticeOn)}, it gives ${count(days, 'clear day')} of the ${needed} that are due, ${short} too few.`
}
