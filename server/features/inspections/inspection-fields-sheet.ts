import { linkOrNoneSchema, refSchema } from '#server/http/schemas.ts'
import { choice, day, line } from '#server/sheets/field.ts'
import { dayOrNone, freeText, type NounField } from '#server/sheets/noun.ts'
import { precisionWords, settingWords, visitWords } from '#server/ui/words/inspection-words.ts'
import type { InspectionDescription } from '#workflows/inspection/inspection-facts.ts'
import { limits } from '#workflows/limits.ts'

const { inspection } = limits
const ref = refSchema("Give a reference that is free in the plan, such as 'I1'.", inspection.ref)
/** What was inspected. */
export const settingFields = {
  title: line({
    label: 'What was inspected',
    hint: 'Its name as the report has it, such as Larch House. Entries of one name are of one setting.',
    because: 'Enter the name of what was inspected.',
    limit: inspection.title,
  }),
  setting: choice({
    label: 'Kind of setting',
    ask: 'What is it?',
    meanings: settingWords,
    because: 'Choose what it is',
  }),
  urn: freeText({
    label: 'Reference number',
    hint: 'The number under which the inspectorate has it, such as SC123456',
    classes: 'govuk-input--width-10',
    limit: inspection.urn,
  }),
  ref: {
    ...line({
      label: 'Reference',
      hint: 'Short, and free in the plan, such as I1',
      classes: 'govuk-input--width-5',
      because: '',
      limit: inspection.ref,
    }),
    body: ref,
    typed: ref,
  },
}

/** The visit, and when its report came out. */
export const visitFields = {
  inspector: {
    ...line({
      label: 'Inspected by',
      hint: 'Such as Ofsted',
      classes: 'govuk-input--width-20',
      because: 'Enter who inspected it.',
      limit: inspection.inspector,
    }),
    initial: 'Ofsted',
  },
  visit: {
    ...choice({
      label: 'Kind of inspection',
      ask: 'What kind of inspection was it?',
      meanings: visitWords,
      because: 'Choose what kind of inspection it was',
    }),
    kind: 'select' as const,
  },
  inspectedOn: {
    ...day({
      label: 'Inspected on',
      ask: 'Day of the inspection',
      hint: 'Its first day, for example 10 6 2026. Where only the month is known, enter 1 as the day.',
      what: 'the day of the inspection',
    }),
    inFile: 'inspected' as const,
  },
  precision: {
    ...choice({
      label: 'How exactly the day is known',
      ask: 'How exactly is the day known?',
      meanings: precisionWords,
      because: 'Choose how exactly the day is known',
    }),
    initial: 'day' as const,
  },
  publishedOn: dayOrNone({
    label: 'Report published on',
    hint: 'Leave it empty until the report is out',
    what: 'the day on which the report was published',
    inFile: 'published',
  }),
}

/** What was judged overall, and before. Judgements of aspects stand between the two. */
export const judgementFields = {
  judgement: freeText({
    label: 'Overall judgement',
    hint: 'In the words of the report, such as Requires improvement to be good. Leave it empty where it gives none.',
    classes: 'govuk-input--width-20',
    limit: inspection.judgement,
  }),
}

export const beforeFields = {
  judgementBefore: freeText({
    label: 'Judgement before, by this report',
    hint: 'Only where the inspection before is not in the register',
    classes: 'govuk-input--width-20',
    limit: inspection.judgement,
  }),
  judgementBeforeOn: dayOrNone({
    label: 'Day of the judgement before',
    hint: 'For example, 14 3 2023',
    what: 'the day of the judgement before',
  }),
}

/** What follows from it. */
export const afterwardsFields = {
  nextExpected: freeText({
    label: 'Next inspection expected',
    hint: 'Such as By March 2028',
    classes: 'govuk-input--width-20',
    limit: inspection.nextExpected,
  }),
  url: {
    kind: 'line' as const,
    type: 'url' as const,
    label: 'Link to the report',
    ask: 'Link to the report (optional)',
    hint: 'Begins with https://',
    limit: limits.evidence.url,
    body: linkOrNoneSchema,
    typed: linkOrNoneSchema.optional(),
    initial: '',
  },
  note: freeText({
    label: 'Note',
    hint: 'What a reader has to know beside it. Name no child.',
    rows: 4,
    limit: inspection.note,
  }),
}

/** What describes an inspection in words, days and choices of its own. */
export const inspectionFields = {
  ...settingFields,
  ...visitFields,
  ...judgementFields,
  ...beforeFields,
  ...afterwardsFields,
} satisfies Record<Exclude<keyof InspectionDescription, 'aspects' | 'recommendationIds'>, NounField>

/** What an inspection holds in lists. */
export const inspectionLists = {
  aspects: { label: 'Judgements of aspects' },
  recommendationIds: { label: 'Recommendations that came of it', edited: 'recommendations' },
}
