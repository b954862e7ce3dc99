import type { CsvColumns } from '#server/http/csv.ts'
import type { MeasureResource, ObservationResource } from './resource.ts'

/** The columns of measures as CSV. */
export const measureColumns: CsvColumns<MeasureResource> = {
  id: ({ id }) => id,
  ref: ({ ref }) => ref,
  priority: ({ priority }) => priority?.ref,
  title: ({ title }) => title,
  unit: ({ unit }) => unit,
  per: ({ per }) => per,
  polarity: ({ polarity }) => polarity,
  baseline: ({ baseline }) => baseline,
  target: ({ target }) => target,
  targetOn: ({ targetOn }) => targetOn,
  latest: ({ latest }) => latest?.shown,
  latestValue: ({ latest }) => latest?.value,
  latestOf: ({ latest }) => latest?.n,
  asAtOn: ({ latest }) => latest?.asAtOn,
  status: ({ latest }) => latest?.status,
  sincePrevious: ({ standing }) => standing.sincePrevious?.direction,
  sinceBaseline: ({ standing }) => standing.sinceBaseline?.direction,
  againstTarget: ({ standing }) => standing.target.outcome,
  supplier: ({ supplier }) => supplier?.name,
  every: ({ every }) => every,
  active: ({ active }) => active,
}

/** The columns of what a measure has recorded as CSV. */
export const observationColumns: CsvColumns<ObservationResource> = {
  id: ({ id }) => id,
  kind: ({ kind }) => kind,
  periodStartOn: ({ periodStartOn }) => periodStartOn,
  asAtOn: ({ asAtOn }) => asAtOn,
  precision: ({ precision }) => precision,
  published: ({ published }) => published,
  value: ({ value }) => value,
  numerator: ({ numerator }) => numerator,
  denominator: ({ denominator }) => denominator,
  denominatorSource: ({ denominatorSource }) => denominatorSource,
  status: ({ status }) => status,
  recalculated: ({ recalculated }) => recalculated.outcome,
  recalculatedValue: ({ recalculated }) => ('value' in recalculated ? recalculated.value : null),
  grades: ({ distribution }) => distribution.map(({ grade, count }) => `${grade}: ${count}`),
  caveat: ({ caveat }) => caveat,
  source: ({ source }) => source,
  revision: ({ revision }) => revision,
  corrects: ({ corrects }) => corrects,
}
