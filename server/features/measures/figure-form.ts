import { z } from 'zod'
import type { MeasureRow, ObservationRead, ObservationRow } from '#db/read/measures.ts'
import { freeTextSchema, textSchema } from '#server/http/schemas.ts'
import { dayField } from '#server/ui/forms/fields.ts'
import { asFault, dayParts, type Faults, type Read, readForm, type Typed } from '#server/ui/forms/forms.ts'
import { inFigures } from '#server/ui/words/measure-words.ts'
import { limits } from '#workflows/limits.ts'
import { type FigureRead, type FigureTerms, gradesTyped } from '#workflows/measure/figure-observation.ts'
import { figureTyped } from '#workflows/measure/figure-typed.ts'
import { gradeBox, precisionWords, statuses } from './view-figure.ts'

/** Said of a count of one to five whose recorder has not said yet that it may be published. */
export const smallCount =
  'It is a count of one to five, by which a person could be recognised. Tick that it may be published, or leave it out'

/** A figure as one reads it: its published text, its number, or how many have each grade. */
export function shownFigure({
  published,
  value,
  distribution,
}: Pick<ObservationRow, 'published' | 'value' | 'distribution'>): string {
  return (
    published ?? inFigures(value) ?? distribution.map(({ grade, count }) => `${grade} ${count}`).join(', ')
  )
}

/** What the form of a correction holds of the figure that it takes the place of. */
export function typedOf(
  { scale }: Pick<MeasureRow, 'scale'>,
  { asAtOn, precision, status, published, value, caveat, source, distribution }: ObservationRead,
): Typed {
  const counts = distribution.flatMap(({ grade, count }): [string, string][] => {
    const at = scale.indexOf(grade)
    return at < 0 ? [] : [[gradeBox(at), String(count)]]
  })
  return {
    ...dayParts('asAtOn', asAtOn),
    precision,
    status: status in statuses ? status : 'provisional',
    published: published ?? String(value ?? ''),
    caveat,
    source,
    ...Object.fromEntries(counts),
  }
}

type FigureForm = FigureTerms & { figure: FigureRead; reason: string | null }

/**
 * Reads a figure and what is told with it.
 * @param corrects whether it takes the place of another, which needs a reason
 */
export function readFigure(measure: MeasureRow, values: Typed, corrects: boolean): Read<FigureForm> {
  const typed = readForm(schemaFor(corrects), values, ['asAtOn'])
  const read = measure.unit === 'grade' ? readGrades(measure, values) : readNumber(measure, values)
  const faults = { ...(typed.ok ? {} : typed.faults), ...(read.ok ? {} : read.faults) }
  if (!typed.ok || !read.ok) return { ok: false, faults }
  const { reason = null, ...terms } = typed.data
  return {
    ok: true,
    data: { ...terms, figure: read.data, reason, acknowledgeSmallCount: values['acknowledge'] !== undefined },
  }
}

const number = z.object({ published: textSchema('Enter the figure', limits.observation.published) })

function readNumber(measure: MeasureRow, values: Typed): Read<FigureRead> {
  const typed = readForm(number, values)
  if (!typed.ok) return typed
  const figure = figureTyped(typed.data.published, measure)
  return figure.ok
    ? { ok: true, data: figure }
    : { ok: false, faults: { published: asFault(figure.because) } }
}

function readGrades({ scale }: MeasureRow, values: Typed): Read<FigureRead> {
  const read = gradesTyped(
    scale,
    scale.map((_, at) => values[gradeBox(at)] ?? ''),
  )
  if (read === null) return { ok: false, faults: { [gradeBox(0)]: 'Enter how many have each grade' } }
  if ('distribution' in read) return { ok: true, data: read }
  const faults: Faults = Object.fromEntries(
    [...read.faults].map(([at, because]) => [gradeBox(at), asFault(because)]),
  )
  return { ok: false, faults }
}

function schemaFor(corrects: boolean) {
  const { observation } = limits
  return z.object({
    asAtOn: dayField('the day of the figure'),
    precision: z.enum(Object.keys(precisionWords) as [keyof typeof precisionWords], {
      error: 'Choose what it is a figure of',
    }),
    status: z.enum(Object.keys(statuses) as [keyof typeof statuses], { error: 'Choose how firm it is' }),
    caveat: freeTextSchema(observation.caveat).optional(),
    source: freeTextSchema(observation.source).optional(),
    reason: corrects ? textSchema('Say why it is corrected', observation.reason) : z.undefined().optional(),
  })
}
