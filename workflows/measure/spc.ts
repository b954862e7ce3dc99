import { type Day, daysBetween } from '#workflows/calendar/calendar.ts'
import { asNumber, compareFractions, type Fraction, fraction, minus, plus } from './fraction.ts'
import type { Polarity } from './measure-facts.ts'
import { apart, ceilingOf, floorOf, sumOf, type Whole, type Wholes, wholesOf } from './whole-figures.ts'

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

/** By which options a measure is judged: those kept with it. */
export function optionsOf(measure: SpcOptions): SpcOptions {
  const { screenMovingRanges, runLength, fewestPoints, beyondCounts } = measure
  return { screenMovingRanges, runLength, fewestPoints, beyondCounts }
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

/** The signals, the weightiest first. */
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
const LIMIT: Fraction = { over: 266n, under: 100n }
/** What lies beyond two thirds of that distance is close to a limit. */
const NEAR: Fraction = { over: 532n, under: 300n }
/** The average moving range times this is the upper limit of moving ranges. */
const SCREEN: Fraction = { over: 3267n, under: 1000n }

/** Up or down. */
type Side = 1 | -1
/** Up, down, or neither. */
type Way = Side | 0
/** A sum of figures and their number, the one by the other being their mean; both exact. */
type Mean = { sum: bigint; count: bigint }
/** No range where it would judge nothing. */
type Line = { mean: Mean; range: Mean | null; parts: bigint }
/** Between these whole figures, and at them, a figure is not away from the mean by so much. */
type Bounds = { low: Whole; high: Whole }
type Signal = { flag: SpcFlag; way: Side }

/** Reads a series of figures. The same figures in another order read the same. */
export function spc(series: SpcSeries, options: SpcOptions = usualOptions): Spc {
  const ordered = series.points.toSorted(inOrder)
  const sections = sectionsOf(ordered, series.steps)
  const read = sections.map(({ step, points }, at) =>
    readSection(points, { step, at, options, polarity: series.polarity }),
  )
  const last = read.at(-1)
  return {
    options,
    sections: read.map(({ section }) => section),
    points: read.flatMap(({ points }) => points),
    variation: last?.section.judged ? variationOf(last.newest, series.polarity) : null,
    assurance: last ? assuranceOf(last.line, last.section.judged, series) : null,
  }
}

function inOrder(a: SpcSeries['points'][number], b: SpcSeries['points'][number]): number {
  return daysBetween(b.on, a.on) || a.value - b.value
}

function sectionsOf(points: SpcSeries['points'], steps: readonly Step[]) {
  const starts = steps.toSorted((a, b) => daysBetween(b.startOn, a.startOn))
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
  const wholes = wholesOf(given.map(({ value }) => value))
  const line = lineOf(wholes, step?.fixedAfter ?? given.length, options)
  const judged = given.length >= options.fewestPoints && line.range !== null
  const signals = judged && line.range ? signalsOf(wholes.figures, line.mean, line.range, options) : []
  const mean = valueOf(line.mean, line.parts)
  const limit = limitOf(line)
  const section: SpcSection = {
    startOn: step?.startOn ?? given[0]?.on ?? '',
    mean: asNumber(mean),
    lower: judged && limit ? asNumber(minus(mean, limit)) : null,
    upper: judged && limit ? asNumber(plus(mean, limit)) : null,
    averageMovingRange: line.range && asNumber(valueOf(line.range, line.parts)),
    judged,
  }
  const points = given.map(({ on, value }, index): SpcPoint => {
    const own = signals[index] ?? []
    const [first] = own
    const reading = first ? readingOf(first.way, polarity) : 'common'
    return { on, value, section: at, flags: own.map(({ flag }) => flag), reading }
  })
  return { section, points, line, newest: signals.at(-1) ?? [] }
}

/** The mean of the first figures, and the average of their moving ranges. */
function lineOf({ figures, parts }: Wholes, first: number, { screenMovingRanges }: SpcOptions): Line {
  const own = figures.slice(0, first)
  const mean = meanOf(own)
  const ranges = own.slice(1).map((figure, at) => apart(figure, own[at] ?? figure))
  const range = meanOf(screenMovingRanges ? screened(ranges) : ranges)
  return { mean, range: range.sum === 0n ? null : range, parts }
}

/** Moving ranges without those that are far larger than their average. */
function screened(ranges: readonly Whole[]): Whole[] {
  const { sum, count } = meanOf(ranges)
  return ranges.filter((range) => BigInt(range) * count * SCREEN.under < sum * SCREEN.over)
}

function meanOf(figures: readonly Whole[]): Mean {
  return { sum: sumOf(figures), count: BigInt(figures.length) }
}

function valueOf({ sum, count }: Mean, parts: bigint): Fraction {
  return { over: sum, under: count * parts }
}

/** How far the limits are from the mean. */
function limitOf({ range, parts }: Line): Fraction | null {
  return range && { over: range.sum * LIMIT.over, under: range.count * LIMIT.under * parts }
}

/** What lies so many average ranges away from the mean. */
function boundsAt({ sum, count }: Mean, range: Mean, times: Fraction): Bounds {
  const under = count * range.count * times.under
  const [middle, away] = [sum * range.count * times.under, range.sum * times.over * count]
  return { low: ceilingOf(middle - away, under), high: floorOf(middle + away, under) }
}

/** The signals of each figure, the weightiest first. */
function signalsOf(figures: readonly Whole[], mean: Mean, range: Mean, options: SpcOptions): Signal[][] {
  const middle = { low: ceilingOf(mean.sum, mean.count), high: floorOf(mean.sum, mean.count) }
  const [limits, near] = [boundsAt(mean, range, LIMIT), boundsAt(mean, range, NEAR)]
  const side = figures.map((figure) => wayFrom(figure, middle))
  const beyond = figures.map((figure) => wayFrom(figure, limits) !== 0)
  const close = figures.map(
    (figure, at) => wayFrom(figure, near) !== 0 && (options.beyondCounts || !beyond[at]),
  )
  const moves = figures.map((figure, at): Way => {
    const before = figures[at - 1] ?? figure
    return wayFrom(figure, { low: before, high: before })
  })
  const ways: Record<SpcFlag, readonly Way[]> = {
    astronomical: side.map((way, at) => (beyond[at] ? way : 0)),
    trend: inRuns(moves, options.runLength - 1, 1),
    twoOfThree: twoOfThree(side, close),
    shift: inRuns(side, options.runLength),
  }
  return figures.map((_, at) =>
    spcFlags.flatMap((flag) => {
      const way = ways[flag][at]
      return way === undefined || way === 0 ? [] : [{ flag, way }]
    }),
  )
}

function wayFrom(figure: Whole, { low, high }: Bounds): Way {
  return figure > high ? 1 : figure < low ? -1 : 0
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
    const way = side[at] ?? 0
    const three = [at, at + 1, at + 2]
    const near = three.filter((each) => close[each])
    if (near.length < 2 || three.some((each) => side[each] !== way)) continue
    for (const each of near) found[each] = way
  }
  return found
}

function readingOf(way: Side, polarity: Polarity): SpcReading {
  if (polarity === 'nearTarget' || polarity === 'contextOnly') return way > 0 ? 'high' : 'low'
  return way > 0 === (polarity === 'higherIsBetter') ? 'improvement' : 'concern'
}

/** Of signals both ways, as a figure below its limit that goes on rising, the improvement is told. */
function variationOf(signals: readonly Signal[], polarity: Polarity): SpcReading {
  const readings = signals.map(({ way }) => readingOf(way, polarity))
  return readings.includes('improvement') ? 'improvement' : (readings[0] ?? 'common')
}

function assuranceOf(line: Line, judged: boolean, { target, polarity }: SpcSeries): Assurance | null {
  const higher = polarity === 'higherIsBetter'
  const limit = limitOf(line)
  if (!judged || !limit || target === null || (!higher && polarity !== 'lowerIsBetter')) return null
  const [mean, wanted] = [valueOf(line.mean, line.parts), fraction(target)]
  if (compareFractions(wanted, plus(mean, limit)) > 0) return higher ? 'failing' : 'passing'
  if (compareFractions(wanted, minus(mean, limit)) < 0) return higher ? 'passing' : 'failing'
  return 'hitOrMiss'
}
