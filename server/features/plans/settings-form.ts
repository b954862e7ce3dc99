import { z } from 'zod'
import type { PlanRow } from '#db/queries/plans.ts'
import type { Typed } from '#server/web/forms.ts'
import { regions } from '#workflows/bank-holidays.ts'
import { planPatchSchema } from './schemas.ts'

/** A whole number typed into a field, then held against the bounds that the API has for it. */
function typedNumber(bounds: z.ZodType, what: string) {
  return z
    .string({ error: `Enter ${what}` })
    .trim()
    .regex(/^\d{1,4}$/, `Enter ${what} as a whole number`)
    .transform(Number)
    .pipe(bounds as z.ZodType<number, number>)
}

const { shape } = planPatchSchema

/** The thresholds and reminders of a plan as a form sends them. */
export const settingsSchema = z.object({
  closure: z.enum(['twoKeys', 'oneKey'], { error: 'Choose how actions are closed' }),
  dueSoonDays: typedNumber(shape.dueSoonDays, 'the number of days'),
  staleDays: typedNumber(shape.staleDays, 'the number of days'),
  farLateDays: typedNumber(shape.farLateDays, 'the number of days'),
  embedAfterDays: typedNumber(shape.embedAfterDays, 'the number of days'),
  oftenExtended: typedNumber(shape.oftenExtended, 'how often'),
  digestWeekday: typedNumber(shape.digestWeekday, 'the weekday'),
  digestHour: typedNumber(shape.digestHour, 'the hour'),
  bankHolidays: z.enum(regions, { error: 'Choose whose bank holidays count' }),
  escalateLeadDays: typedNumber(shape.escalateLeadDays, 'the number of working days'),
  escalateChairDays: typedNumber(shape.escalateChairDays, 'the number of working days'),
  escalateAgendaDays: typedNumber(shape.escalateAgendaDays, 'the number of working days'),
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
