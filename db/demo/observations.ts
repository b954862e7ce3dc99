import type { Day } from '#workflows/calendar/calendar.ts'
import { quotient } from '#workflows/measure/measure-arithmetic.ts'
import type { ObservationFacts } from '#workflows/measure/measure-facts.ts'
import type { NewObservation } from '#workflows/measure/observation-rules.ts'
import { audits, register } from './figures.ts'
import type { Offset } from './types.ts'

/** An observation of the demonstration: what is special about it, on which day it was so and on which it was told. */
export type DemoObservation = {
  ref: string
  /** The last day of its period. */
  asAt: Offset
  /** Days of its period; null for a value at a date. */
  period: number | null
  toldAt: Offset
  /** Why it takes the place of the one told before for the same day. */
  corrects?: string
} & Partial<Omit<ObservationFacts, 'asAtOn' | 'periodStartOn'>>

/** Figures are drawn up every four weeks, three days before each board reads them. */
const drawnUp: Offset[] = [-160, -132, -104, -76, -48, -20]
const toldAfter = 3
const fourWeeks = 28
const year = 364

/** A told observation as it is recorded. */
export function newObservation(
  told: DemoObservation,
  day: (offset: Offset) => Day,
  correctedId: string | null,
): NewObservation {
  const { ref: _, asAt, period, toldAt: __, corrects = null, ...facts } = told
  return {
    kind: 'figure',
    precision: 'day',
    dateBasis: period === null ? 'stated' : 'periodEnd',
    published: null,
    value: null,
    numerator: null,
    denominator: null,
    denominatorSource: '',
    status: 'validated',
    caveat: '',
    distribution: [],
    rank: null,
    source: 'Four-weekly figures of the performance team',
    sourceRef: null,
    ...facts,
    asAtOn: day(asAt),
    periodStartOn: period === null ? null : day(asAt - period + 1),
    corrects: correctedId,
    reason: correctedId === null ? null : corrects,
    acknowledgeSmallCount: true,
  }
}

/** Per cent of each pair, published without decimals. */
function shares(ref: string, pairs: [number, number][], source = register): DemoObservation[] {
  return pairs.map(([numerator, denominator], at) => {
    const value = quotient(numerator, denominator, 100, 0).rounded
    const parts = { value, numerator, denominator, denominatorSource: source }
    return { ...drawn(ref, at, fourWeeks), published: `${value}%`, ...parts }
  })
}

function counts(ref: string, values: number[], period: number | null): DemoObservation[] {
  return values.map((value, at) => ({ ...drawn(ref, at, period), published: String(value), value }))
}

function drawn(ref: string, at: number, period: number | null) {
  const asAt = drawnUp[at] ?? 0
  return { ref, asAt, period, toldAt: asAt + toldAfter }
}

function rates(): DemoObservation[] {
  const published = ['141.1', '142.0', '142.9', '143.2', '142.9', '142.9']
  return [450, 453, 456, 457, 456, 456].map((numerator, at) => ({
    ...drawn('P3.O1', at, null),
    published: published[at] ?? '',
    value: Number(published[at]),
    numerator,
    denominator: 31_900,
    denominatorSource: 'Population estimate of the year before the plan',
    ...(at === 5 && {
      status: 'provisional' as const,
      caveat: 'Two records were still being checked when the figures were drawn up.',
    }),
  }))
}

function ratios(): DemoObservation[] {
  const cases: [number, number][] = [
    [862, 450],
    [881, 453],
    [908, 456],
    [934, 457],
    [962, 456],
    [985, 456],
  ]
  return cases.map(([numerator, denominator], at) => {
    const { rounded: value } = quotient(numerator, denominator, 1, 1)
    const parts = {
      value,
      numerator,
      denominator,
      denominatorSource: 'Social care case system, Marsby Council',
    }
    return { ...drawn('P3.O2', at, null), published: value.toFixed(1), ...parts }
  })
}

/** Ever more audits, and the same share of them good: the grades with their number tell why the board should ask. */
function graded(): DemoObservation[] {
  const grades: [number, number, number][] = [
    [9, 7, 3],
    [10, 9, 4],
    [13, 10, 4],
    [14, 12, 5],
    [16, 14, 5],
    [17, 15, 5],
  ]
  const all = grades.map(([good, improve, inadequate]) => good + improve + inadequate)
  const names = ['Good', 'Requires improvement', 'Inadequate']
  const good = shares(
    'P4.O3',
    grades.map(([count], at) => [count, all[at] ?? 1]),
    audits,
  )
  return [
    ...good.map((told, at) => ({
      ...told,
      distribution: names.map((grade, place) => ({
        grade,
        count: grades[at]?.[place] ?? 0,
        published: null,
      })),
    })),
    ...shares(
      'P4.O4',
      grades.map(([, , count], at) => [count, all[at] ?? 1]),
      audits,
    ),
  ]
}

const judged = [-132, -20].map((asAt) => ({
  ref: 'P3.O3',
  asAt,
  period: 112,
  toldAt: asAt + toldAfter,
  published: 'Mostly satisfied',
  source: "Report of the parents' forum",
}))

const said: DemoObservation = {
  ref: 'P5.O2',
  asAt: -48,
  period: null,
  toldAt: -45,
  kind: 'claim',
  published: 'Most of the families we asked said so',
  status: 'notStated',
  caveat: 'Nobody wrote down how many were asked.',
  source: 'Talk at the family centres',
}

/** A slip of the pen at the third board, put right before the fourth: both rows are kept. */
const slip: DemoObservation[] = shares('P1.O6', [
  [118, 381],
  [115, 379],
  [112, 384],
  [108, 380],
  [106, 386],
  [104, 389],
]).flatMap((told, at): DemoObservation[] =>
  at === 2
    ? [
        { ...told, published: '19%', value: 19 },
        { ...told, toldAt: told.toldAt + 9, corrects: 'A typing mistake: 29, not 19.' },
      ]
    : [told],
)

/** Half a year of figures for the measures of the demonstration. All are invented. */
export const demoObservations: DemoObservation[] = [
  ...counts('P1.O1', [214, 221, 233, 247, 262, 276], year),
  ...counts('P1.O2', [65, 66, 70, 74, 79, 83], year),
  ...counts('P1.O3', [301, 309, 322, 334, 347, 358], year),
  ...shares('P1.O4', [
    [31, 53],
    [33, 56],
    [36, 60],
    [38, 61],
    [41, 65],
    [43, 67],
  ]),
  ...slip,
  ...shares('P1.O7', [
    [92, 381],
    [90, 379],
    [86, 384],
    [82, 380],
    [80, 386],
    [77, 389],
  ]),
  ...counts('P1.O8', [38, 41, 44, 47, 46, 49], year),
  ...shares('P2.O1', [
    [149, 210],
    [150, 212],
    [148, 211],
    [151, 214],
    [149, 213],
    [150, 215],
  ]),
  ...shares('P2.O2', [
    [21, 152],
    [23, 155],
    [25, 158],
    [27, 161],
    [29, 163],
    [31, 166],
  ]),
  ...rates(),
  ...ratios(),
  ...judged,
  ...counts('P4.O1', [19, 23, 27, 31, 35, 37], fourWeeks),
  ...[9, 14].map((value, at) => ({ ...drawn('P4.O2', 1 + at * 3, 84), published: String(value), value })),
  ...graded(),
  said,
  ...counts('P5.O3', [19, 19, 18, 18, 17, 17], null),
]
