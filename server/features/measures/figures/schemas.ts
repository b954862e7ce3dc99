import { z } from 'zod'
import { daySchema, freeTextSchema, listSchema, textSchema } from '#server/http/schemas.ts'
import { limits } from '#workflows/limits.ts'
import { datePrecisions, observationStatuses } from '#workflows/measure/measure-facts.ts'
import { acknowledgeSmallCount, distribution } from '../schemas.ts'

const { observation } = limits
// A figure is withdrawn by what corrects it, and these correct none.
const statuses = z.enum(observationStatuses).exclude(['withdrawn']).options

/** The figures of one day or period, of several measures. */
export const figuresSchema = z
  .strictObject({
    asAtOn: daySchema.meta({
      description: 'The day it was so, or the last day of the period. Of a month, its last day is kept.',
    }),
    precision: z.enum(datePrecisions).optional().meta({
      description: 'Unless told, the period for which figures of the measure are due, or the month.',
    }),
    status: z.enum(statuses, { error: `Give one of: ${statuses.join(', ')}.` }).default('provisional'),
    source: freeTextSchema(observation.source).default(''),
    figures: listSchema(
      z.strictObject({
        measure: textSchema('Give the id or the reference of the measure.', limits.measure.ref).meta({
          description: 'The id of the measure, or its reference.',
        }),
        published: textSchema('Give the figure as people write it.', observation.published)
          .optional()
          .meta({ description: "As people write it: '94%', '£2,800', '42 of 56'." }),
        distribution: distribution.default([]),
        caveat: freeTextSchema(observation.caveat).default(''),
        acknowledgeSmallCount: acknowledgeSmallCount.default(false),
      }),
      observation.figures,
    ).min(1, 'Give at least one figure.'),
  })
  .meta({ id: 'NewFigures' })
export type FiguresBody = z.output<typeof figuresSchema>
