import { z } from 'zod'
import { asAtFields } from '#server/http/as-at.ts'
import { listFields } from '#server/http/lists.ts'
import { daySchema, idSchema, listSchema, numberSchema, textSchema } from '#server/http/schemas.ts'
import { bodiesOf } from '#server/sheets/event.ts'
import { limits } from '#workflows/limits.ts'
import { callInFields } from './call-in.ts'
import { copyable } from './from/copy.ts'
import { planDescription } from './plan-fields-sheet.ts'
import { reminderFields } from './reminders.ts'

const { plan } = limits

export const planFields = {
  ...bodiesOf(planDescription),
  challenges: listSchema(textSchema('Say what the challenge is.', plan.challenge), plan.challenges),
  closure: z.enum(['twoKeys', 'oneKey'], { error: 'Give twoKeys or oneKey.' }),
  dueSoonDays: numberSchema(plan.dueSoonDays),
  staleDays: numberSchema(plan.staleDays),
  farLateDays: numberSchema(plan.farLateDays),
  embedAfterDays: numberSchema(plan.embedAfterDays),
  oftenExtended: numberSchema(plan.oftenExtended),
  ...reminderFields,
  ...callInFields,
}

const from = z
  .strictObject({
    planId: idSchema.optional(),
    template: textSchema('Give the id of a template.', plan.template).optional(),
    copy: listSchema(
      z.enum(copyable, { error: `Give any of: ${copyable.join(', ')}.` }),
      plan.copied,
    ).default([]),
    startOn: daySchema.optional(),
  })
  .refine(({ planId, template }) => (planId === undefined) !== (template === undefined), {
    error: 'Name either a plan or a template.',
  })
  .meta({
    id: 'PlanFrom',
    description:
      'A plan or template to begin from: its priorities, horizons and settings, and what `copy` names. Days move so that it begins on `startOn`.',
  })

export const newPlanSchema = z
  .strictObject({ ...planFields, from })
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
