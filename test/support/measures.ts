import type { MeasureFacts, ObservationFacts } from '#workflows/measure/measure-facts.ts'

/** A percentage of which more is better, without baseline and target. */
export const measure = (fields: Partial<MeasureFacts> = {}): MeasureFacts => ({
  unit: 'percent',
  per: null,
  polarity: 'higherIsBetter',
  decimals: null,
  scale: [],
  baseline: null,
  baselineValue: null,
  baselineOn: null,
  target: null,
  targetValue: null,
  targetOn: null,
  targetTolerance: null,
  ...fields,
})

/** An observation at a day, of which nothing else is known. */
export const observation = (fields: Partial<ObservationFacts> = {}): ObservationFacts => ({
  kind: 'figure',
  asAtOn: '2026-06-30',
  periodStartOn: null,
  precision: 'day',
  dateBasis: 'stated',
  published: null,
  value: null,
  numerator: null,
  denominator: null,
  denominatorSource: '',
  status: 'validated',
  caveat: '',
  distribution: [],
  rank: null,
  source: '',
  sourceRef: null,
  ...fields,
})
