import type { Day, Instant } from '#workflows/calendar/calendar.ts'

/** Which way is better. `contextOnly`: neither; the figure is kept to read others by. */
export const polarities = ['higherIsBetter', 'lowerIsBetter', 'nearTarget', 'contextOnly'] as const
export type Polarity = (typeof polarities)[number]

/** What a value is. Those without a number (`judgement`, `words`) are told in their published text alone. */
export const units = [
  'count',
  'percent',
  'rate',
  'ratio',
  'judgement',
  'percentagePoints',
  'days',
  'currency',
  'grade',
  'words',
] as const
export type Unit = (typeof units)[number]

/** `notStated`: the source does not say. `withdrawn`: a correction that leaves nothing in the place of a mistake. */
export const observationStatuses = ['provisional', 'validated', 'notStated', 'withdrawn'] as const
export type ObservationStatus = (typeof observationStatuses)[number]

/** A `claim` is words without a figure: held as text and never charted. */
export const observationKinds = ['figure', 'claim'] as const
export type ObservationKind = (typeof observationKinds)[number]

/** How exactly the date is known. `asAtOn` is then the last day of the month, quarter or year. */
export const datePrecisions = ['day', 'month', 'quarter', 'year'] as const
export type DatePrecision = (typeof datePrecisions)[number]

/** Where the date comes from: said of the figure, the end of a period, the report's own date, or inferred. */
export const dateBases = ['stated', 'periodEnd', 'reportDate', 'inferred'] as const
export type DateBasis = (typeof dateBases)[number]

/** One grade of a distribution, in the order in which the source gives them. */
export type GradeCount = { grade: string; count: number; published: string | null }

/** A place among others: second of twelve, perhaps shared. `of` and `among` are null where the source is silent. */
export type Rank = { position: number; tied: boolean; of: number | null; among: string | null }

/** What others have: statistical neighbours, the region, England. `rank` is ours among them. */
export type Comparator = {
  name: string
  published: string
  value: number | null
  asAtOn: Day | null
  rank: number | null
  rankOf: number | null
  source: string
}

/** A decision from when on its average and limits are worked out anew, and why: known causes alone are one. */
export type MeasureStep = {
  startOn: Day
  reason: string
  /** The first figures from then on that they are worked out of; null for all of them. */
  fixedAfter: number | null
}

/** What the rules need to know of a measure. */
export type MeasureFacts = {
  unit: Unit
  /** The base of a rate: 10,000 in 'per 10,000 children'. */
  per: number | null
  polarity: Polarity
  /** Decimals to show and to recalculate at where the published text does not tell. */
  decimals: number | null
  /** Grades or judgements, best first; empty where there are none or their order is not known. */
  scale: readonly string[]
  baseline: string | null
  baselineValue: number | null
  baselineOn: Day | null
  target: string | null
  targetValue: number | null
  targetOn: Day | null
  /** How far from the target still counts as near it. */
  targetTolerance: number | null
}

/** What is recorded of a measure at a date or for a period. */
export type ObservationFacts = {
  kind: ObservationKind
  /** The day it was so, or the last day of the period. */
  asAtOn: Day
  /** The first day of the period; null for a value at a date. */
  periodStartOn: Day | null
  precision: DatePrecision
  dateBasis: DateBasis
  /** Exactly as published; null where nothing was printed as one text. */
  published: string | null
  value: number | null
  numerator: number | null
  denominator: number | null
  denominatorSource: string
  status: ObservationStatus
  caveat: string
  distribution: readonly GradeCount[]
  rank: Rank | null
  source: string
  /** What the source calls it, so that it can be found there again. */
  sourceRef: string | null
}

/** An observation as it is kept: never changed, only followed by a correction. */
export type KeptObservation = ObservationFacts & {
  id: string
  measureId: string
  /** 1 for what was first recorded, one more for each correction. */
  revision: number
  supersedesId: string | null
  /** Why it corrects the one before. */
  reason: string | null
  /** Whether its recorder confirmed that its counts of one to five may be published. */
  smallCountAcknowledged: boolean
  recordedBy: string | null
  recordedAt: Instant
}
