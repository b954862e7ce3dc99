import { refSchema } from '#server/http/schemas.ts'
import { choice, line } from '#server/sheets/field.ts'
import {
  choiceOrNone,
  figureOrNone,
  numberOrNone,
  textList,
  usualNumber,
  publishedOrNone,
} from '#server/sheets/noun-values.ts'
import { dayOrNone, freeText, type NounFields, tick, tie } from '#server/sheets/noun.ts'
import { frequencyWords, polarityWords, unitWords } from '#server/ui/words/measure-words.ts'
import { limits } from '#workflows/limits.ts'
import { usualDueAfterDays } from '#workflows/measure/figures-due.ts'
import { usualOptions } from '#workflows/measure/spc.ts'

const { measure } = limits
const ref = refSchema("Give a reference that is free in the plan, such as 'P1.O3'.", measure.ref)

/** What is counted, and which way is better. */
export const countedFields = {
  ref: {
    ...line({
      label: 'Reference',
      hint: 'Short, and free in the plan',
      classes: 'govuk-input--width-10',
      because: '',
      limit: measure.ref,
    }),
    body: ref,
    typed: ref,
  },
  title: line({
    label: 'Title',
    hint: 'What is counted, in one line, such as Children seen within ten days',
    because: 'Give the measure a title.',
    limit: measure.title,
  }),
  definition: freeText({
    label: 'Definition',
    hint: 'In plain words: what is counted, and what is not',
    rows: 3,
    limit: measure.definition,
  }),
  priorityId: tie({ label: 'Priority', none: 'The whole plan' }),
  unit: {
    ...choice({
      label: 'Unit',
      ask: 'What is a figure of it?',
      meanings: unitWords,
      because: 'Choose what a figure of it is',
    }),
    kind: 'select' as const,
    none: 'Choose one',
  },
  polarity: choice({
    label: 'Which way is better',
    ask: 'Which way is better?',
    meanings: polarityWords,
    because: 'Choose which way is better',
  }),
} satisfies NounFields

/** How a figure comes about. */
export const workedOutFields = {
  numerator: freeText({
    label: 'Counted',
    hint: 'Of a share, rate or ratio: what is counted',
    rows: 2,
    limit: measure.numerator,
  }),
  numeratorSource: freeText({ label: 'Source of what is counted', rows: 2, limit: measure.numeratorSource }),
  denominator: freeText({
    label: 'Out of',
    hint: 'What it is a share or rate of',
    rows: 2,
    limit: measure.denominator,
  }),
  denominatorSource: freeText({
    label: 'Source of what it is out of',
    hint: 'Such as the population estimate of which year',
    rows: 2,
    limit: measure.denominatorSource,
  }),
  countOf: freeText({
    label: 'Count of',
    hint: 'Of a number: what it is a number of, such as children',
    limit: measure.countOf,
  }),
  per: numberOrNone({
    label: 'Per how many',
    hint: 'Of a rate, such as 10,000',
    classes: 'govuk-input--width-10',
    limit: measure.per,
  }),
  decimals: numberOrNone({
    label: 'Decimals',
    hint: 'How many stand after the point',
    limit: measure.decimals,
  }),
  scale: textList({
    label: 'Grades',
    hint: 'Of grades or judgements: one on a line, the best first',
    rows: 4,
    because: 'Name the grade.',
    each: measure.grade,
    most: measure.grades,
  }),
} satisfies NounFields

/** Where it began, and where it is to be. */
export const aimFields = {
  baseline: publishedOrNone({
    label: 'Baseline',
    hint: 'Where it began, as published, such as 58%',
    limit: measure.published,
  }),
  baselineValue: figureOrNone({
    label: 'Baseline as a number',
    hint: 'Needed only where its words are more than a number',
    limit: measure.figure,
  }),
  baselineOn: dayOrNone({ label: 'Day of the baseline', what: 'the day of the baseline' }),
  target: publishedOrNone({
    label: 'Target',
    hint: 'What it is to reach, such as 70%',
    limit: measure.published,
  }),
  targetValue: figureOrNone({
    label: 'Target as a number',
    hint: 'Needed only where its words are more than a number',
    limit: measure.figure,
  }),
  targetOn: dayOrNone({
    label: 'Day of the target',
    hint: 'By when it is to get there. For example, 31 3 2028',
    what: 'the day of the target',
  }),
  targetTolerance: figureOrNone({
    label: 'How near is near enough',
    hint: 'Where near the target is better',
    limit: measure.figure,
    least: 0,
  }),
} satisfies NounFields

/** Who supplies its figures, and when they are due. */
export const supplyFields = {
  supplierId: tie({
    label: 'Supplied by',
    hint: 'Records its figures, and is written to on Mondays when one is due',
    none: 'The lead of its priority',
  }),
  every: choiceOrNone({
    label: 'How often a figure is due',
    none: 'At no set times',
    meanings: frequencyWords,
  }),
  dueAfterDays: usualNumber({
    label: 'Days until it is late',
    ask: 'Late so many days after the period has ended',
    limit: measure.dueAfterDays,
    usual: usualDueAfterDays,
  }),
  dueFromOn: dayOrNone({
    label: 'Figures due from',
    hint: 'The first period with a figure is the one in which this day lies: this one, unless told',
    what: 'the day from which figures are due',
  }),
} satisfies NounFields

/** By which rules its figures over time are judged. */
export const judgedFields = {
  runLength: usualNumber({
    label: 'Figures in a row that are a signal',
    hint: 'On one side of the average, or all rising or falling: 7, or 6',
    limit: limits.spc.runLength,
    usual: usualOptions.runLength,
  }),
  fewestPoints: usualNumber({
    label: 'Figures from which it is judged',
    hint: 'With fewer, no limits are drawn: usually 13',
    limit: limits.spc.fewestPoints,
    usual: usualOptions.fewestPoints,
  }),
  screenMovingRanges: tick({
    label: 'Moving ranges',
    says: 'A sudden leap does not widen the limits',
    hint: 'Ranges of 3.267 times their average and more are left out of the limits, once',
  }),
  beyondCounts: {
    ...tick({
      label: 'Two of three',
      says: 'A figure beyond a limit counts as close to it',
      hint: 'Two of three figures close to the same limit are a signal',
    }),
    initial: true,
  },
} satisfies NounFields

/** What else there is to know of it. */
export const aboutFields = {
  note: freeText({ label: 'Note', rows: 3, limit: measure.note }),
  aliases: textList({
    label: 'Other names',
    hint: 'One on a line: a pasted table that uses them is understood',
    rows: 2,
    because: 'Give the other name.',
    each: measure.alias,
    most: measure.aliases,
  }),
  active: {
    ...tick({
      label: 'In use',
      says: 'It is in use',
      hint: 'Without the tick it leaves all lists, and its figures stay',
    }),
    initial: true,
  },
} satisfies NounFields

const { active: _, ...newAboutFields } = aboutFields

/** What a new measure is asked for. */
export const newMeasureFields = {
  ...countedFields,
  ...aimFields,
  ...supplyFields,
  ...workedOutFields,
  ...newAboutFields,
} satisfies NounFields

/** What describes a measure, in the order of its form. */
export const measureFields = {
  ...countedFields,
  ...aimFields,
  ...supplyFields,
  ...workedOutFields,
  ...judgedFields,
  ...aboutFields,
} satisfies NounFields
