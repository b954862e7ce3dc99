import type { Day } from '#workflows/calendar/calendar.ts'
import type { FieldRule } from '#workflows/engine/field-rule.ts'
import type { Missing } from '#workflows/engine/requirement.ts'

const said = {
  leftOn: 'Give the day they left: today or earlier.',
  fromOn: 'Give the day from which the others answer for it: today or earlier.',
}
type PeopleDay = keyof typeof said

/** The rule on a day that is given for a person's leaving or for the hand-over of their work: it has come. */
export function pastDayRule(field: PeopleDay, today: Day): FieldRule {
  return { test: (day) => day <= today, because: () => said[field] }
}

/** What is wrong with the days that are given for a person's leaving and for the hand-over of their work. */
export function leavingFault(
  days: Partial<Record<PeopleDay, Day | null | undefined>>,
  today: Day,
): Missing | null {
  const field = (['leftOn', 'fromOn'] as const).find((name) => (days[name] ?? today) > today)
  return field === undefined ? null : { field, detail: said[field] }
}
