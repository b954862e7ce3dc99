import { z } from 'zod'
import { listFields } from '#server/http/lists.ts'
import { daySchema, flagSchema, idSchema, lineSchema, refSchema } from '#server/http/schemas.ts'
import {
  dateBases,
  datePrecisions,
  observationKinds,
  observationStatuses,
  polarities,
  units,
} from '#workflows/measure/measure-facts.ts'

const prose = z.string().trim().max(5_000, 'Keep it to 5000 characters.')
const figure = z
  .number({ error: 'Give a number.' })
  .refine((value) => /^-?\d{1,12}(\.\d{1,6})?$/.test(String(value)), {
    error: 'Give a number with at most twelve figures before the point and six after it.',
  })
const notNegative = figure.refine((value) => value >= 0, { error: 'Give nought or more.' })
const wholeNumber = (most: number) =>
  z
    .number({ error: 'Give a whole number.' })
    .int('Give a whole number.')
    .min(1, 'Give 1 or more.')
    .max(most, `Give at most ${most}.`)
const published = lineSchema('Give the text exactly as published.', 500)

const comparator = z
  .strictObject({
    name: lineSchema("Name whom it is compared with, such as 'Statistical neighbours' or 'England'."),
    published,
    value: figure.nullable().default(null),
    asAtOn: daySchema.nullable().default(null),
    rank: wholeNumber(10_000).nullable().default(null),
    rankOf: wholeNumber(10_000).nullable().default(null),
    source: prose.default(''),
  })
  .meta({ id: 'NewComparator' })

const acknowledgeSmallCount = z
  .boolean({ error: 'Give true or false.' })
  .meta({ description: 'Confirms that counts of one to five may be published.' })

const measureFields = {
  priorityId: idSchema.nullable(),
  ref: refSchema("Give a reference that is free in the plan, such as 'P1.O3'."),
  title: lineSchema('Give the measure a title.', 500),
  definition: prose,
  unit: z.enum(units, { error: `Give one of: ${units.join(', ')}.` }),
  countOf: z.string().trim().max(100, 'Keep it to 100 characters.'),
  per: wholeNumber(100_000_000).nullable(),
  polarity: z.enum(polarities, { error: `Give one of: ${polarities.join(', ')}.` }),
  numerator: prose,
  numeratorSource: prose,
  denominator: prose,
  denominatorSource: prose,
  decimals: z.number().int().min(0, 'Give 0 to 6.').max(6, 'Give 0 to 6.').nullable(),
  scale: z.array(lineSchema('Name the grade.', 100)).max(20, 'Give at most 20 grades, best first.'),
  baseline: published.nullable(),
  baselineValue: figure.nullable(),
  baselineOn: daySchema.nullable(),
  target: published.nullable(),
  targetValue: figure.nullable(),
  targetOn: daySchema.nullable(),
  targetTolerance: notNegative.nullable(),
  comparators: z.array(comparator).max(50, 'Give at most 50.'),
  aliases: z.array(lineSchema('Give the other name.', 200)).max(50, 'Give at most 50.'),
  note: prose,
  active: z.boolean({ error: 'Give true or false.' }),
  acknowledgeSmallCount,
}

export const newMeasureSchema = z
  .strictObject(measureFields)
  .partial()
  .required({ ref: true, title: true, unit: true, polarity: true })
  .meta({ id: 'NewMeasure' })
export const measurePatchSchema = z.strictObject(measureFields).partial().meta({ id: 'MeasurePatch' })
export type MeasureBody = z.output<typeof measurePatchSchema>
export type NewMeasureBody = z.output<typeof newMeasureSchema>

export const observationSchema = z
  .strictObject({
    kind: z.enum(observationKinds).default('figure'),
    asAtOn: daySchema.meta({ description: 'The day it was so, or the last day of the period.' }),
    periodStartOn: daySchema.nullable().default(null),
    precision: z.enum(datePrecisions).default('day'),
    dateBasis: z.enum(dateBases).default('stated'),
    published: published.nullable().default(null),
    value: figure.nullable().default(null),
    numerator: notNegative.nullable().default(null),
    denominator: notNegative.nullable().default(null),
    denominatorSource: prose.default(''),
    status: z.enum(observationStatuses, { error: `Give one of: ${observationStatuses.join(', ')}.` }),
    caveat: prose.default(''),
    distribution: z
      .array(
        z.strictObject({
          grade: lineSchema('Name the grade.', 100),
          count: z
            .number()
            .int('Give a whole number.')
            .min(0, 'Give nought or more.')
            .max(1_000_000_000, 'Give at most 1000000000.'),
          published: published.nullable().default(null),
        }),
      )
      .max(20, 'Give at most 20 grades.')
      .default([]),
    rank: z
      .strictObject({
        position: wholeNumber(10_000),
        tied: z.boolean().default(false),
        of: wholeNumber(10_000).nullable().default(null),
        among: lineSchema('Say among whom.').nullable().default(null),
      })
      .nullable()
      .default(null),
    source: prose.default(''),
    sourceRef: lineSchema('Give what the source calls it, or leave it out.', 100).nullable().default(null),
    corrects: idSchema.nullable().default(null),
    reason: lineSchema('Say why it is corrected.', 1_000).nullable().default(null),
    acknowledgeSmallCount: acknowledgeSmallCount.default(false),
  })
  .meta({ id: 'NewObservation' })

export const measuresQuery = z.strictObject({
  ...listFields,
  priority: idSchema.optional(),
  active: flagSchema.optional(),
})
export const observationsQuery = z.strictObject({
  ...listFields,
  revisions: flagSchema
    .meta({ description: 'Whether observations that were corrected, and withdrawals, are listed too.' })
    .default(false),
})
