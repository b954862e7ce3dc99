import { count } from '#workflows/words.ts'
import { inFigures } from './change-words.ts'
import type { MeasureFacts } from './measure-facts.ts'

/** How many times the least the largest denominator may be before limits mislead, and from when on a share is steady. */
const FOLD = 4
const FEW = 20

/**
 * What has to be said beside a chart of shares whose denominators differ: limits take every figure as equally sure,
 * which misleads beyond a fourfold difference, and a share of fewer than twenty leaps by chance. Both bounds are this
 * product's own, from simulated charts, and no published rule. Null where there is nothing to say, or no denominators.
 */
export function sampleSizeDoubt(
  { unit }: Pick<MeasureFacts, 'unit'>,
  sizes: readonly (number | null)[],
): string | null {
  const known = sizes.filter((size) => size !== null)
  if (known.length === 0 || !['percent', 'rate', 'ratio', 'grade'].includes(unit)) return null
  const [least, most] = [Math.min(...known), Math.max(...known)]
  const few = known.filter((size) => size < FEW).length
  const said = [
    ...(most > FOLD * least
      ? [
          `The figures are of between ${inFigures(least)} and ${inFigures(most)}: more than fourfold, so the limits are rough.`,
        ]
      : []),
    ...(few > 0
      ? [
          `${count(few, 'figure is', 'figures are')} of fewer than ${FEW}: one or two cases more make much of a difference.`,
        ]
      : []),
  ]
  return said.length === 0 ? null : said.join(' ')
}
