import { z } from 'zod'
import { observationsInForce } from '#db/read/measures.ts'
import type { Deps } from '#server/deps.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { Problem } from '#server/http/problem.ts'
import { daySchema, flagSchema, idParams, listSchema, numberSchema } from '#server/http/schemas.ts'
import { beyond, isFigureWithin, limits } from '#workflows/limits.ts'
import { polarities } from '#workflows/measure/measure-facts.ts'
import { spcSentence } from '#workflows/measure/spc-words.ts'
import { optionsOf, type SpcOptions, type SpcSeries, spc, usualOptions } from '#workflows/measure/spc.ts'
import { count } from '#workflows/words.ts'
import { seeMeasure } from './service.ts'

/** A whole number as an address has it: digits alone. */
const wholeQuery = (limit: Parameters<typeof numberSchema>[0]) =>
  z
    .string()
    .regex(/^\d+$/, 'Give a whole number, in digits alone.')
    .transform(Number)
    .pipe(numberSchema(limit))

const optionsQuery = z.strictObject({
  screenMovingRanges: flagSchema.optional(),
  runLength: wholeQuery(limits.spc.runLength).optional(),
  fewestPoints: wholeQuery(limits.spc.fewestPoints).optional(),
  beyondCounts: flagSchema.optional(),
})

const value = z
  .number({ error: 'Give each figure as a number.' })
  .refine((each) => isFigureWithin(limits.spc.value, String(each)), { error: beyond(limits.spc.value) })

const seriesSchema = z
  .strictObject({
    values: listSchema(value, limits.spc.points),
    days: listSchema(daySchema, limits.spc.points).meta({
      description: 'The day of each value, in the same order.',
    }),
    polarity: z.enum(polarities, { error: `Give one of: ${polarities.join(', ')}.` }),
    target: value.nullable().default(null),
    steps: listSchema(daySchema, limits.spc.steps)
      .default([])
      .meta({ description: 'Days from which mean and limits are worked out anew.' }),
  })
  .meta({ id: 'Series' })

/** What the figures of a measure tell by the rules of Making Data Count, and the same of a bare series. */
export function spcRoutes(app: ApiApp, deps: Deps): void {
  const tags = ['measures']

  app.get(
    '/measures/:id/spc',
    { schema: { tags, params: idParams, querystring: optionsQuery } },
    async (request) => {
      const { measure } = await seeMeasure(deps, actorOf(request), request.params.id)
      const figures = await observationsInForce(deps.db, measure.id)
      const points = figures.flatMap(({ asAtOn, value: each, kind }) =>
        each === null || kind !== 'figure' ? [] : [{ on: asAtOn, value: each }],
      )
      const { polarity, targetValue, steps } = measure
      const series = { points, polarity, target: targetValue, steps }
      return readSeries(series, optionsOf(measure), request.query)
    },
  )

  app.post('/spc', { schema: { tags, querystring: optionsQuery, body: seriesSchema } }, async (request) => {
    const { values, days, polarity, target, steps } = request.body
    if (values.length !== days.length)
      throw new Problem(
        'invalidRequest',
        `Give a day for each value: there are ${count(values.length, 'value')} and ${count(days.length, 'day')}.`,
        {
          errors: [{ pointer: '/days', code: 'invalid', detail: 'Give a day for each value.' }],
        },
      )
    const twice = days.findIndex((day, at) => days.indexOf(day) < at)
    if (twice >= 0) {
      const detail = `Two values have the day ${days[twice]}. Give one value a day.`
      throw new Problem('invalidRequest', detail, {
        errors: [{ pointer: `/days/${twice}`, code: 'twice', detail }],
      })
    }
    const points = values.map((each, at) => ({ on: days[at] ?? '', value: each }))
    return readSeries(
      { points, polarity, target, steps: steps.map((startOn) => ({ startOn })) },
      usualOptions,
      request.query,
    )
  })
}

function readSeries(series: SpcSeries, kept: SpcOptions, chosen: z.output<typeof optionsQuery>) {
  const given = Object.fromEntries(Object.entries(chosen).filter(([, each]) => each !== undefined))
  const read = spc(series, { ...kept, ...(given as Partial<SpcOptions>) })
  return { ...read, sentence: spcSentence(read) }
}
