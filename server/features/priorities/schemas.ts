import { z } from 'zod'
import { confidences } from '#db/schema/priority.ts'
import { asAtFields } from '#server/http/as-at.ts'
import { listFields } from '#server/http/lists.ts'
import { freeTextSchema, idSchema, priorityRefSchema, textSchema } from '#server/http/schemas.ts'
import { limits } from '#workflows/limits.ts'

const { priority } = limits

export const priorityFields = {
  ref: priorityRefSchema("Give a reference that is free in the plan, such as 'P1'."),
  title: textSchema('Give the priority a title.', priority.title),
  description: freeTextSchema(priority.description),
  impact: freeTextSchema(priority.impact),
  leadId: idSchema.nullable(),
  parentId: idSchema.nullable().meta({ description: 'The priority that this one is a strand of.' }),
  outcomeConfidence: z.enum(confidences, { error: `Give one of: ${confidences.join(', ')}.` }),
  confidenceNote: freeTextSchema(priority.confidenceNote),
}

export const newPrioritySchema = z
  .strictObject(priorityFields)
  .partial()
  .required({ ref: true, title: true })
  .meta({ id: 'NewPriority' })
export const priorityPatchSchema = z.strictObject(priorityFields).partial().meta({ id: 'PriorityPatch' })

export const prioritiesQuery = z.strictObject({ plan: idSchema.optional(), ...listFields, ...asAtFields })
