import { type Day, dayInWords, daysBetween } from '#workflows/calendar/calendar.ts'
import { inUnit } from './change-words.ts'
import { asNumber } from './fraction.ts'
import { decimalsIn, quotient } from './measure-arithmetic.ts'
import type { MeasureFacts } from './measure-facts.ts'
import { apart, wholesOf } from './whole-figures.ts'

/** A figure with its day and the words it was published in. */
export type Figure = { on: Day; value: number; shown: string }

/** Both ends of the straight line that leads from the baseline to the target. */
export type TargetLine = { from: { on: Day; value: number }; to: { on: Day; value: number } }

/** Where a figure should be on its day, and whether it is. */
export type LineStanding = { wanted: number; outcome: 'onTheWay' | 'behind' | 'reached'; sentence: string }

/**
 * The line from the baseline on its day to the target on its; null where one of the four is missing, the target's day
 * is not the later, or the measure is kept for context only.
 */
export function targetLine({
  polarity,
  baselineValue,
  baselineOn,
  targetValue,
  targetOn,
}: MeasureFacts): TargetLine | null {
  if (polarity === 'contextOnly' || baselineValue === null || targetValue === null) return null
  if (baselineOn === null || targetOn === null || targetOn <= baselineOn) return null
  return { from: { on: baselineOn, value: baselineValue }, to: { on: targetOn, value: targetValue } }
}

/**
 * Where a figure should be by its day if the target is to be reached, and whether it is there: on the line or on its
 * better side. From the target's day on the target itself is wanted. Null where there is no line, or the figure is of
 * a day before the baseline's.
 */
export function lineToTarget(measure: MeasureFacts, figure: Figure): LineStanding | null {
  const line = targetLine(measure)
  if (!line || figure.on < line.from.on) return null
  const whole = daysBetween(line.from.on, line.to.on)
  const gone = Math.min(daysBetween(line.from.on, figure.on), whole)
  const parts = wholesOf([line.from.value, line.to.value, figure.value, measure.targetTolerance ?? 0])
  const [from = 0n, to = 0n, value = 0n, tolerance = 0n] = parts.figures.map(BigInt)
  // All of it times the days of the whole line, so that nothing is divided.
  const wanted = from * BigInt(whole) + (to - from) * BigInt(gone)
  const is = value * BigInt(whole)
  const target = to * BigInt(whole)
  const near = tolerance * BigInt(whole)
  const reached = reaches(measure, is, target, near)
  const decimals = Math.min(
    6,
    measure.decimals ?? Math.max(...[line.from.value, line.to.value, figure.value].map(decimalsIn)),
  )
  const at = (places: number) => quotientOf(wanted, parts.parts * BigInt(whole), places)
  // Where the two look alike at these decimals, one that is behind would seem to be there.
  const places =
    [decimals, decimals + 1, decimals + 2].find((each) => each >= 6 || at(each) !== figure.value) ?? decimals
  const shownWanted = at(places)
  const outcome = reached ? 'reached' : reaches(measure, is, wanted, near, target) ? 'onTheWay' : 'behind'
  const should = `It should be ${inUnit(measure.unit, shownWanted)} by ${dayInWords(figure.on)} and is ${figure.shown}`
  return {
    wanted: shownWanted,
    outcome,
    sentence:
      outcome === 'reached'
        ? `The target is reached: it is ${figure.shown}.`
        : `${should}: ${words[outcome]}.`,
  }
}

const words = { onTheWay: 'on the way', behind: 'behind' }

/** Whether a value is at what is wanted or on the better side of it; near the target, as close to it as wanted. */
function reaches(
  { polarity }: MeasureFacts,
  value: bigint,
  wanted: bigint,
  tolerance: bigint,
  target: bigint = wanted,
): boolean {
  if (polarity === 'higherIsBetter') return value >= wanted
  if (polarity === 'lowerIsBetter') return value <= wanted
  return apart(value, target) <= BigInt(apart(wanted, target)) + tolerance
}

function quotientOf(over: bigint, under: bigint, decimals: number): number {
  return quotient(asNumber({ over, under }), 1, 1, decimals).rounded
}
