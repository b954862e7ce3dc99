import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { plansConcerning } from '#db/read/sight.ts'
import { addDays, type Day, type Instant } from '#workflows/calendar/calendar.ts'
import {
  type DigestSlot,
  type DigestSlots,
  slotIn,
  slotName,
  weekdays,
} from '#workflows/calendar/digest-slot.ts'
import { digestDueAt } from '#workflows/calendar/weeks.ts'
import type { ReminderSettings } from '#workflows/plan/plan-settings.ts'

/**
 * The plans that an email is about: those mailed in a slot of a week, or of these one alone by its id; or every
 * active one.
 */
export type Scope = { week: Day; slot: DigestSlot; planId?: string | undefined } | 'allActive'

/** The scope as a condition on `plans`: active, and mailed in that slot from that week or an earlier one. */
export function inScope(scope: Scope): SQL {
  if (scope === 'allActive') return sql`plans.state = 'active'`
  const { week, slot, planId = null } = scope
  return sql`plans.state = 'active' and plans.digests_from <= ${week}::date
    and (${planId}::uuid is null or plans.id = ${planId}::uuid)
    and ${slotSql(sql`${week}::date`)} = ${slotName(slot)}`
}

/**
 * The name of the slot that holds in a week for a row of `plans`: the rule of `slotIn`, for statements.
 * @param week a Monday
 */
export function slotSql(week: SQL): SQL {
  const names = sql.raw(weekdays.map((name) => `'${name}'`).join(', '))
  return sql`coalesce(
    (select earlier.slot ->> 'slot' from jsonb_array_elements(plans.earlier_slots) with ordinality as earlier (slot, place)
      where (earlier.slot ->> 'before')::date > ${week} order by place limit 1),
    (array[${names}])[plans.digest_weekday] || lpad(plans.digest_hour::text, 2, '0') || '-' || plans.bank_holidays)`
}

export type MailedPlan = { id: string; title: string } & DigestSlots & ReminderSettings

/** The plans of a scope that concern a person, by id: when they are mailed, and their levels of escalation. */
export async function mailedPlans(db: Db, scope: Scope, personId: string): Promise<Map<string, MailedPlan>> {
  const rows = await rowsOf<MailedPlan>(
    db,
    sql`select id, title, digest_weekday as "digestWeekday", digest_hour as "digestHour",
      bank_holidays as "bankHolidays", earlier_slots as "earlierSlots", escalate_lead_days as "escalateLeadDays",
      escalate_chair_days as "escalateChairDays", escalate_agenda_days as "escalateAgendaDays",
      answers_by_link as "answersByLink"
    from plans where ${inScope(scope)} and plans.id = any(${plansConcerning(personId)})`,
  )
  return new Map(rows.map((plan) => [plan.id, plan]))
}

/** The weekly email of a plan before this one: its week, its slot, and when it was due. */
export type WeekBefore = { week: Day; slot: string; dueAt: Instant }

/** The weekly email of a plan before that of a week, in whatever slot the plan had then. */
export function weekBefore(plan: DigestSlots, week: Day): WeekBefore {
  const before = addDays(week, -7)
  const slot = slotIn(plan, before)
  return { week: before, slot: slotName(slot), dueAt: digestDueAt(before, slot) }
}
