import type { Day } from '#workflows/calendar/calendar.ts'
import type { MeasureFacts, MeasureStep } from './measure-facts.ts'
import { optionsOf, spc, type SpcOptions } from './spc.ts'

/** Between which figures those of a measure lie, and between which one of it can be expected to lie. */
export type UsualRange = { least: number; most: number; low: number; high: number }

/** What has to be known of a measure to tell what is usual for it. */
export type MeasureRanged = Pick<MeasureFacts, 'unit' | 'polarity' | 'decimals'> & {
  steps: readonly MeasureStep[]
} & SpcOptions

/** So many figures show how much they vary. */
const FEWEST = 5

/**
 * What is usual for a measure by its figures since counting last began anew: all of them, and what lies between their
 * limits where they are judged. Null where they are too few to tell.
 * @param points in whatever order
 */
export function usualRange(
  measure: MeasureRanged,
  points: readonly { on: Day; value: number }[],
): UsualRange | null {
  const { polarity, steps } = measure
  const read = spc({ points, polarity, target: null, steps }, optionsOf(measure))
  const section = read.sections.at(-1)
  const own = read.points.filter((point) => point.section === read.sections.length - 1)
  if (!section || own.length < FEWEST) return null
  const values = own.map(({ value }) => value)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  return {
    least,
    most,
    low: Math.min(least, section.lower ?? least),
    high: Math.max(most, section.upper ?? most),
  }
}
