import type { MeasureRow, ObservationRead } from '#db/read/measures.ts'
import {
  figureObservation,
  type FigureRead,
  type FigureTerms,
} from '#workflows/measure/figure-observation.ts'
import { recalculate } from '#workflows/measure/measure-recalculation.ts'
import type { NewObservation } from '#workflows/measure/observation-rules.ts'

/**
 * A figure as it is recorded from its form, perhaps in the place of another one: a correction leaves as it was what the
 * form does not ask for, and the whole figure where nothing of it was typed anew.
 */
export function wantedOf(
  measure: MeasureRow,
  corrected: ObservationRead | null,
  figure: FigureRead | 'asItWas',
  terms: FigureTerms,
): NewObservation {
  if (corrected === null)
    return figureObservation(measure, figure === 'asItWas' ? nothingTyped : figure, terms)
  const { rank, sourceRef, kind } = corrected
  const told = figureObservation(measure, figure === 'asItWas' ? nothingTyped : figure, terms)
  const wanted = { ...told, ...dayOf(corrected, terms), rank, sourceRef }
  return figure === 'asItWas'
    ? { ...wanted, kind, ...figureOf(corrected) }
    : { ...wanted, ...partsOf(measure, corrected, wanted) }
}

const nothingTyped: FigureRead = { distribution: [] }

function figureOf({
  published,
  value,
  numerator,
  denominator,
  denominatorSource,
  distribution,
}: ObservationRead) {
  return { published, value, numerator, denominator, denominatorSource, distribution }
}

/** How its day is known stays while the day does, and a period that no longer ends with it goes. */
function dayOf(
  { asAtOn, precision, dateBasis, periodStartOn }: ObservationRead,
  terms: FigureTerms,
): Partial<NewObservation> {
  if (asAtOn === terms.asAtOn && precision === terms.precision)
    return { asAtOn, precision, dateBasis, periodStartOn }
  return { periodStartOn: periodStartOn !== null && periodStartOn <= terms.asAtOn ? periodStartOn : null }
}

/** The parts of the figure before stay where the new one is what they give, and none are typed. */
function partsOf(
  measure: MeasureRow,
  { numerator, denominator, denominatorSource, value }: ObservationRead,
  wanted: NewObservation,
): Partial<NewObservation> {
  if (wanted.denominator !== null || wanted.distribution.length > 0) return {}
  const parts = { numerator, denominator, denominatorSource }
  const stays = wanted.value === value || recalculate(measure, { ...wanted, ...parts }).outcome === 'agrees'
  return stays ? parts : {}
}
