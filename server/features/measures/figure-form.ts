import { z } from 'zod'
import type { MeasureRow, ObservationRead, ObservationRow } from '#db/read/measures.ts'
import { freeTextSchema, textSchema } from '#server/http/schemas.ts'
import { dayField } from '#server/ui/forms/fields.ts'
import { asFault, dayParts, type Faults, type Read, readForm, type Typed } from '#server/ui/forms/forms.ts'
import { shownAs } from '#server/ui/forms/shown-as.ts'
import { unitWords } from '#server/ui/words/measure-words.ts'
import { limits } from '#workflows/limits.ts'
import { type FigureRead, type FigureTerms, gradesTyped } from '#workflows/measure/figure-observation.ts'
import { figureTyped } from '#workflows/measure/figure-typed.ts'
import { precisionOf } from '#workflows/measure/figures-due.ts'
import { aimShown } from '#workflows/measure/measure-rules.ts'
import { gradeBox, precisionWords, statuses } from './view-figure.ts'

/** Said of a count of one to five whose recorder has not said yet that it may be published. */
export const smallCount =
  'It is a count of one to five, by which a person could be recognised. Tick that it may be published, or leave it out'

/** A figure as one reads it: its published text, its number, or how many have each grade. */
export function shownFigure(
  measure: Pick<MeasureRow, 'unit'>,
  { published, value, distribution }: Pick<ObservationRow, 'published' | 'value' | 'distribution'>,
): string {
  return (
    aimShown(measure, published, value) ??
    distribution.map(({ grade, count }) => `${grade} ${count}`).join(', ')
  )
}

/** A mark of what a figure was asked for by, so that none is taken for another unit, base or scale. */
export function askedAs({ unit, per, scale }: Pick<MeasureRow, 'unit' | 'per' | 'scale'>): string {
  return shownAs(JSON.stringify([unit, per, scale]))
}

/** The same of a box of the month's figures, whose figure is one of the period for which it is asked for. */
export const askedInMonth = (measure: Pick<MeasureRow, 'unit' | 'per' | 'scale' | 'every'>): string =>
  `${askedAs(measure)} ${precisionOf(measure.every)}`

/**
 * What is said of a figure that was typed for a measure as it was asked for before.
 * @param typed what was typed, which may have no box any more
 * @param asked the mark of how it was asked for
 */
export function askedOtherwise(
  measure: Pick<MeasureRow, 'unit' | 'per' | 'scale' | 'every'>,
  typed: readonly string[],
  asked: string,
): string {
  const texts = typed.map((each) => `‘${each}’`).join(', ')
  const which = typed.length === 1 ? 'it' : 'each box'
  return `${otherwise(measure, asked)} You typed ${texts}. Check ${which}, then save again`
}

function otherwise(measure: Pick<MeasureRow, 'unit' | 'per' | 'scale' | 'every'>, asked: string): string {
  const { unit, per, scale, every } = measure
  if (asked.startsWith(`${askedAs(measure)} `))
    return `It is asked for by the ${precisionOf(every)} since you opened this page.`
  const unitNow =
    unit === 'rate' && per !== null ? `a rate per ${per.toLocaleString('en-GB')}` : lowered(unitWords[unit])
  return unit === 'grade'
    ? `Its grades are others since you opened this page: ${scale.join(', ')}.`
    : `It is counted otherwise since you opened this page: ${unitNow}.`
}

const lowered = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

/** The grades of which a figure tells how many: those of the scale, and others that the corrected figure has. */
export function gradesAsked(
  { scale }: Pick<MeasureRow, 'scale'>,
  corrected: Pick<ObservationRow, 'distribution'> | null,
): readonly string[] {
  const others = corrected?.distribution.map(({ grade }) => grade) ?? []
  return [...new Set([...scale, ...others])]
}

/** What the form of a correction holds of the figure that it takes the place of. */
export function typedOf(measure: Pick<MeasureRow, 'scale'>, corrected: ObservationRead): Typed {
  const { asAtOn, precision, status, published, value, caveat, source, distribution } = corrected
  const grades = gradesAsked(measure, corrected)
  const counts = distribution.map(({ grade, count }) => [gradeBox(grades.indexOf(grade)), String(count)])
  return {
    ...(corrected.smallCountAcknowledged && { acknowledge: 'yes' }),
    ...dayParts('asAtOn', asAtOn),
    precision,
    status: status in statuses ? status : 'provisional',
    published: published ?? String(value ?? ''),
    caveat,
    source,
    ...Object.fromEntries(counts),
  }
}

type FigureForm = FigureTerms & { figure: FigureRead | 'asItWas'; reason: string | null }

/**
 * Reads a figure and what is told with it.
 * @param corrected the figure that it takes the place of, which needs a reason; where nothing of it is typed anew, it
 *   stays as it was, also what no box shows
 */
export function readFigure(
  measure: MeasureRow,
  values: Typed,
  corrected: ObservationRead | null,
): Read<FigureForm> {
  const typed = readForm(schemaFor(corrected !== null), values, ['asAtOn'])
  const read = readNew(measure, values, corrected)
  const faults = { ...(typed.ok ? {} : typed.faults), ...(read.ok ? {} : read.faults) }
  if (!typed.ok || !read.ok) return { ok: false, faults }
  const { reason = null, ...terms } = typed.data
  return {
    ok: true,
    data: { ...terms, figure: read.data, reason, acknowledgeSmallCount: values['acknowledge'] !== undefined },
  }
}

const withdrawal = z.object({ reason: textSchema('Say why it is taken back', limits.observation.reason) })

/** Why a figure is taken back. */
export const readWithdrawal = (values: Typed): Read<{ reason: string }> => readForm(withdrawal, values)

function readNew(
  measure: MeasureRow,
  values: Typed,
  corrected: ObservationRead | null,
): Read<FigureRead | 'asItWas'> {
  const grades = gradesAsked(measure, corrected)
  const boxes = measure.unit === 'grade' ? grades.map((_, at) => gradeBox(at)) : ['published']
  const typed = Object.keys(values).flatMap((name) =>
    /^(?:published|grade-\d+)$/.test(name) && values[name]?.trim() ? [values[name].trim()] : [],
  )
  const asked = values['asked']
  if (typed.length > 0 && asked !== undefined && asked !== askedAs(measure))
    return { ok: false, faults: { [boxes[0] ?? '']: askedOtherwise(measure, typed, asked) } }
  const before = corrected === null ? null : typedOf(measure, corrected)
  if (before !== null && boxes.every((name) => (values[name] ?? '').trim() === (before[name] ?? '')))
    return { ok: true, data: 'asItWas' }
  return measure.unit === 'grade' ? readGrades(grades, values) : readNumber(measure, values)
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

function readGrades(grades: readonly string[], values: Typed): Read<FigureRead> {
  const read = gradesTyped(
    grades,
    grades.map((_, at) => values[gradeBox(at)] ?? ''),
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
