import type { Day } from '#workflows/calendar/calendar.ts'
import {
  asNumber,
  compareFractions,
  type Fraction,
  fraction,
  meanOf,
  minus,
  plus,
  size,
  times,
} from './fraction.ts'
import type { Polarity } from './measure-facts.ts'

/**
 * The XmR chart of Making Data Count (NHS England): individual figures against their own mean and limits. Where the NHS
 * spreadsheet tool and the R package NHSRplotthedots differ, the defaults are those of the spreadsheet tool.
 */
export type SpcOptions = {
  /** Leave moving ranges of 3.267 times their average and more out of the limits, once. */
  screenMovingRanges: boolean
  /** Figures in a row on one side of the mean, or rising or falling, that are a signal: 7, or 6 if chosen. */
  runLength: number
  /** Figures in a section from which limits are drawn and anything is judged. */
  fewestPoints: number
  /** Whether a figure beyond a limit counts as close to it for 'two of three', as the spreadsheet tool has it since 2023. */
  beyondCounts: boolean
}

export const usualOptions: SpcOptions = {
  screenMovingRanges: false,
  runLength: 7,
  fewestPoints: 13,
  beyondCounts: true,
}

/** From when on mean and limits are worked out anew, by a decision of people; of its first figures alone where it says so. */
export type Step = { startOn: Day; fixedAfter?: number | null | undefined }

export type SpcSeries = {
  /** In whatever order. */
  points: readonly { on: Day; value: number }[]
  polarity: Polarity
  target: number | null
  steps: readonly Step[]
}

export const spcFlags = ['astronomical', 'trend', 'twoOfThree', 'shift'] as const
/** Beyond a limit; rising or falling; two of three close to a limit; on one side of the mean. */
export type SpcFlag = (typeof spcFlags)[number]

export const spcReadings = ['improvement', 'concern', 'high', 'low', 'common'] as const
export type SpcReading = (typeof spcReadings)[number]

export const assurances = ['passing', 'failing', 'hitOrMiss'] as const
/** Whether the target lies below, above or between the limits of the last section, read by polarity. */
export type Assurance = (typeof assurances)[number]

export type SpcSection = {
  startOn: Day
  mean: number
  /** Null where nothing is judged. */
  lower: number | null
  upper: number | null
  averageMovingRange: number | null
  /** Whether there are enough figures, and variation to judge by. */
  judged: boolean
}

export type SpcPoint = { on: Day; value: number; section: number; flags: SpcFlag[]; reading: SpcReading }

export type Spc = {
  options: SpcOptions
  sections: SpcSection[]
  points: SpcPoint[]
  /** How the newest figure reads; null where its section is not judged. */
  variation: SpcReading | null
  assurance: Assurance | null
}

/** The average moving range times this is the distance of the limits from the mean: 3 / 1.128. */
const LIMIT = fraction(2.66)
const NEAR: Fraction = { over: 2n, under: 3n }
/** The upper limit of moving ranges. */
const SCREEN = fraction(3.267)

/** Up, down, or neither. */
type Way = 1 | -1 | 0
type Line = { mean: Fraction; range: Fraction | null }
type Signal = { flag: SpcFlag; way: Way }

/** Reads a series of figures. The same figures in another order read the same. */
export function spc(series: SpcSeries, options: SpcOptions = usualOptions): Spc {
  const ordered = series.points.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.value - b.value))
  const sections = sectionsOf(ordered, series.steps)
  const read = sections.map(({ step, points }, at) =>
    readSection(points, { step, at, options, polarity: series.polarity }),
  )
  const points = read.flatMap((each) => each.points)
  const last = read.at(-1)
  return {
    options,
    sections: read.map(({ section }) => section),
    points: points.map(({ signals: _, ...point }) => point),
    variation: last?.section.judged ? variationOf(last.points.at(-1)?.signals ?? [], series.polarity) : null,
    assurance: last ? assuranceOf(last.line, last.section.judged, series) : null,
  }
}

function sectionsOf(points: SpcSeries['points'], steps: readonly Step[]) {
  const starts = steps.toSorted((a, b) => (a.startOn < b.startOn ? -1 : 1))
  const all = [null, ...starts].map((step, at) => ({
    step,
    points: points.filter(({ on }) => {
      const next = starts[at]
      return (step === null || on >= step.startOn) && (next === undefined || on < next.startOn)
    }),
  }))
  return all.filter((section) => section.points.length > 0)
}

function readSection(
  given: SpcSeries['points'],
  { step, at, options, polarity }: { step: Step | null; at: number; options: SpcOptions; polarity: Polarity },
) {
  const values = given.map(({ value }) => fraction(value))
  const line = lineOf(values.slice(0, step?.fixedAfter ?? values.length), options)
  const judged = given.length >= options.fewestPoints && line.range !== null
  const signals =
    judged && line.range ? signalsOf(values, { mean: line.mean, range: line.range }, options) : []
  const limit = line.range && times(line.range, LIMIT)
  const section: SpcSection = {
    startOn: step?.startOn ?? given[0]?.on ?? '',
    mean: asNumber(line.mean),
    lower: judged && limit ? asNumber(minus(line.mean, limit)) : null,
    upper: judged && limit ? asNumber(plus(line.mean, limit)) : null,
    averageMovingRange: line.range && asNumber(line.range),
    judged,
  }
  const points = given.map((point, index) => {
    const own = signals[index] ?? []
    const [first] = own
    return {
      ...point,
      section: at,
      flags: own.map(({ flag }) => flag),
      reading: first ? readingOf(first.way, polarity) : ('common' as const),
      signals: own,
    }
  })
  return { section, points, line }
}

