import { z } from 'zod'
import type { PlanRow } from '#db/read/plans.ts'
import { planPatchSchema } from '#server/features/plans/schemas.ts'
import type { Typed } from '#server/ui/forms/forms.ts'
import { regions } from '#workflows/calendar/bank-holidays.ts'

/** A whole number typed into a field, then held against the bounds that the API has for it. Refusals name the field. */
function typedNumber(bounds: z.ZodType, field: string, what = 'the number of days') {
  return z
    .string({ error: `${field}: enter ${what}` })
    .trim()
    .regex(/^\d{1,9}$/, `${field}: enter ${what} as a whole number`)
    .transform(Number)
    .superRefine((number, context) => {
      const { error } = bounds.safeParse(number)
      const [message = ''] = error?.issues.map((issue) => issue.message) ?? []
      if (error) context.addIssue(`${field}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`)
    })
}

const { shape } = planPatchSchema
const workingDays = 'the number of working days'

/** The thresholds and reminders of a plan as a form sends them. */
export const settingsSchema = z.object({
  closure: z.enum(['twoKeys', 'oneKey'], { error: 'Choose how actions are closed' }),
  dueSoonDays: typedNumber(shape.dueSoonDays, 'Due soon'),
  staleDays: typedNumber(shape.staleDays, 'No update'),
  farLateDays: typedNumber(shape.farLateDays, 'Far late'),
  embedAfterDays: typedNumber(shape.embedAfterDays, 'Check that it has stuck'),
  oftenExtended: typedNumber(shape.oftenExtended, 'Moved often', 'how often'),
  digestWeekday: typedNumber(shape.digestWeekday, 'Day of the weekly email', 'the weekday'),
  digestHour: typedNumber(shape.digestHour, 'Hour of the weekly email', 'the hour'),
  bankHolidays: z.enum(regions, { error: 'Choose whose bank holidays count' }),
  escalateLeadDays: typedNumber(shape.escalateLeadDays, 'Overdue, to the lead', workingDays),
  escalateChairDays: typedNumber(shape.escalateChairDays, 'Overdue, to the chair', workingDays),
  escalateAgendaDays: typedNumber(shape.escalateAgendaDays, 'Overdue, onto the agenda', workingDays),
})
export type Settings = z.infer<typeof settingsSchema>
export type SettingName = keyof Settings

export const settingNames = Object.keys(settingsSchema.shape) as SettingName[]

/** What the fields hold before anybody types. */
export function settingsTyped(plan: PlanRow): Typed {
  return Object.fromEntries(settingNames.map((name) => [name, String(plan[name])]))
}

/** Only what is another than in the plan. */
export function settingsChanged(plan: PlanRow, settings: Settings): Partial<Settings> {
  return Object.fromEntries(
    settingNames.flatMap((name) => (settings[name] === plan[name] ? [] : [[name, settings[name]]])),
  )
}
