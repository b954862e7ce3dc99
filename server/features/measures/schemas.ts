import { z } from 'zod'
import { listFields } from '#server/http/lists.ts'
import {
  daySchema,
  flagSchema,
  freeTextSchema,
  idSchema,
  listSchema,
  numberSchema,
  textSchema,
} from '#server/http/schemas.ts'
import { bodiesOf } from '#server/sheets/event.ts'
import { beyond, isFigureWithin, limits } from '#workflows/limits.ts'
import {
  dateBases,
  datePrecisions,
  observationKinds,
  observationStatuses,
} from '#workflows/measure/measure-facts.ts'
import { measureFields } from './measure-fields-sheet.ts'

const { measure, comparator: compared, observation } = limits
const figure = z
  .number({ error: 'Give a number.' })
  .refine((value) => isFigureWithin(measure.figure, String(value)), { error: beyond(measure.figure) })
const notNegative = figure.refine((value) => value >= 0, { error: 'Give nought or more.' })
const published = textSchema('Give the text exactly as published.', measure.published)
const grade = textSchema('Name the grade.', measure.grade)

const comparator = z
  .strictObject({
    name: textSchema(
      "Name whom it is compared with, such as 'Statistical neighbours' or 'England'.",
      compared.name,
    ),
    published,
    value: figure.nullable().default(null),
    asAtOn: daySchema.nullable().default(null),
    rank: numberSchema(compared.rank).nullable().default(null),
    rankOf: numberSchema(compared.rank).nullable().default(null),
    source: freeTextSchema(compared.source).default(''),
  })
  .meta({ id: 'NewComparator' })

const step = z
  .strictObject({
    startOn: daySchema.meta({ description: 'From then on average and limits are worked out anew.' }),
    reason: textSchema('Say what has changed for good, and why it is known.', measure.stepReason),
    fixedAfter: numberSchema(measure.stepFigures).nullable().default(null),
  })
  .meta({ id: 'MeasureStep' })

export const acknowledgeSmallCount = z
  .boolean({ error: 'Give true or false.' })
  .meta({ description: 'Confirms that counts of one to five may be published.' })

const fields = {
  ...bodiesOf(measureFields),
  comparators: listSchema(comparator, compared.all),
  steps: listSchema(step, measure.steps),
  acknowledgeSmallCount,
}

export const newMeasureSchema = z
  .strictObject(fields)
  .partial()
  .required({ ref: true, title: true, unit: true, polarity: true })
  .meta({ id: 'NewMeasure' })
export const measurePatchSchema = z.strictObject(fields).partial().meta({ id: 'MeasurePatch' })
export type MeasureBody = z.output<typeof measurePatchSchema>
export type NewMeasureBody = z.output<typeof newMeasureSchema>

export const distribution = listSchema(
  z.strictObject({
    grade,
    count: numberSchema(observation.count),
    published: published.nullable().default(null),
  }),
  measure.grades,
)

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
    denominatorSource: freeTextSchema(observation.denominatorSource).default(''),
    status: z.enum(observationStatuses, { error: `Give one of: ${observationStatuses.join(', ')}.` }),
    caveat: freeTextSchema(observation.caveat).default(''),
    distribution: distribution.default([]),
    rank: z
      .strictObject({
        position: numberSchema(observation.rank),
        tied: z.boolean().default(false),
        of: numberSchema(observation.rank).nullable().default(null),
        among: textSchema('Say among whom.', observation.among).nullable().default(null),
      })
      .nullable()
      .default(null),
    source: freeTextSchema(observation.source).default(''),
    sourceRef: textSchema('Give what the source calls it, or leave it out.', observation.sourceRef)
      .nullable()
      .default(null),
    corrects: idSchema.nullable().default(null),
    reason: textSchema('Say why it is corrected.', observation.reason).nullable().default(null),
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
