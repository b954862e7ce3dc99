import { textSchema } from '#server/http/schemas.ts'
import type { FieldWords } from '#server/sheets/field.ts'
import type { TextLimit } from '#workflows/limits.ts'

/** A text exactly as published, or none, typed on a line. */
export function publishedOrNone<const W extends FieldWords & { limit: TextLimit }>(words: W) {
  const schema = textSchema('Give the text exactly as published.', words.limit)
  return {
    ask: `${words.label} (optional)`,
    classes: 'govuk-input--width-20',
    ...words,
    kind: 'line' as const,
    body: schema.nullable(),
    typed: schema.optional(),
    initial: null,
  }
}
