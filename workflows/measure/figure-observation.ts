import { sameName } from '#workflows/sameness.ts'
import type { FigureTyped } from './figure-typed.ts'
import { periodEnd } from './figures-due.ts'
import type {
  DatePrecision,
  GradeCount,
  KeptObservation,
  MeasureFacts,
  ObservationStatus,
} from './measure-facts.ts'
import type { NewObservation } from './observation-rules.ts'

/** What is told of a figure beside the figure itself. */
export type FigureTerms = {
  asAtOn: string
  precision: DatePrecision
  /** The first day of a span of days; left out or null for none. */
  periodStartOn?: string | null | undefined
  status: ObservationStatus
  caveat?: string | undefined
  source?: string | undefined
  acknowledgeSmallCount: boolean
}

/** A figure as it was typed, or the number of each grade. */
export type FigureRead = Extract<FigureTyped, { ok: true }> | { distribution: readonly GradeCount[] }

/** A figure that a person typed, as the observation that is recorded of it. One of a month is one of its last day. */
export function figureObservation(
  { denominatorSource }: { denominatorSource: string },
  read: FigureRead,
  { caveat = '', source = '', periodStartOn = null, ...terms }: FigureTerms,
): NewObservation {
  const graded = 'distribution' in read
  const parts = graded ? null : read
  const isOfDay = terms.precision === 'day' && periodStartOn === null
  return {
    ...terms,
    asAtOn: settledOn(terms),
    kind: 'figure',
    dateBasis: isOfDay ? 'stated' : 'periodEnd',
    periodStartOn,
    ...partsOf(parts),
    denominatorSource: parts === null || parts.denominator === null ? '' : denominatorSource,
    caveat,
    source,
    distribution: graded ? read.distribution : [],
    rank: null,
    sourceRef: null,
    corrects: null,
    reason: null,
  }
}

function partsOf(parts: Extract<FigureTyped, { ok: true }> | null) {
  const { published, value, numerator, denominator } = parts ?? noParts
  return { published, value, numerator, denominator }
}

const noParts = { published: null, value: null, numerator: null, denominator: null }

function settledOn({ asAtOn, precision }: Pick<FigureTerms, 'asAtOn' | 'precision'>): string {
  return precision === 'month' ? periodEnd('month', asAtOn) : asAtOn
}

/** The reason of a correction that validates a figure as it stands. */
export const validationReason = 'Validated: it stands as it was recorded.'

/** A figure that stands, as the same one validated: a correction that changes nothing but how firm it is. */
export function validated(standing: KeptObservation): NewObservation {
  const { id, kind, asAtOn, periodStartOn, precision, dateBasis, published, value, numerator, denominator } =
    standing
  const { denominatorSource, caveat, distribution, rank, source, sourceRef, smallCountAcknowledged } =
    standing
  return {
    kind,
    asAtOn,
    periodStartOn,
    precision,
    dateBasis,
    published,
    value,
    numerator,
    denominator,
    denominatorSource,
    caveat,
    distribution,
    rank,
    source,
    sourceRef,
    status: 'validated',
    corrects: id,
    reason: validationReason,
    acknowledgeSmallCount: smallCountAcknowledged,
  }
}

/** A figure that was entered by mistake, as it is taken back: nothing is left in its place. */
export function takenBack(
  { id, kind, asAtOn, periodStartOn, precision, dateBasis }: KeptObservation,
  reason: string,
): NewObservation {
  return {
    kind,
    asAtOn,
    periodStartOn,
    precision,
    dateBasis,
    published: null,
    value: null,
    numerator: null,
    denominator: null,
    denominatorSource: '',
    caveat: '',
    distribution: [],
    rank: null,
    source: '',
    sourceRef: null,
    status: 'withdrawn',
    corrects: id,
    reason,
    acknowledgeSmallCount: false,
  }
}

/**
 * The number of each grade as it was typed, by the place of the grade on the scale. Once any is filled in, each empty
 * box is asked about: a published 0 is somebody's word and no guess. That nobody has any is no figure.
 * @returns null where nothing was typed; for each box that is no number, by its place, what is wrong with it
 */
export function gradesTyped(
  scale: readonly string[],
  typed: readonly string[],
): { distribution: GradeCount[] } | { faults: Map<number, string> } | null {
  const given = scale.map((_, at) => (typed[at] ?? '').trim())
  if (given.every((each) => each === '')) return null
  const wrong = given.flatMap((each, at): [number, string][] =>
    each === ''
      ? [[at, `Type how many were ${scale[at]}, or 0.`]]
      : /^\d{1,9}$/.test(each)
        ? []
        : [[at, `Type how many were ${scale[at]}, in figures.`]],
  )
  if (wrong.length > 0) return { faults: new Map(wrong) }
  if (given.every((each) => Number(each) === 0)) return { faults: new Map([[0, noneGraded]]) }
  return {
    distribution: scale.map((grade, at) => ({ grade, count: Number(given[at] ?? 0), published: null })),
  }
}

/**
 * The number of each grade as a program tells it, under the names that the measure has for them: by the same rules as
 * on the page. Grades that are not told were given to nobody.
 * @returns what is wrong where the measure has no grades, or not these, or one is told twice, or nobody has any
 */
export function gradesTold(
  { unit, scale }: Pick<MeasureFacts, 'unit' | 'scale'>,
  told: readonly GradeCount[],
): { distribution: GradeCount[] } | { because: string } {
  if (unit !== 'grade') return { because: 'The measure has no grades. Give its figure as people write it.' }
  if (scale.length === 0)
    return { because: 'The measure does not say which grades there are. Name them in its scale first.' }
  const named = new Map(scale.map((grade) => [sameName(grade), grade]))
  const distribution = told.map((each) => ({ ...each, grade: named.get(sameName(each.grade)) ?? null }))
  const unknown = told.find((_, at) => distribution[at]?.grade === null)
  if (unknown)
    return { because: `‘${unknown.grade}’ is no grade of the measure. Its grades are: ${scale.join(', ')}.` }
  const known = distribution.flatMap(({ grade, ...each }) => (grade === null ? [] : [{ ...each, grade }]))
  const twice = known.find(({ grade }, at) => known.findIndex((each) => each.grade === grade) < at)
  if (twice) return { because: `‘${twice.grade}’ has two numbers. Leave one of them out.` }
  return known.every(({ count }) => count === 0)
    ? { because: 'Nobody has a grade by these numbers. Leave the measure out where nobody was graded.' }
    : { distribution: known }
}

const noneGraded =
  'Nobody has a grade by these boxes. Type how many have each, or leave them empty where nobody was graded.'