/** The mean of the figures, and the average of their moving ranges; no range where it would judge nothing. */
function lineOf(values: readonly Fraction[], { screenMovingRanges }: SpcOptions): Line {
  const mean = meanOf(values)
  const ranges = values.slice(1).map((value, at) => size(minus(value, values[at] ?? value)))
  if (ranges.length === 0) return { mean, range: null }
  const most = times(meanOf(ranges), SCREEN)
  const kept = screenMovingRanges ? ranges.filter((range) => compareFractions(range, most) < 0) : ranges
  if (kept.length === 0 || kept.length * 2 < ranges.length) return { mean, range: null }
  const range = meanOf(kept)
  return { mean, range: range.over === 0n ? null : range }
}

/** The signals of each figure, the weightiest first. */
function signalsOf(
  values: readonly Fraction[],
  line: { mean: Fraction; range: Fraction },
  options: SpcOptions,
): Signal[][] {
  const limit = times(line.range, LIMIT)
  const away = values.map((value) => minus(value, line.mean))
  const side = away.map(({ over }): Way => (over === 0n ? 0 : over > 0n ? 1 : -1))
  const beyond = away.map((each) => compareFractions(size(each), limit) > 0)
  const close = away.map(
    (each, at) =>
      compareFractions(size(each), times(limit, NEAR)) > 0 && (options.beyondCounts || !beyond[at]),
  )
  const moves = values.map((value, at): Way =>
    at === 0 ? 0 : (compareFractions(value, values[at - 1] ?? value) as Way),
  )
  const shifts = inRuns(side, options.runLength)
  const trends = inRuns(moves, options.runLength - 1, 1)
  const pairs = twoOfThree(side, close)
  return values.map((_, at): Signal[] => [
    ...(beyond[at] ? [{ flag: 'astronomical' as const, way: side[at] ?? 0 }] : []),
    ...(trends[at] ? [{ flag: 'trend' as const, way: trends[at] }] : []),
    ...(pairs[at] ? [{ flag: 'twoOfThree' as const, way: pairs[at] }] : []),
    ...(shifts[at] ? [{ flag: 'shift' as const, way: shifts[at] }] : []),
  ])
}

/**
 * Which places belong to a run of the same way that is long enough, and which way.
 * @param before how many places before a run belong to it: a rise has a figure from which it rises
 */
function inRuns(ways: readonly Way[], length: number, before = 0): Way[] {
  const found = ways.map((): Way => 0)
  for (let start = 0; start < ways.length;) {
    const way = ways[start] ?? 0
    let end = start + 1
    while (end < ways.length && ways[end] === way) end++
    if (way !== 0 && end - start >= length) found.fill(way, Math.max(0, start - before), end)
    start = end
  }
  return found
}

function twoOfThree(side: readonly Way[], close: readonly boolean[]): Way[] {
  const found = side.map((): Way => 0)
  for (let at = 0; at + 3 <= side.length; at++) {
    const three = [at, at + 1, at + 2]
    const way = side[at] ?? 0
    const near = three.filter((each) => close[each])
    if (way === 0 || near.length < 2 || three.some((each) => side[each] !== way)) continue
    for (const each of near) found[each] = way
  }
  return found
}

function readingOf(way: Way, polarity: Polarity): SpcReading {
  if (way === 0) return 'common'
  if (polarity === 'nearTarget' || polarity === 'contextOnly') return way > 0 ? 'high' : 'low'
  return way > 0 === (polarity === 'higherIsBetter') ? 'improvement' : 'concern'
}

/** Of signals both ways, as a figure below its limit that goes on rising, the improvement is told. */
function variationOf(signals: readonly Signal[], polarity: Polarity): SpcReading {
  const readings = signals.map(({ way }) => readingOf(way, polarity))
  return readings.includes('improvement') ? 'improvement' : (readings[0] ?? 'common')
}

function assuranceOf(
  { mean, range }: Line,
  judged: boolean,
  { target, polarity }: SpcSeries,
): Assurance | null {
  const higher = polarity === 'higherIsBetter'
  if (!judged || !range || target === null || (!higher && polarity !== 'lowerIsBetter')) return null
  const limit = times(range, LIMIT)
  const wanted = fraction(target)
  if (compareFractions(wanted, plus(mean, limit)) > 0) return higher ? 'failing' : 'passing'
  if (compareFractions(wanted, minus(mean, limit)) < 0) return higher ? 'passing' : 'failing'
  return 'hitOrMiss'
}
