import type { MeasureDrafted } from '#db/write/import-measures.ts'
import type { PlanDraft } from '#db/write/plan-draft.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import type { ObservationFacts } from '#workflows/measure/measure-facts.ts'
import { MONTHS_OF_FIGURES } from './shape.ts'

/** A figure for each month up to October 2026 for every measure of the model plan, as a file of figures has them. */
export function figuresOfModel(draft: PlanDraft): MeasureDrafted[] {
  const measures = draft.priorities.flatMap((priority) => priority.measures)
  return measures.map(({ ref, title, unit, polarity }, place) => ({
    ref,
    title,
    unit,
    polarity,
    figures: {},
    observations: Array.from({ length: MONTHS_OF_FIGURES }, (_, back) => observation(place, back)),
  }))
}

function observation(place: number, back: number): ObservationFacts {
  const share = Math.round(
    60 + 8 * Math.sin(back * (place + 1)) + 4 * Math.cos(back * 7.3 + place) - back / 2,
  )
  const month = new Date(Date.UTC(2026, 10 - back, 1)).toISOString().slice(0, 10)
  return {
    kind: 'figure',
    asAtOn: addDays(month, -1),
    periodStartOn: null,
    precision: 'month',
    dateBasis: 'periodEnd',
    published: `${share}%`,
    value: share,
    numerator: share * 2,
    denominator: 200,
    denominatorSource: '',
    status: 'validated',
    caveat: '',
    distribution: [],
    rank: null,
    source: 'Monthly figures of the performance team',
    sourceRef: null,
  }
}
