import { line } from '#server/sheets/field.ts'
import { freeText, type NounFields } from '#server/sheets/noun.ts'
import { limits } from '#workflows/limits.ts'

const { section } = limits

/** What describes a section in words. */
export const sectionFields = {
  heading: line({
    label: 'Heading',
    because: 'Give the section a heading.',
    limit: section.heading,
  }),
  guidance: freeText({
    label: 'What its author is asked to tell',
    rows: 3,
    limit: section.guidance,
  }),
  exemptReason: freeText({
    label: 'Why it is exempt',
    hint: 'Why the public interest in keeping it outweighs that in telling it',
    rows: 3,
    limit: section.exemptReason,
  }),
} satisfies NounFields
