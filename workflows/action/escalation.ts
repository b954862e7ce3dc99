import type { Region } from '#workflows/calendar/bank-holidays.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { workingDaysBetween } from '#workflows/calendar/working-days.ts'
import type { ReminderSettings } from '#workflows/plan/plan-settings.ts'
import type { ActionFacts } from './action-facts.ts'
import { ownersTurn } from './owner-work.ts'

/** Whom an overdue action reaches, one after the other: the lead, the chair, the agenda of the board. */
export const escalationLevels = ['lead', 'chair', 'agenda'] as const
export type EscalationLevel = (typeof escalationLevels)[number]

export type Escalation = {
  /** The highest level reached. */
  level: EscalationLevel
  /** Working days without a word since it fell due. */
  workingDays: number
}

type Facts = Pick<ActionFacts, 'state' | 'dueOn' | 'lastUpdateOn'>
type Settings = Omit<ReminderSettings, 'digestWeekday' | 'digestHour'>

/**
 * How far an overdue action has been escalated by a day, or null when no level is reached. It counts the working
 * days since its due date or its last update, whichever is later. So a level is reached once; an update begins the
 * count anew, and a granted extension ends it, because the due date then lies ahead. Nothing of it is stored.
 */
export function escalationOf(facts: Facts, settings: Settings, day: Day): Escalation | null {
  const workingDays = workingDaysSilentlyOverdue(facts, day, settings.bankHolidays)
  const after = daysOf(settings)
  const level = escalationLevels.findLast((each) => workingDays >= after[each])
  return level === undefined ? null : { level, workingDays }
}

function daysOf(settings: Settings): Record<EscalationLevel, number> {
  const { escalateLeadDays: lead, escalateChairDays: chair, escalateAgendaDays: agenda } = settings
  return { lead, chair, agenda }
}

function workingDaysSilentlyOverdue({ state, dueOn, lastUpdateOn }: Facts, day: Day, region: Region): number {
  const waitsForOwner = (ownersTurn as readonly string[]).includes(state)
  if (!waitsForOwner || dueOn === null || dueOn >= day) return 0
  return workingDaysBetween(lastUpdateOn !== null && lastUpdateOn > dueOn ? lastUpdateOn : dueOn, day, region)
}
