import { render } from '#server/ui/html/html.ts'
import { until } from '#server/ui/html/measure-look.ts'
import { stackedGrades } from '#server/ui/html/stacked-grades.ts'
import { asAt } from '#server/ui/words/measure-words.ts'
import { gradedIn, gradesInWords } from '#workflows/measure/measure-recalculation.ts'
import type { Block } from '#workflows/report/text/text-tree.ts'
import { paragraph, tableOf } from './cells.ts'
import type { ReportKnown } from './facts.ts'

/** Grades over time, as bars and as numbers out of how many. */
export function grades(known: ReportKnown, measureIds: readonly string[]): Block[] {
  const graded = known.looks.flatMap(({ measure }) => {
    const periods = (known.figures.get(measure.id) ?? []).filter(
      ({ distribution }) => distribution.length > 0,
    )
    const wanted = measureIds.length === 0 || measureIds.includes(measure.id)
    return wanted && periods.length > 0 ? [{ measure, periods }] : []
  })
  if (graded.length === 0) return [paragraph('No grades are recorded up to this day.')]
  return graded.map(({ measure, periods }): Block => {
    const [newest] = periods
    const sentence = newest ? `${asAt(newest)}: ${gradesInWords(newest.distribution)}.` : ''
    return {
      kind: 'chart',
      title: `${measure.ref} ${measure.title}`,
      reading: sentence,
      svg: render(
        stackedGrades({
          title: measure.title,
          sentence,
          scale: measure.scale,
          periods: periods.map((each) => ({ when: until(each), distribution: each.distribution })),
        }),
      ),
      table: tableOf(
        `${measure.ref}: grades`,
        ['When', 'Grades', '>Graded'],
        periods.map((each) => [
          asAt(each),
          gradesInWords(each.distribution),
          String(gradedIn(each.distribution) ?? ''),
        ]),
      ),
    }
  })
}
