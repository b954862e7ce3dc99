import { choice, line } from '#server/sheets/field.ts'
import { freeText, type NounField } from '#server/sheets/noun.ts'
import { sectionKindWords } from '#server/ui/words/section-words.ts'
import { limits } from '#workflows/limits.ts'
import type { SectionOfTemplate } from '#workflows/report/template-facts.ts'
import { sectionText } from '../section-sheet.ts'

const { reportTemplate } = limits

/** What describes a section of a template, in the order of its form. */
export const templateSectionFields = {
  heading: line({
    label: 'Heading',
    because: 'Give the section a heading.',
    limit: reportTemplate.heading,
  }),
  kind: {
    ...choice({
      label: 'Kind of section',
      ask: 'What does it hold?',
      meanings: sectionKindWords,
      because: 'Choose what it holds',
    }),
    kind: 'select' as const,
  },
  guidance: freeText({
    label: 'What its author is asked to tell',
    hint: 'Stands beside the text while its author writes. A section that Waymark makes has no author.',
    rows: 3,
    limit: reportTemplate.guidance,
  }),
  text: freeText({
    label: 'Standing text',
    hint: `Stands in each report from the beginning, and can be changed there. ${sectionText.hint ?? ''}`,
    rows: 8,
    limit: reportTemplate.text,
  }),
} satisfies Record<keyof SectionOfTemplate, NounField>
