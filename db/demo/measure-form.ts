import { z } from 'zod'
import { frequencies } from '#workflows/measure/figures-due.ts'
import { observationKinds, observationStatuses, polarities, units } from '#workflows/measure/measure-facts.ts'
import { maybe, type Names, offset, words } from './names.ts'

/** A measure with what is known of it and the observations that were told of it. */
export type DemoMeasure = z.output<ReturnType<typeof measureForm>>

/** An observation of the demonstration: on which day it was so and on which it was told. */
export type DemoObservation = z.output<typeof observation>

const observation = z.strictObject({
  /** The last day of its period. */
  asAt: offset,
  toldAt: offset,
  /** Days of its period; null for a value at a date. */
  period: z.int().min(1).nullable(),
  /** Null where grades tell it. */
  published: words.nullable(),
  value: maybe(z.number()),
  numerator: maybe(z.number()),
  denominator: maybe(z.number()),
  /** Where the denominator is from; without it from where the measure says. */
  denominatorSource: maybe(words),
  kind: maybe(z.enum(observationKinds)),
  status: maybe(z.enum(observationStatuses)),
  caveat: maybe(words),
  source: maybe(words),
  /** Why it takes the place of the one told before for the same day. */
  corrects: maybe(words),
  distribution: maybe(z.array(z.strictObject({ grade: words, count: z.int(), published: words.nullable() }))),
})

const earlier = z.union([
  z.strictObject({ values: z.array(z.number()) }),
  z.strictObject({ numerators: z.array(z.number()), denominators: z.array(z.number()) }),
])

/** A measure as the files of the demonstration tell it. */
export function measureForm({ refOf, person }: Names) {
  return z.strictObject({
    ref: refOf('O'),
    title: words,
    unit: z.enum(units),
    polarity: z.enum(polarities),
    /** As published, with its unit in words; null where none has been agreed yet. */
    baseline: words.nullable(),
    target: words.nullable(),
    note: z.string().default(''),
    definition: maybe(words),
    countOf: maybe(words),
    per: maybe(z.number()),
    numerator: maybe(words),
    numeratorSource: maybe(words),
    denominator: maybe(words),
    denominatorSource: maybe(words),
    decimals: maybe(z.int()),
    scale: maybe(z.array(words)),
    baselineValue: maybe(z.number()),
    baselineOn: maybe(offset),
    targetValue: maybe(z.number()),
    targetOn: maybe(offset),
    targetTolerance: maybe(z.number()),
    aliases: maybe(z.array(words)),
    comparators: z
      .array(
        z.strictObject({
          name: words,
          published: words,
          value: z.number().nullable(),
          asAtOn: offset,
          rank: z.int().nullable(),
          rankOf: z.int().nullable(),
          source: words,
        }),
      )
      .default([]),
    /** Figures of the periods before the first observation, oldest first. */
    earlier: maybe(earlier),
    observations: z.array(observation).default([]),
    /** Who supplies its figures from the approval of the plan on, how often, and from when on one is missed. */
    supply: maybe(z.strictObject({ by: person, every: z.enum(frequencies), dueFrom: offset })),
  })
}
