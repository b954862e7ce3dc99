import { z } from 'zod'
import {
  type Answers,
  count,
  day,
  id,
  listOf,
  moment,
  referred,
  version,
  dayOrNull,
  namedOrNull,
  idOrNull,
  warnings,
} from '#server/http/answers.ts'
import { frequencies } from '#workflows/measure/figures-due.ts'
import {
  dateBases,
  datePrecisions,
  observationKinds,
  observationStatuses,
  polarities,
  units,
} from '#workflows/measure/measure-facts.ts'
import { assurances, spcFlags, spcReadings } from '#workflows/measure/spc.ts'
import { warningCodes } from '#workflows/warnings/warning.ts'
import { historySchema } from './actions.ts'

const figure = z.number().nullable()
const words = z.string().nullable()

const spcOptions = {
  screenMovingRanges: z.boolean(),
  runLength: count,
  fewestPoints: count,
  beyondCounts: z.boolean(),
}

const recalculated = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.enum(['agrees', 'differs']),
    value: z.number(),
    decimals: count,
    unrounded: z.string(),
    looksTruncated: z.boolean(),
    because: z.string(),
  }),
  z.strictObject({
    outcome: z.literal('notRecalculated'),
    code: z.enum([
      'claim',
      'notDerived',
      'valueMissing',
      'numeratorMissing',
      'denominatorMissing',
      'denominatorZero',
      'rateBaseMissing',
    ]),
    because: z.string(),
  }),
])

export const observationSchema = z
  .strictObject({
    id,
    measureId: id,
    kind: z.enum(observationKinds),
    asAtOn: day,
    periodStartOn: dayOrNull,
    precision: z.enum(datePrecisions),
    dateBasis: z.enum(dateBases),
    published: words,
    value: figure,
    numerator: figure,
    denominator: figure,
    denominatorSource: z.string(),
    status: z.enum(observationStatuses),
    caveat: z.string(),
    distribution: z.array(z.strictObject({ grade: z.string(), count, published: words, percent: figure })),
    rank: z
      .strictObject({ position: version, tied: z.boolean(), of: version.nullable(), among: words })
      .nullable(),
    source: z.string(),
    sourceRef: words,
    revision: version,
    reason: words,
    smallCountAcknowledged: z.boolean(),
    recordedAt: moment,
    n: figure,
    shown: z.string(),
    corrects: idOrNull,
    correctedBy: idOrNull,
    recordedBy: namedOrNull,
    recalculated,
    warnings: z.array(
      z.strictObject({
        code: z.enum([
          'differs',
          'denominatorMissing',
          'notAsPublished',
          'distribution',
          'smallCount',
          ...warningCodes,
        ]),
        detail: z.string(),
        pointer: z.string().optional(),
      }),
    ),
    charted: z.boolean(),
    version: version.meta({ description: 'That of the measure.' }),
  })
  .meta({ id: 'Observation' })

const point = z
  .strictObject({ shown: z.string(), value: figure, n: figure, asAtOn: dayOrNull })
  .meta({ id: 'MeasurePoint' })
const comparison = z
  .strictObject({
    direction: z.enum(['better', 'worse', 'same', 'unknown']),
    difference: figure,
    from: point.nullable(),
    to: point,
    sampleSizesDiffer: z.boolean(),
    because: z.string(),
  })
  .meta({ id: 'MeasureComparison' })
  .nullable()

export const measureSchema = z
  .strictObject({
    id,
    planId: id,
    priority: referred.nullable(),
    ref: z.string(),
    title: z.string(),
    definition: z.string(),
    unit: z.enum(units),
    countOf: z.string(),
    per: version.nullable(),
    polarity: z.enum(polarities),
    numerator: z.string(),
    numeratorSource: z.string(),
    denominator: z.string(),
    denominatorSource: z.string(),
    decimals: count.nullable(),
    scale: z.array(z.string()),
    baseline: words,
    baselineValue: figure,
    baselineOn: dayOrNull,
    target: words,
    targetValue: figure,
    targetOn: dayOrNull,
    targetTolerance: figure,
    comparators: z.array(
      z.strictObject({
        name: z.string(),
        published: z.string(),
        value: figure,
        asAtOn: dayOrNull,
        rank: version.nullable(),
        rankOf: version.nullable(),
        source: z.string(),
      }),
    ),
    steps: z.array(z.strictObject({ startOn: day, reason: z.string(), fixedAfter: count.nullable() })),
    aliases: z.array(z.string()),
    note: z.string(),
    supplier: namedOrNull,
    every: z.enum(frequencies).nullable(),
    dueFromOn: dayOrNull,
    dueAfterDays: count,
    ...spcOptions,
    active: z.boolean(),
    version,
    createdAt: moment,
    updatedAt: moment,
    latest: observationSchema.nullable(),
    standing: z.strictObject({
      sincePrevious: comparison,
      sinceBaseline: comparison,
      target: z.strictObject({
        outcome: z.enum(['met', 'notMet', 'noTarget', 'unknown']),
        because: z.string(),
      }),
      progress: figure,
      unmoved: z.boolean().nullable(),
      gaps: z.array(z.strictObject({ field: z.string(), detail: z.string() })),
    }),
    warnings,
  })
  .meta({ id: 'Measure' })

const spcSchema = z
  .strictObject({
    options: z.strictObject(spcOptions),
    sections: z.array(
      z.strictObject({
        startOn: day,
        mean: z.number(),
        lower: figure,
        upper: figure,
        averageMovingRange: figure,
        judged: z.boolean(),
      }),
    ),
    points: z.array(
      z.strictObject({
        on: day,
        value: z.number(),
        section: count,
        flags: z.array(z.enum(spcFlags)),
        reading: z.enum(spcReadings),
      }),
    ),
    variation: z.enum(spcReadings).nullable(),
    assurance: z.enum(assurances).nullable(),
    sentence: z.string(),
  })
  .meta({ id: 'Spc' })

export const measureAnswers: Answers = {
  'GET /plans/:id/measures': { 200: listOf(measureSchema) },
  'POST /plans/:id/measures': { 201: measureSchema },
  'GET /measures/:id': { 200: measureSchema },
  'PATCH /measures/:id': { 200: measureSchema },
  'GET /measures/:id/observations': { 200: listOf(observationSchema) },
  'POST /measures/:id/observations': { 201: observationSchema },
  'POST /plans/:id/figures': {
    201: z.strictObject({ items: z.array(observationSchema), warnings }).meta({ id: 'RecordedFigures' }),
  },
  'GET /measures/:id/spc': { 200: spcSchema },
  'POST /spc': { 200: spcSchema },
  'GET /measures/:id/history': { 200: historySchema },
}
