import { addDays, type Day, dayInWords } from '#workflows/calendar/calendar.ts'
import { lastEnded } from './figures-due.ts'
import type { GradeCount, MeasureFacts, ObservationFacts } from './measure-facts.ts'
import {
  baselinePoint,
  type Comparison,
  compare,
  type Direction,
  type Point,
  pointOf,
  type ToldFigure,
} from './measure-rules.ts'

/**
 * Compares a figure with an earlier one: by their numbers, else by their grades.
 * @param missing what is said where there is no earlier one
 */
export function compareFigures(
  measure: MeasureFacts,
  from: ToldFigure | null,
  to: ToldFigure,
  missing: string,
): Comparison {
  const earlier = from && pointOf(measure, from)
  const later = pointOf(measure, to)
  if (!from || !earlier || !isGraded(from) || !isGraded(to)) return compare(measure, earlier, later, missing)
  return compareGrades(
    measure,
    { point: earlier, distribution: from.distribution },
    { point: later, distribution: to.distribution },
    to.asAtOn > from.asAtOn && periodFrom(to) <= from.asAtOn,
  )
}

/** The day on which the period of a figure begins: told, or so many months before its end. */
function periodFrom({ asAtOn, periodStartOn = null, precision = 'day' }: ToldFigure): Day {
  if (periodStartOn !== null) return periodStartOn
  const months = { day: 0, month: 1, quarter: 3, year: 12 }[precision]
  let before = asAtOn
  for (let month = 0; month < months; month++) before = lastEnded('month', before)
  return months === 0 ? asAtOn : addDays(before, 1)
}

/** Compares a figure with the baseline, else with the first figure where that is of an earlier day. */
export function compareWithStart(
  measure: MeasureFacts,
  first: ToldFigure | null,
  newest: ToldFigure,
): Comparison {
  const baseline = baselinePoint(measure)
  // A figure of a day before the baseline's is no later than the start.
  const isLater = baseline?.asAtOn == null || newest.asAtOn >= baseline.asAtOn
  if (baseline && isLater && !(baseline.value === null && isGraded(newest)))
    return compare(measure, baseline, pointOf(measure, newest), '')
  const earlier = first && first.asAtOn < newest.asAtOn ? first : null
  return compareFigures(measure, earlier, newest, 'There is no earlier figure.')
}

/** Whether a figure is told by its grades, having no single number. */
export function isGraded({ value, distribution }: Pick<ObservationFacts, 'value' | 'distribution'>): boolean {
  return value === null && distribution.length > 0
}

/**
 * Compares two distributions. One is better where at no grade fewer, as a share, are there or above, and at some grade
 * more are; where both ends gained, nobody can say it by the grades alone.
 * @param from the earlier one with its point, and the later
 * @param overlap whether the period of the later begins before that of the earlier ends
 */
function compareGrades(
  { scale }: Pick<MeasureFacts, 'scale'>,
  from: { point: Point; distribution: readonly GradeCount[] },
  to: { point: Point; distribution: readonly GradeCount[] },
  overlap: boolean,
): Comparison {
  const [before, after] = [from, to].map(({ distribution }) => onScale(scale, distribution))
  const shares = {
    difference: null,
    from: from.point,
    to: to.point,
    sampleSizesDiffer: from.point.n !== to.point.n,
  }
  if (!before || !after)
    return {
      ...shares,
      direction: 'unknown',
      because:
        'The scale of the grades, best first, is not given: without it nobody can say which is better.',
    }
  const direction = dominance(before, after)
  const when = ({ shown, asAtOn }: Point) => `${shown}${asAtOn === null ? '' : ` on ${dayInWords(asAtOn)}`}`
  const said = `${when(from.point)}, then ${when(to.point)}: ${verdicts[direction]}`
  return {
    ...shares,
    direction,
    because: [
      said,
      ...(shares.sampleSizesDiffer ? ['They are shares of different numbers.'] : []),
      ...(overlap ? ['Their periods overlap, so that some were counted in both.'] : []),
    ].join(' '),
  }
}

const verdicts: Record<Direction, string> = {
  better: 'better, because a larger share is at the better grades.',
  worse: 'worse, because a smaller share is at the better grades.',
  same: 'the same shares.',
  unknown: 'neither better nor worse, because the best and the worst grades moved together.',
}

/** How many have each grade of the scale, best first; null where a grade is not on it, or nobody was graded. */
function onScale(scale: readonly string[], distribution: readonly GradeCount[]): bigint[] | null {
  const name = (grade: string) => grade.trim().toLowerCase()
  const places = new Map(scale.map((grade, at) => [name(grade), at]))
  const counts = scale.map(() => 0n)
  for (const { grade, count } of distribution) {
    const at = places.get(name(grade))
    if (at === undefined) return null
    counts[at] = (counts[at] ?? 0n) + BigInt(count)
  }
  return counts.some((count) => count > 0n) ? counts : null
}

function dominance(before: readonly bigint[], after: readonly bigint[]): Direction {
  const whole = (counts: readonly bigint[]) => counts.reduce((sum, count) => sum + count, 0n)
  const [n, m] = [whole(before), whole(after)]
  const ways = before.map((_, at) => whole(after.slice(0, at + 1)) * n - whole(before.slice(0, at + 1)) * m)
  const [gained, lost] = [ways.some((way) => way > 0n), ways.some((way) => way < 0n)]
  if (gained && lost) return 'unknown'
  return gained ? 'better' : lost ? 'worse' : 'same'
}
