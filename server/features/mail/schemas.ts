import { z } from 'zod'
import { deliveryKinds, deliveryStates, digestKinds, WEEKLY_DIGEST } from '#db/schema/delivery.ts'
import { listFields } from '#server/http/lists.ts'
import { anyOf, daySchema, idSchema } from '#server/http/schemas.ts'
import { isDay, mondayOf } from '#workflows/calendar/calendar.ts'

const mondaySchema = daySchema.refine((day) => !isDay(day) || mondayOf(day) === day, {
  error: 'Give the Monday of the week, as YYYY-MM-DD.',
})

export const mailQuery = z.strictObject({
  kind: anyOf(z.enum(deliveryKinds, { error: `Give any of: ${deliveryKinds.join(', ')}.` })).optional(),
  state: anyOf(z.enum(deliveryStates, { error: `Give any of: ${deliveryStates.join(', ')}.` })).optional(),
  person: z
    .union([z.literal('me'), idSchema], { error: "Give a person's id, or me." })
    .optional()
    .meta({ description: "To whom: a person's id, or me." }),
  plan: idSchema.optional().meta({
    description: 'Weekly emails to the people of this plan, and notices about its actions and meetings.',
  }),
  week: mondaySchema.optional().meta({
    description: 'Weekly emails of the week of this Monday, and others that were due in it.',
  }),
  ...listFields,
})

export const weekParams = z.strictObject({ week: mondaySchema })

export const previewQuery = z.strictObject({
  week: daySchema.optional().meta({ description: 'A day of the week to show: this week unless told.' }),
})

export const askSchema = z
  .strictObject({
    kind: z.enum(digestKinds, { error: `Give one of: ${digestKinds.join(', ')}.` }).default(WEEKLY_DIGEST),
  })
  .nullish()
  .meta({ id: 'DigestRequest' })

export const deputySchema = z
  .strictObject({ deputyId: idSchema, fromOn: daySchema, untilOn: daySchema })
  .meta({ id: 'NewDeputy' })
