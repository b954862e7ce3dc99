import { z } from 'zod'
import { freeTextSchema } from '#server/http/schemas.ts'
import { asFault, readForm, type Typed } from '#server/ui/forms/forms.ts'
import type { FormError } from '#server/ui/html/govuk.ts'
import { beyond, isWithin, limits } from '#workflows/limits.ts'
import {
  figureObservation,
  type FigureRead,
  gradesTyped,
  validated,
} from '#workflows/measure/figure-observation.ts'
import { figureTyped } from '#workflows/measure/figure-typed.ts'
import { whyNotObserve } from '#workflows/measure/observation-rules.ts'
import { askedInMonth, askedOtherwise, smallCount } from '../figure-form.ts'
import { statuses } from '../view-figure.ts'
import { boxOf } from './month-form.ts'
import { boxesByMeasure, type BoxTyped } from './month-typed.ts'
import type { Month, MonthRow } from './month.ts'
import type { FigureOf } from './service.ts'

/** What the boxes of a month hold: the figures to be recorded, how many of them are ticked, and what is wrong in which box. */
export type BoxesRead = { figures: FigureOf[]; ticked: number; faults: Record<string, string> }

/** Reads the boxes of a month. Where one of them has a fault, it is told of all that would be refused as well. */
export function readBoxes(month: Month, values: Typed): BoxesRead {
  const faults: Record<string, string> = {}
  const typed = boxesByMeasure(values)
  const read = month.rows.flatMap((row) => {
    const figure = readRow(row, typed.get(row.read.measure.id) ?? [], values, faults)
    return figure === null ? [] : [{ row, figure }]
  })
  const terms = readForm(read.length > 0 ? newFigures : ticksAlone, values)
  if (!terms.ok) Object.assign(faults, terms.faults)
  const { status = 'provisional', source = '' } = terms.ok ? terms.data : {}
  const figures = read.map(({ row, figure }): FigureOf & { row: MonthRow } => {
    const { measure } = row.read
    const wanted = figureObservation(measure, figure, {
      status,
      source,
      ...row.period,
      caveat: values[boxOf.caveat(measure.id)]?.trim() ?? '',
      acknowledgeSmallCount: values[boxOf.ok(measure.id)] !== undefined,
    })
    return { row, measureId: measure.id, wanted }
  })
  if (!isWithin(limits.observation.pasted, values['pasted'] ?? ''))
    faults['pasted'] = beyond(limits.observation.pasted)
  const ticks = month.rows.flatMap((row) => readTick(row, values, faults))
  if (Object.keys(faults).length > 0)
    for (const { row, wanted } of figures) {
      const { standing } = row
      const refusal = whyNotObserve(row.read.measure, standing ? [standing] : [], wanted, month.today)
      if (refusal) faults[boxFor(row, wanted, refusal.code)] = faultWords(refusal.code, refusal.because)
    }
  return {
    figures: [...figures.map(({ measureId, wanted }) => ({ measureId, wanted })), ...ticks],
    ticked: ticks.length,
    faults,
  }
}

const source = freeTextSchema(limits.observation.source).optional()
const firmness = z.enum(Object.keys(statuses) as [keyof typeof statuses], {
  error: 'Choose how firm they are',
})
const newFigures = z.object({ status: firmness, source })
// How firm they are is asked of new figures alone.
const ticksAlone = z.object({ status: firmness.optional(), source })

/** The box of a measure at which a refusal of its figure is told. */
export function boxFor(row: MonthRow, wanted: FigureOf['wanted'], code: string): string {
  const { id } = row.read.measure
  if (code === 'smallCount') return boxOf.ok(id)
  return wanted.corrects === null ? firstBox(row) : boxOf.validated(id)
}

/** A refusal in the words of the form. */
export const faultWords = (code: string, because: string): string =>
  code === 'smallCount' ? smallCount : asFault(because)

/** The first box of a measure. */
export function firstBox({ read: { measure } }: MonthRow): string {
  return measure.unit === 'grade' ? boxOf.grade(measure.id, 0) : boxOf.figure(measure.id)
}

