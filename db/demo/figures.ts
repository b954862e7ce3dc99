import type { MeasureFigures } from '#db/write/new-measure.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { quotient } from '#workflows/measure/measure-arithmetic.ts'
import type { NewObservation } from '#workflows/measure/observation-rules.ts'
import type { DemoMeasure, DemoObservation } from './measure-form.ts'
import type { Offset } from './names.ts'

/**
 * What the demonstration tells of a measure beyond its title: definition, the parts of the figure with their sources,
 * and the numbers behind baseline and target.
 * @param dayOf the day that is so many days from the one on which the demonstration is loaded
 */
export function figuresOf(measure: DemoMeasure, dayOf: (offset: Offset) => Day): MeasureFigures {
  const { ref: _ref, title: _title, unit: _unit, polarity: _polarity, note: _note, ...rest } = measure
  const {
    baseline: _baseline,
    target: _target,
    observations: _,
    earlier: _earlier,
    supply: _supply,
    baselineOn,
    targetOn,
    ...figures
  } = rest
  return {
    ...figures,
    ...(baselineOn !== undefined && { baselineOn: dayOf(baselineOn) }),
    ...(targetOn !== undefined && { targetOn: dayOf(targetOn) }),
    comparators: figures.comparators.map(({ asAtOn, ...other }) => ({ ...other, asAtOn: dayOf(asAtOn) })),
  }
}

/** An observation of the story as it is recorded. */
export function newObservation(
  measure: DemoMeasure,
  observation: DemoObservation,
  dayOf: (offset: Offset) => Day,
  correctedId: string | null,
): NewObservation {
  const { asAt, period, toldAt: _, corrects = null, ...facts } = observation
  return {
    kind: 'figure',
    precision: 'day',
    dateBasis: period === null ? 'stated' : 'periodEnd',
    value: null,
    numerator: null,
    denominator: null,
    denominatorSource: facts.denominator === undefined ? '' : (measure.denominatorSource ?? ''),
    status: 'validated',
    caveat: '',
    distribution: [],
    rank: null,
    source: 'Four-weekly figures of the performance team',
    sourceRef: null,
    ...facts,
    asAtOn: dayOf(asAt),
    periodStartOn: period === null ? null : dayOf(asAt - period + 1),
    corrects: correctedId,
    reason: correctedId === null ? null : corrects,
    acknowledgeSmallCount: true,
  }
}

/**
 * What was known of a measure before the plan: a figure for each period before the first that the story tells, and as
 * long as that. Shares and rates come out of their parts.
 */
export function earlierObservations(measure: DemoMeasure, dayOf: (offset: Offset) => Day): NewObservation[] {
  const [first, second] = measure.observations
  const { earlier } = measure
  if (!earlier || !first || !second) return []
  const apart = second.asAt - first.asAt
  const told =
    'values' in earlier
      ? earlier.values.map((value) => ({ value }))
      : earlier.numerators.map((numerator, at) => partsOf(measure, numerator, earlier.denominators[at] ?? 0))
  return told.map((facts, at) => {
    const asAt = first.asAt - (told.length - at) * apart
    const published = inUnit(measure.unit, facts.value, measure.decimals)
    return newObservation(
      measure,
      { ...facts, published, asAt, toldAt: asAt, period: first.period },
      dayOf,
      null,
    )
  })
}

function partsOf({ unit, per = 1, decimals = 0 }: DemoMeasure, numerator: number, denominator: number) {
  const scale = unit === 'percent' ? 100 : per
  return { numerator, denominator, value: quotient(numerator, denominator, scale, decimals).rounded }
}

function inUnit(unit: DemoMeasure['unit'], value: number, decimals = 0): string {
  return unit === 'percent' ? `${value.toFixed(decimals)}%` : value.toFixed(decimals)
}
