import { asFault, type Typed } from '#server/ui/forms/forms.ts'
import { isWithin, beyond, limits } from '#workflows/limits.ts'
import {
  figureObservation,
  type FigureRead,
  gradesTyped,
  validated,
} from '#workflows/measure/figure-observation.ts'
import { figureTyped } from '#workflows/measure/figure-typed.ts'
import { precisionOf } from '#workflows/measure/figures-due.ts'
import type { ObservationStatus } from '#workflows/measure/measure-facts.ts'
import type { Month, MonthRow } from './month.ts'
import type { FigureOf } from './service.ts'

/** The boxes of a measure, by their names. */
export const boxOf = {
  figure: (id: string) => `figure-${id}`,
  grade: (id: string, at: number) => `grade-${id}-${at}`,
  caveat: (id: string) => `caveat-${id}`,
  /** That a small count may be published. */
  ok: (id: string) => `ok-${id}`,
  /** That the figure which stands is validated. */
  validated: (id: string) => `validated-${id}`,
  /** The cell that its figure was pasted from. */
  cell: (id: string) => `at-${id}`,
}

/** What the boxes hold: the figures to be recorded, or what is wrong in which box. */
export function readBoxes(
  { rows, endOn }: Month,
  values: Typed,
  terms: { status: ObservationStatus; source: string },
): { figures: FigureOf[]; validated: number } | { faults: Record<string, string> } {
  const faults: Record<string, string> = {}
  const figures = rows.flatMap((row): FigureOf[] => {
    const { measure } = row.read
    const read = readRow(row, values, faults)
    if (read === null) return []
    const caveat = values[boxOf.caveat(measure.id)]?.trim() ?? ''
    if (!isWithin(limits.observation.caveat, caveat))
      faults[boxOf.caveat(measure.id)] = beyond(limits.observation.caveat)
    const wanted = figureObservation(measure, read, {
      ...terms,
      asAtOn: endOn,
      precision: precisionOf(measure.every),
      caveat,
      acknowledgeSmallCount: values[boxOf.ok(measure.id)] !== undefined,
    })
    return [{ measureId: measure.id, wanted }]
  })
  const ticked = readTicks({ rows }, values, faults)
  return Object.keys(faults).length > 0
    ? { faults }
    : { figures: [...figures, ...ticked], validated: ticked.length }
}

/** The figures that stand provisionally and are ticked as validated. One that is another by now goes into the faults. */
function readTicks({ rows }: Pick<Month, 'rows'>, values: Typed, faults: Record<string, string>): FigureOf[] {
  return rows.flatMap(({ read: { measure }, standing }): FigureOf[] => {
    const name = boxOf.validated(measure.id)
    if (values[name] === undefined) return []
    if (standing?.status === 'provisional' && values[name] === standing.id)
      return [{ measureId: measure.id, wanted: validated(standing) }]
    faults[name] = 'It was changed meanwhile: look at it, then tick it again'
    return []
  })
}

/** The figure of one measure; null where its boxes are empty, or something is wrong in one. */
function readRow(
  { read: { measure } }: MonthRow,
  values: Typed,
  faults: Record<string, string>,
): FigureRead | null {
  const { id, scale, unit } = measure
  if (unit === 'grade') {
    const typed = gradesTyped(
      scale,
      scale.map((_, at) => values[boxOf.grade(id, at)] ?? ''),
    )
    if (typed === null) return null
    if ('distribution' in typed) return typed
    for (const [at, because] of typed.faults) faults[boxOf.grade(id, at)] = asFault(because)
    return null
  }
  const name = boxOf.figure(id)
  const typed = (values[name] ?? '').trim()
  if (typed === '') return null
  if (!isWithin(limits.observation.published, typed)) {
    faults[name] = beyond(limits.observation.published)
    return null
  }
  const figure = figureTyped(typed, measure)
  if (figure.ok) return figure
  const cell = values[boxOf.cell(id)]
  faults[name] = asFault(
    cell === undefined || cell === '' ? figure.because : `Cell ${cell}: ${figure.because}`,
  )
  return null
}
