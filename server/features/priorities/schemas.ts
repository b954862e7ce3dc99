import { z } from 'zod'
import { confidences } from '#db/schema/priority.ts'
import { asAtFields } from '#server/http/as-at.ts'
import { listFields } from '#server/http/lists.ts'
import { idSchema, lineSchema, priorityRefSchema } from '#server/http/schemas.ts'

const prose = z.string().trim().max(10_000, 'Keep it to 10000 characters.')

export const priorityFields = {
  ref: priorityRefSchema("Give a reference that is free in the plan, such as 'P1'."),
  title: lineSchema('Give the priority a title.'),
  description: prose,
  impact: prose,
  leadId: idSchema.nullable(),
  parentId: idSchema.nullable().meta({ description: 'The priority that this one is a strand of.' }),
  outcomeConfidence: z.enum(confidences, { error: `Give one of: ${confidences.join(', ')}.` }),
  confidenceNote: prose,
}

export const newPrioritySchema = z
  .strictObject(priorityFields)
  .partial()
  .required({ ref: true, title: true })
  .meta({ id: 'NewPriority' })
export const priorityPatchSchema = z.strictObject(priorityFields).partial().meta({ id: 'PriorityPatch' })

export const prioritiesQuery = z.strictObject({ plan: idSchema.optional(), ...listFields, ...asAtFields })
