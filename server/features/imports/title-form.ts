import { z } from 'zod'
import { textSchema } from '#server/http/schemas.ts'
import { readForm, type Typed } from '#server/ui/forms/forms.ts'
import { limits } from '#workflows/limits.ts'

const titleSchema = z.object({ title: textSchema('Give the new plan a title', limits.import.title) })

/** The title of the new plan as it is typed, or what is wrong with it. */
export const titleIn = (values: Typed) => readForm(titleSchema, values)