/** The faults as the summary tells them: in the order of the rows, each with its measure. */
export function summaryFor({ rows }: Pick<Month, 'rows'>, faults: Typed): FormError[] {
  const names = Object.keys(faults)
  const ofRows = rows.flatMap((row) => {
    const { id, ref, title } = row.read.measure
    const isTicked = row.standing?.status === 'provisional'
    const isBoxless = (name: string) => (name === boxOf.validated(id) ? !isTicked : isNameless(row))
    return names
      .filter((name) => name.includes(id))
      .map((name) => ({
        name,
        text: `${ref} ${title}: ${faults[name]}`,
        href: `#${isBoxless(name) ? rowId(id) : name}`,
      }))
  })
  const told = new Set(ofRows.map(({ name }) => name))
  const others = names.filter((name) => !told.has(name))
  return [
    ...ofRows.map(({ text, href }) => ({ text, href })),
    ...others.map((name) => ({ text: faults[name] ?? '', href: `#${name}` })),
  ]
}

/** Whether its grades have no names yet, so that nobody can tell how many have each. */
export const isNameless = ({ read: { measure } }: MonthRow): boolean =>
  measure.unit === 'grade' && measure.scale.length === 0

/** What a row is led to by where it has no box. */
export const rowId = (id: string): string => `row-${id}`

/** A figure that stands provisionally and is ticked as validated. One that is another by now is a fault. */
function readTick(
  { read: { measure }, standing }: MonthRow,
  values: Typed,
  faults: Record<string, string>,
): FigureOf[] {
  const name = boxOf.validated(measure.id)
  if (values[name] === undefined) return []
  if (standing?.status === 'provisional' && values[name] === standing.id) {
    const wanted = validated(standing)
    const acknowledgeSmallCount = wanted.acknowledgeSmallCount || values[boxOf.ok(measure.id)] !== undefined
    return [{ measureId: measure.id, wanted: { ...wanted, acknowledgeSmallCount } }]
  }
  faults[name] = 'It was changed meanwhile: look at it, then tick it again'
  return []
}

/** The figure of one measure; null where its boxes are empty, or something is wrong in one. */
function readRow(
  row: MonthRow,
  boxes: readonly BoxTyped[],
  values: Typed,
  faults: Record<string, string>,
): FigureRead | null {
  const { measure } = row.read
  const typed = boxes.filter(({ kind }) => kind === 'figure' || kind === 'grade')
  const caveat = values[boxOf.caveat(measure.id)]?.trim() ?? ''
  if (!isWithin(limits.observation.caveat, caveat))
    faults[boxOf.caveat(measure.id)] = beyond(limits.observation.caveat)
  if (typed.length === 0) {
    if (caveat !== '')
      faults[firstBox(row)] = 'Type the figure that the caveat belongs to, or clear the caveat'
    return null
  }
  const asked = values[boxOf.asked(measure.id)]
  if (asked !== undefined && asked !== askedInMonth(measure)) {
    faults[firstBox(row)] = askedOtherwise(
      measure,
      typed.map(({ text }) => text),
      asked,
    )
    return null
  }
  if (values[boxOf.validated(measure.id)] !== undefined) {
    faults[firstBox(row)] = typedAndTicked
    return null
  }
  return measure.unit === 'grade' ? gradesOf(row, values, faults) : figureOf(row, values, faults)
}

const typedAndTicked =
  'You typed a figure and ticked the recorded one, and both cannot be. Leave the box empty, or take the tick away and correct the figure on its own form'

function gradesOf(
  { read: { measure } }: MonthRow,
  values: Typed,
  faults: Record<string, string>,
): FigureRead | null {
  const { id, scale } = measure
  const typed = gradesTyped(
    scale,
    scale.map((_, at) => values[boxOf.grade(id, at)] ?? ''),
  )
  if (typed === null || 'distribution' in typed) return typed
  for (const [at, because] of typed.faults) faults[boxOf.grade(id, at)] = asFault(because)
  return null
}

function figureOf(
  { read: { measure } }: MonthRow,
  values: Typed,
  faults: Record<string, string>,
): FigureRead | null {
  const name = boxOf.figure(measure.id)
  const typed = (values[name] ?? '').trim()
  if (typed === '') return null
  if (!isWithin(limits.observation.published, typed)) {
    faults[name] = beyond(limits.observation.published)
    return null
  }
  const figure = figureTyped(typed, measure)
  if (figure.ok) return figure
  const cell = values[boxOf.cell(measure.id)]
  faults[name] = asFault(
    cell === undefined || cell === '' ? figure.because : `Cell ${cell}: ${figure.because}`,
  )
  return null
}
