import type { Missing } from '#workflows/engine/requirement.ts'
import type { ReminderSettings } from './plan-settings.ts'

type Escalation = Pick<ReminderSettings, 'escalateLeadDays' | 'escalateChairDays' | 'escalateAgendaDays'>

/**
 * What is wrong with the working days after which an overdue action reaches others: the lead hears of it first, then
 * the chair, then the board. Null where nothing is.
 */
export function escalationFault({
  escalateLeadDays: lead,
  escalateChairDays: chair,
  escalateAgendaDays: agenda,
}: Escalation): Missing | null {
  if (lead <= chair && chair <= agenda) return null
  return {
    field: lead > chair ? 'escalateChairDays' : 'escalateAgendaDays',
    detail: 'An overdue action reaches the lead first, then the chair, then the agenda.',
  }
}
