import { z } from 'zod'
import { callInOf, type PlanRow } from '#db/read/plans.ts'
import { planPatchSchema } from '#server/features/plans/schemas.ts'
import { tidy } from '#server/http/text.ts'
import type { Typed } from '#server/ui/forms/forms.ts'
import { regions } from '#workflows/calendar/bank-holidays.ts'
import { callInKinds } from '#workflows/decision/call-in.ts'

/**
 * A whole number typed into a field, then held against the bounds that the API has for it, unless it stands there
 * already. Refusals name the field.
 */
function typedNumber(
  bounds: z.ZodType,
  {
    field,
    what = 'the number of days',
    stands,
  }: { field: string; what?: string; stands: number | undefined },
) {
  return z
    .string({ error: `${field}: enter ${what}` })
    .trim()
    .regex(/^\d{1,9}$/, `${field}: enter ${what} as a whole number`)
    .transform(Number)
    .superRefine((number, context) => {
      if (number === stands) return
      const { error } = bounds.safeParse(number)
      const [message = ''] = error?.issues.map((issue) => issue.message) ?? []
      if (error) context.addIssue(`${field}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`)
    })
}

/** A text held against the bounds that the API has for it, unless it stands there already. */
function typedText(bounds: z.ZodType<string>, stands: string | undefined) {
  return z.string({ error: 'Say who may ask for a call-in' }).transform((text, context) => {
    if (stands !== undefined && tidy(text) === tidy(stands)) return stands
    const { data = '', error } = bounds.safeParse(text)
    for (const { message } of error?.issues ?? []) context.addIssue(message)
    return data
  })
}

const { shape } = planPatchSchema
const workingDays = 'the number of working days'

/** The thresholds and reminders of a plan as a form sends them. What stands in the plan is taken as it is. */
export function settingsSchema(plan?: PlanRow) {
  const number = (name: keyof typeof shape & keyof PlanRow, field: string, what?: string) => {
    const stands = plan?.[name]
    return typedNumber(shape[name], {
      field,
      ...(what !== undefined && { what }),
      stands: typeof stands === 'number' ? stands : undefined,
    })
  }
  return z.object({
    closure: z.enum(['twoKeys', 'oneKey'], { error: 'Choose how actions are closed' }),
    dueSoonDays: number('dueSoonDays', 'Due soon'),
    staleDays: number('staleDays', 'No update'),
    farLateDays: number('farLateDays', 'Forecast far after the due date'),
    embedAfterDays: number('embedAfterDays', 'Check that it has stuck'),
    oftenExtended: number('oftenExtended', 'Due date moved often', 'how often'),
    digestWeekday: number('digestWeekday', 'Day of the weekly email', 'the weekday'),
    digestHour: number('digestHour', 'Hour of the weekly email', 'the hour'),
    bankHolidays: z.enum(regions, { error: 'Choose whose bank holidays count' }),
    escalateLeadDays: number('escalateLeadDays', 'Overdue, to the lead', workingDays),
    escalateChairDays: number('escalateChairDays', 'Overdue, to the chair', workingDays),
    escalateAgendaDays: number('escalateAgendaDays', 'Overdue, onto the agenda', workingDays),
    callInDays: number('callInDays', 'Time for a call-in'),
    callInKind: z.enum(callInKinds, { error: 'Choose which days count' }),
    callInHour: number('callInHour', 'Hour at which a call-in ends', 'the hour'),
    callInWho: typedText(shape.callInWho.unwrap(), plan?.callInWho),
    answersByLink: z
      .enum(['true', 'false'], { error: 'Choose whether owners may answer without signing in' })
      .transform((chosen) => chosen === 'true'),
  })
}
export type Settings = z.infer<ReturnType<typeof settingsSchema>>
export type SettingName = keyof Settings

export const settingNames = Object.keys(settingsSchema().shape) as SettingName[]

/** What the fields hold before anybody types. */
export function settingsTyped(plan: PlanRow): Typed {
  return Object.fromEntries(settingNames.map((name) => [name, String(plan[name])]))
}

/** The call-in settings as they stand: a page that was opened before they came to be says nothing of them. */
export function callInTyped(plan: PlanRow): Typed {
  return Object.fromEntries(Object.entries(callInOf(plan)).map(([name, value]) => [name, String(value)]))
}

/** Only what is another than in the plan. */
export function settingsChanged(plan: PlanRow, settings: Settings): Partial<Settings> {
  return Object.fromEntries(
    settingNames.flatMap((name) => (settings[name] === plan[name] ? [] : [[name, settings[name]]])),
  )
}
