import { z } from 'zod'
import { workKinds } from '#db/read/people-list.ts'
import { emailSchema } from '#server/features/sign-in/email-address.ts'
import { daySchema, freeTextSchema, idSchema, listSchema, textSchema } from '#server/http/schemas.ts'
import { limits } from '#workflows/limits.ts'

const fields = {
  name: textSchema('Give a first name and surname.', limits.person.name),
  email: emailSchema,
  post: freeTextSchema(limits.person.post),
  agencyId: idSchema.nullable(),
}

export const newPersonSchema = z
  .strictObject({
    ...fields,
    post: fields.post.default(''),
    agencyId: fields.agencyId.default(null),
  })
  .meta({ id: 'NewPerson' })

export const personPatchSchema = z
  .strictObject({ ...fields, leftOn: daySchema.nullable() })
  .partial()
  .meta({ id: 'PersonPatch' })
export type PersonPatch = z.infer<typeof personPatchSchema>

/** Said of a hand-over that names no person. */
export const TO_NOBODY = 'Choose who takes it all on, or a person for each piece.'

/** All live work of a person to others: to one person, or piece by piece, or both. */
export const handoverSchema = z
  .strictObject({
    toId: idSchema.optional(),
    items: listSchema(
      z.strictObject({
        kind: z.enum(workKinds, {
          error: 'Give action, priority, measure or contribution.',
        }),
        id: idSchema,
        toId: idSchema,
      }),
      limits.handover.items,
    ).default([]),
    fromOn: daySchema,
    reason: textSchema('Say why the work changes hands.', limits.handover.reason),
    leftOn: daySchema.optional(),
  })
  .refine(({ toId, items }) => toId !== undefined || items.length > 0, {
    path: ['toId'],
    error: TO_NOBODY,
  })
  .meta({ id: 'NewHandover' })
export type Handover = z.infer<typeof handoverSchema>
