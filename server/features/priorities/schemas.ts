import { z } from 'zod'
import { asAtFields } from '#server/http/as-at.ts'
import { listFields } from '#server/http/lists.ts'
import { idSchema } from '#server/http/schemas.ts'
import { bodiesOf } from '#server/sheets/event.ts'
import { priorityFields, verdictFields } from './priority-fields-sheet.ts'

const fields = bodiesOf({ ...priorityFields, ...verdictFields })

export const newPrioritySchema = z
  .strictObject(fields)
  .partial()
  .required({ ref: true, title: true })
  .meta({ id: 'NewPriority' })
export const priorityPatchSchema = z.strictObject(fields).partial().meta({ id: 'PriorityPatch' })

export const prioritiesQuery = z.strictObject({ plan: idSchema.optional(), ...listFields, ...asAtFields })
