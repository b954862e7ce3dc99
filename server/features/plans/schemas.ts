import { z } from 'zod'
import { asAtFields } from '#server/http/as-at.ts'
import { listFields } from '#server/http/lists.ts'
import { daySchema, idSchema, lineSchema, textSchema } from '#server/http/schemas.ts'
import { reminderFields } from './reminders.ts'

const days = (least: number, most: number) =>
  z
    .number({ error: 'Give a number of days.' })
    .int()
    .min(least, `Give ${least} to ${most}.`)
    .max(most, `Give ${least} to ${most}.`)
const prose = z.string().trim().max(10_000, 'Keep it to 10000 characters.')

export const planFields = {
  title: lineSchema('Give the plan a title.'),
  description: prose,
  vision: prose,
  ownerBody: prose,
  challenges: z.array(textSchema('Say what the challenge is.', 500)).max(50, 'Give at most 50 challenges.'),
  firstOn: daySchema.nullable(),
  lastOn: daySchema.nullable(),
  closure: z.enum(['twoKeys', 'oneKey'], { error: 'Give twoKeys or oneKey.' }),
  dueSoonDays: days(1, 90),
  staleDays: days(7, 365),
  farLateDays: days(1, 365),
  embedAfterDays: days(1, 730),
  oftenExtended: z.number().int().min(1, 'Give 1 to 10.').max(10, 'Give 1 to 10.'),
  ...reminderFields,
}

export const newPlanSchema = z
  .strictObject(planFields)
  .partial()
  .required({ title: true })
  .meta({ id: 'NewPlan' })
export const planPatchSchema = z.strictObject(planFields).partial().meta({ id: 'PlanPatch' })

export const plansQuery = z.strictObject({ ...listFields, ...asAtFields })
export const changesQuery = z.strictObject({
  since: z
    .union([z.literal('meeting'), idSchema, daySchema], {
      error: "Give a date that exists, as YYYY-MM-DD; the id of a meeting; or 'meeting' for the last.",
    })
    .meta({
      description:
        'What changed after the end of this day in London; or after the cut-off of a meeting: by its id, or `meeting` for the last.',
    }),
  until: daySchema.optional().meta({ description: 'Until the end of this day: today unless told.' }),
})
