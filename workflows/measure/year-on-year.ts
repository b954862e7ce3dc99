import { type Day, dayInWords } from '#workflows/calendar/calendar.ts'
import { changeWords, inUnit } from './change-words.ts'
import { difference } from './measure-arithmetic.ts'
import type { MeasureFacts } from './measure-facts.ts'
import { type Direction, directionOf, isShare } from './measure-rules.ts'

/** A figure of a series with the number that it is a share of. */
export type SeriesFigure = { on: Day; value: number; n: number | null }

export type YearOnYear = {
  before: SeriesFigure
  now: SeriesFigure
  /** The later minus the earlier: points, where they are shares. */
  difference: number
  direction: Direction
  /** '4 points higher than in June 2025: 60% (of 53), then 64% (of 67)'. */
  sentence: string
}

/**
 * The newest figure against the one of the same month a year before, so that seasons do not pass for change. Null
 * where that month has none. Of several in that month, the last.
 * @param figures of one measure, oldest first
 * @param steps from when on its average is worked out anew: one in between is told with its day
 */
export function yearOnYear(
  measure: Pick<MeasureFacts, 'unit' | 'scale' | 'polarity' | 'targetValue'>,
  figures: readonly SeriesFigure[],
  steps: readonly { startOn: Day }[] = [],
): YearOnYear | null {
  const now = figures.at(-1)
  if (!now) return null
  const month = `${Number(now.on.slice(0, 4)) - 1}${now.on.slice(4, 7)}`
  const before = figures.findLast(({ on }) => on.startsWith(month))
  if (!before) return null
  const by = difference(before.value, now.value)
  const step = steps.findLast(({ startOn }) => startOn > before.on && startOn <= now.on)
  const anew = step ? ` In between counting began anew, on ${dayInWords(step.startOn)}.` : ''
  const said = (figure: SeriesFigure) =>
    `${inUnit(measure.unit, figure.value)}${sizeWords(measure, figure.n) || (isShare(measure) ? ' (of how many is not given)' : '')}`
  const change = by === 0 ? 'The same as' : `${capital(changeWords(measure, by))} than`
  return {
    before,
    now,
    difference: by,
    direction: directionOf(measure, before.value, now.value),
    sentence: `${change} in ${months.format(new Date(`${before.on}T00:00:00Z`))}: ${said(before)}, then ${said(now)}.${anew}`,
  }
}

/**
 * The number that a share is of, as it stands behind it: ' (of 53)'; '' where it is no share, nobody told it, or its
 * text tells it already.
 */
export function sizeWords({ unit }: Pick<MeasureFacts, 'unit'>, n: number | null, shown = ''): string {
  return isShare({ unit }) && n !== null && !/\bof [\d,]+\)?$/.test(shown) ? ` (of ${n})` : ''
}

const months = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
