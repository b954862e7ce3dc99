import { countBars, stackedBar } from '#server/ui/html/charts.ts'
import { dotLine } from '#server/ui/html/dot-line.ts'
import { html, render } from '#server/ui/html/html.ts'
import { spark } from '#server/ui/html/spark.ts'
import { stackedGrades } from '#server/ui/html/stacked-grades.ts'
import { xmrChart } from '#server/ui/html/xmr-chart.ts'
import { spc, usualOptions } from '#workflows/measure/spc.ts'

const figures = [62, 64, 61, 66, 63, 65, 60, 64, 63, 62, 66, 64, 71, 73, 74, 72, 76, 75, 78, 77]

/** A measure's figures over twenty months, by the function that draws them on its page. */
export function drawnMonths({ title, target }: { title: string; target: number }): string {
  const points = figures.map((value, at) => ({
    on: `${2025 + Math.floor((at + 3) / 12)}-${String(((at + 3) % 12) + 1).padStart(2, '0')}-28`,
    value,
  }))
  return render(
    xmrChart({
      title,
      sentence: 'The share is higher than before.',
      spc: spc({ points, polarity: 'higherIsBetter', target, steps: [] }, usualOptions),
      target,
      inWords: (value) => `${value}%`,
      line: { from: { on: '2025-04-28', value: 60 }, to: { on: '2027-03-31', value: 90 } },
      annotations: [
        {
          on: '2026-03-02',
          text: 'Two teams were moved to the front door, and a second duty manager was appointed for nine months',
        },
        { on: '2026-06-14', text: 'New form for referrals' },
      ],
    }),
  )
}

/** Grades of audits over four quarters. */
export const drawnGrades = (): string =>
  render(
    stackedGrades({
      title: 'Audits by grade',
      sentence: 'More audits are good.',
      scale: ['Outstanding', 'Good', 'Requires improvement', 'Inadequate'],
      periods: ['July to September 2026', 'April to June 2026', 'January to March 2026'].map((when, at) => ({
        when,
        distribution: [
          { grade: 'Outstanding', count: 3 },
          { grade: 'Good', count: 22 - 4 * at },
          { grade: 'Requires improvement', count: 14 + 2 * at },
          { grade: 'Inadequate', count: 1 + at },
        ].map((each) => ({ ...each, published: null })),
      })),
    }),
  )

/** One of each kind of chart that there is, by name. */
export const drawnKinds: Record<string, () => string> = {
  months: () => drawnMonths({ title: 'Assessments in time', target: 80 }),
  grades: drawnGrades,
  ratings: () =>
    render(
      stackedBar(
        [
          { rating: 'red', count: 3 },
          { rating: 'amber', count: 9 },
          { rating: 'green', count: 21 },
          { rating: 'blue', count: 6 },
          { rating: 'grey', count: 4 },
        ],
        'Actions',
      ),
    ),
  counts: () =>
    render(
      countBars([
        { name: 'Waiting for the lead', count: 7, note: 'actions' },
        { name: 'Waiting for the chair to decide about more time, with the reasons given', count: 12 },
      ]),
    ),
  dots: () =>
    render(
      dotLine(
        [
          { name: 'We', value: 71, ours: true },
          { name: 'England', value: 82, ours: false },
          { name: 'Neighbours', value: 64, ours: false },
        ],
        'Others and we',
        (value) => `${value}%`,
      ),
    ),
  spark: () => render(html`${spark(figures, 'improvement')}`),
  worse: () => render(html`${spark(figures.toReversed(), 'concern')}`),
}
