import { z } from 'zod'
import type { PlanRow } from '#db/read/plans.ts'
import { fieldRefused } from '#server/http/refusals.ts'
import { numberSchema } from '#server/http/schemas.ts'
import { regions } from '#workflows/calendar/bank-holidays.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { digestHours, slotsAfter } from '#workflows/calendar/digest-slot.ts'
import { beyond, limits } from '#workflows/limits.ts'
import { escalationFault } from '#workflows/plan/escalation-order.ts'

const { plan: bounds } = limits

/** When a plan's weekly emails go and whom overdue actions reach, as the API takes it. */
export const reminderFields = {
  digestWeekday: numberSchema(bounds.digestWeekday),
  digestHour: numberSchema(bounds.digestHour).refine((hour) => digestHours.includes(hour), {
    error: beyond(bounds.digestHour),
  }),
  bankHolidays: z.enum(regions, { error: `Give one of: ${regions.join(', ')}.` }),
  escalateLeadDays: numberSchema(bounds.escalateLeadDays),
  escalateChairDays: numberSchema(bounds.escalateChairDays),
  escalateAgendaDays: numberSchema(bounds.escalateAgendaDays),
  answersByLink: z.boolean({ error: 'Give true or false.' }),
}

/** @throws Problem 400 when an action would reach the chair before the lead, or the agenda before the chair */
export function requireEscalationInOrder(after: Parameters<typeof escalationFault>[0]): void {
  const fault = escalationFault(after)
  if (fault) throw fieldRefused('invalidRequest', fault)
}

/**
 * What a change of a plan's fields makes of its reminders: a new weekday, hour or region holds from next week on.
 * @throws Problem 400 as `requireEscalationInOrder`
 */
export function withReminders(before: PlanRow, fields: Partial<PlanRow>, now: Instant): Partial<PlanRow> {
  requireEscalationInOrder({ ...before, ...fields })
  const { digestWeekday, digestHour, bankHolidays } = { ...before, ...fields }
  const { earlierSlots } = slotsAfter(before, { digestWeekday, digestHour, bankHolidays }, now)
  const changed = earlierSlots !== before.earlierSlots
  return changed ? { ...fields, earlierSlots: [...earlierSlots] } : fields
}
