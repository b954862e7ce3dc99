import { refSchema } from '#server/http/schemas.ts'
import { line, text } from '#server/sheets/field.ts'
import { freeText } from '#server/sheets/noun.ts'
import { limits } from '#workflows/limits.ts'

const { recommendation } = limits
const ref = refSchema("Give a reference that is free in the plan, such as 'R1'.", recommendation.ref)

/** What describes a recommendation: an outside finding that the plan must answer. */
export const recommendationFields = {
  ref: {
    ...line({
      label: 'Reference',
      hint: 'Short, and free in the plan, such as R1',
      classes: 'govuk-input--width-5',
      because: '',
      limit: recommendation.ref,
    }),
    body: ref,
    typed: ref,
  },
  text: text({
    label: 'What is recommended',
    hint: 'In the words of the report',
    rows: 5,
    because: 'Enter what is recommended.',
    limit: recommendation.text,
  }),
  source: freeText({
    label: 'Where it comes from',
    hint: 'Such as Inspection report of March 2026',
    limit: recommendation.source,
  }),
  paragraph: freeText({
    label: 'Paragraph',
    classes: 'govuk-input--width-5',
    limit: recommendation.paragraph,
  }),
}
