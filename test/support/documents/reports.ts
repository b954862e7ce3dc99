import { stackedBar } from '#server/ui/html/charts.ts'
import { html, render } from '#server/ui/html/html.ts'
import { readText } from '#workflows/report/text/report-text.ts'
import type {
  Block,
  ChartBlock,
  Inline,
  ReportDocument,
  TableBlock,
} from '#workflows/report/text/text-tree.ts'
import { drawnGrades, drawnMonths } from './charts.ts'

const cells = (...texts: string[]): Inline[][] => texts.map((text) => [{ kind: 'text', text }])

export function tableOf(caption: string | null, headings: string[], rows: string[][]): TableBlock {
  return {
    kind: 'table',
    caption,
    headings: headings.map((text) => ({
      of: [{ kind: 'text', text }],
      align: /^(?:Number|Share|Figure|Target|%|n)/.test(text) ? 'end' : 'start',
    })),
    rows: rows.map((row) => cells(...row)),
  }
}

export const chartOf = (title: string, reading: string, svg: string, table: TableBlock): ChartBlock => ({
  kind: 'chart',
  title,
  reading,
  svg,
  table,
})

const text = (markdown: string): Block[] => readText(markdown).blocks

const months = ['November', 'October', 'September', 'August', 'July', 'June', 'May', 'April']

export const assessments = (): ChartBlock =>
  chartOf(
    'Assessments finished within 45 working days',
    'Seventy-seven in a hundred were finished in time in November. The last eight months lie above the average of the months before, and the target of 80% has not been reached yet.',
    drawnMonths({ title: 'Assessments finished within 45 working days', target: 80 }),
    tableOf(
      null,
      ['Month', 'Figure', 'How it reads'],
      months.map((month, at) => [
        `${month} 2026`,
        `${[77, 78, 75, 76, 72, 74, 73, 71][at]}%`,
        'Change for the better',
      ]),
    ),
  )

const audits = (): ChartBlock =>
  chartOf(
    'Case audits by grade',
    'Of 40 audits between July and September 25 were good or better, after 21 of 39 in the quarter before.',
    drawnGrades(),
    tableOf(
      null,
      [
        'Quarter',
        'Number audited',
        'Number outstanding',
        'Number good',
        'Number requiring improvement',
        'Number inadequate',
      ],
      [
        ['July to September 2026', '40', '3', '22', '14', '1'],
        ['April to June 2026', '39', '3', '18', '16', '2'],
        ['January to March 2026', '38', '3', '14', '18', '3'],
      ],
    ),
  )

const ratings = (): ChartBlock =>
  chartOf(
    'Actions by rating',
    'Twenty-one of 43 actions are green and six are done. Three are red, and each of them stands in section 5.',
    render(
      html`${stackedBar(
        [
          { rating: 'red', count: 3 },
          { rating: 'amber', count: 9 },
          { rating: 'green', count: 21 },
          { rating: 'blue', count: 6 },
          { rating: 'grey', count: 4 },
        ],
        'Actions by rating',
      )}`,
    ),
    tableOf(
      null,
      ['Rating', 'Number of actions'],
      [
        ['Red', '3'],
        ['Amber', '9'],
        ['Green', '21'],
        ['Done', '6'],
        ['Not started', '4'],
      ],
    ),
  )

const late = Array.from({ length: 22 }, (_, at) => [
  `P${1 + (at % 5)}.${1 + (at % 3)}.${at + 1}`,
  [
    'Agree one threshold document with schools, health visitors and the police, and train every referrer in it',
    'Appoint permanent team managers in both assessment teams',
    'Write the sufficiency statement for placements of teenagers',
    'Review each plan for a child who has waited more than 18 months',
  ][at % 4] ?? '',
  ['Head of assessment', 'Principal social worker', 'Head of commissioning'][at % 3] ?? '',
  `${1 + (at % 28)} October 2026`,
  at % 4 === 0
    ? 'Refused: the board asked for a plan with days'
    : `Granted until ${1 + (at % 28)} January 2027`,
])

/** Some eight pages as a board reads them each month: text, lists, tables of several pages and three charts. */
export const assuranceReport = (): ReportDocument => ({
  language: 'en-GB',
  title: 'Monthly assurance report, November 2026',
  subtitle: 'Improvement board, 8 December 2026',
  cover: [
    { label: 'Body', value: 'Marsby children’s services improvement board' },
    { label: 'Portfolio', value: 'Children, families and learning' },
    { label: 'Contact officer', value: 'Leanne Carter, head of improvement, leanne.carter@marsby.example' },
    { label: 'Figures as at', value: '30 November 2026' },
    { label: 'Status', value: 'Public' },
  ],
  sections: [
    {
      number: '1',
      heading: 'Purpose and summary',
      blocks:
        text(`This report tells the board what changed since it last met on **10 November 2026**, what its figures say, and what it is asked to decide.

- Assessments are finished in time more often than at any point in the last two years.
- Three actions are overdue by more than a month. Each has an owner who will come to the meeting:
  1. the threshold document, which waits for the police;
  2. permanent managers of assessment teams, of whom two of five are appointed;
  3. the sufficiency statement.
- Nothing in this report is exempt.

> The difference is that somebody rings me back on the day they said they would.
> *A foster carer at the October forum*

What is meant by each colour stands in [how Waymark rates actions](https://waymark.example/help/ratings), and the [plan itself](/plans/1) can be read at any time.`),
    },
    {
      number: '2',
      heading: 'Performance',
      blocks: [
        ...text(`## What moved

Two measures of five moved by the rules that the board agreed in May; the others did what they usually do.`),
        assessments(),
        ...text(`## How good the work is

Audits are made by a manager from another team, and one in five is looked at again by the principal social worker.`),
        audits(),
        ...text(`Table: Measures of priority 2, newest against target

| Measure | Figure in November | Figure in October | Target | What it tells |
|---|--:|--:|--:|---|
| Children seen within five days of a referral | 91% (212 of 233) | 88% | 95% | as usual |
| Visits to children in care on time | 94% (187 of 199) | 94% | 95% | as usual |
| Re-referrals within twelve months | 24% (56 of 233) | 27% | 20% | better for three months |
| Average caseload of a social worker | 17.4 | 18.1 | 16 | better for six months |
| Agency staff among social workers | 31% (44 of 142) | 30% | 20% | as usual |`),
      ],
    },
    {
      number: '3',
      heading: 'Actions',
      blocks: [
        ratings(),
        ...text(`### Time granted or refused\n\nAll requests since the last meeting, with who decided.`),
        tableOf(
          'Requests for more time',
          ['Action', 'What', 'Owner', 'Due at first', 'Decision and reason'],
          late,
        ),
      ],
    },
    {
      number: '4',
      heading: 'Voice of children and families',
      blocks: text(
        `${'Families were asked by telephone whether they knew who their social worker is, whether they had seen their plan, and whether they had been asked what they wanted. '.repeat(5)}

1. Know their social worker: 82 of 96 families.
2. Have seen their plan: 61 of 96 families.
   - In English: 58
   - In Welsh (*Cymraeg*, with ŵ and ŷ): 3
3. Were asked what they wanted: 55 of 96 families.

${'What families say most often is that a change of worker is not told to them. The two assessment teams now ring before a worker leaves. '.repeat(6)}`,
      ),
    },
    {
      number: '5',
      heading: 'Risks, and what is asked of the board',
      blocks:
        text(`${'The largest risk is that permanent managers are not found before the agency contract ends in March. Twelve people have asked for the post and four will be seen in the week of the meeting. '.repeat(3)}

The board is asked to:

1. note the figures in section 2;
2. agree that the threshold document is brought to its January meeting by the chief superintendent;
3. decide whether the sufficiency statement may be published in draft.

Table: Implications

| Kind | What | Who was asked |
|---|---|---|
| Financial | £212,000 of agency costs in a year, within the budget that council agreed | Director of finance |
| Legal | None beyond those of the Children Act 1989 | Monitoring officer |
| Equality | An assessment was made on 2 November and is published | Equality lead |`),
    },
  ],
})
