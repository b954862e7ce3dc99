import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { figuresPasted, type MeasureNamed } from '#workflows/measure/figures-pasted.ts'
import { periodNamed } from '#workflows/measure/pasted-period.ts'
import { pastedTable, placeOfCell } from '#workflows/measure/pasted-table.ts'

const measures: MeasureNamed[] = [
  { id: 'a', ref: 'P1.O1', title: 'Visits in time', aliases: ['Visits on time'], unit: 'percent', per: null },
  { id: 'b', ref: 'P1.O2', title: 'Children in care, rate', aliases: [], unit: 'rate', per: 10_000 },
  { id: 'c', ref: 'P2.O1', title: 'Agency spend', aliases: [], unit: 'currency', per: null },
]
const october = { from: '2026-10-01', to: '2026-10-31' }
const paste = (...rows: string[]) => figuresPasted(rows.join('\n'), measures, october)
const typed = ({ figures }: ReturnType<typeof paste>) =>
  figures.map((each) => [each.measureId, each.at, each.typed])

describe('what is pasted out of a spreadsheet', () => {
  it.each<[string, string[], string[][]]>([
    [
      'by reference',
      ['P1.O1\t94%', 'P2.O1\t£2,800'],
      [
        ['a', 'B1', '94%'],
        ['c', 'B2', '£2,800'],
      ],
    ],
    [
      'by title, in any case and order',
      ['agency  spend\t£2,800', 'VISITS IN TIME\t94%'],
      [
        ['c', 'B1', '£2,800'],
        ['a', 'B2', '94%'],
      ],
    ],
    ['by another name', ['Visits on time\t94%'], [['a', 'B1', '94%']]],
    ['by reference and title in one cell', ['P1.O1 Visits in time\t94'], [['a', 'B1', '94']]],
    ['by reference beside the title', ['P1.O1\tVisits in time\t94'], [['a', 'C1', '94']]],
    [
      'with headings',
      ['Measure\tTarget\tActual\tComment', 'Visits in time\t95%\t94%\tTwo teams short'],
      [['a', 'C2', '94%']],
    ],
    [
      'with a column for each month',
      ['Ref\tAug 2026\tSep-26\tOctober 2026', 'P1.O1\t91%\t92%\t94%'],
      [['a', 'D2', '94%']],
    ],
    [
      'with days of months as headings',
      ['Ref\t30/09/2026\t31/10/2026', 'P1.O1\t92%\t94%'],
      [['a', 'C2', '94%']],
    ],
    [
      'with the day beside each figure',
      ['P1.O1\t31/10/2026\t94%', 'P1.O2\t05/10/2026\t12.5 per 10k'],
      [
        ['a', 'C1', '94%'],
        ['b', 'C2', '12.5 per 10k'],
      ],
    ],
    [
      'a column alone, in the order of the list',
      ['94%', '12.5', '£2,800'],
      [
        ['a', 'A1', '94%'],
        ['b', 'A2', '12.5'],
        ['c', 'A3', '£2,800'],
      ],
    ],
    [
      'empty cells and rows',
      ['', 'P1.O1\t94%', '\t', 'P1.O2\t\t12.5'],
      [
        ['a', 'B2', '94%'],
        ['b', 'C4', '12.5'],
      ],
    ],
    [
      'a column of the month with an empty cell',
      ['Ref\tOct 2026', 'P1.O1\t', 'P1.O2\t12.5'],
      [['b', 'B3', '12.5']],
    ],
    ['a title in quotes over two lines', ['"Children in care,\nrate"\t12.5'], [['b', 'B1', '12.5']]],
    [
      'lines that end as Windows ends them',
      ['P1.O1\t94%\r', 'P1.O2\t12.5\r'],
      [
        ['a', 'B1', '94%'],
        ['b', 'B2', '12.5'],
      ],
    ],
  ])('%s', (_, rows, wanted) => {
    const read = paste(...rows)
    expect(read.doubts).toEqual([])
    expect(typed(read)).toEqual(wanted)
  })

  it.each<[string, string[], string | null, RegExp]>([
    ['nothing', ['', ' '], null, /Nothing was pasted/],
    ['headings alone', ['Measure\tOct 2026'], null, /Only headings/],
    [
      'the column with the names is missing',
      ['94%', '12.5'],
      null,
      /2 figures were pasted for the 3 measures.*references or the titles/,
    ],
    [
      'the column with the figures is missing',
      ['P1.O1', 'P1.O2\t12.5'],
      'A1',
      /P1\.O1: No figure stands beside it/,
    ],
    ['no names, two columns', ['94%\t1', '12.5\t2'], null, /No row names a measure/],
    [
      'another month',
      ['Ref\tAug 2026\tSep 2026', 'P1.O1\t1\t2'],
      null,
      /No column is for October 2026.*‘Aug 2026’, ‘Sep 2026’/,
    ],
    [
      'the month twice',
      ['Ref\tOct 2026\t31/10/2026', 'P1.O1\t1\t2'],
      null,
      /Several columns are for October 2026/,
    ],
    [
      'a day of another month beside the figure',
      ['P1.O1\t30/09/2026\t94%'],
      'A1',
      /‘30\/09\/2026’ is not October 2026/,
    ],
    [
      'two figures beside a name',
      ['P1.O1\t94%\t95%'],
      'A1',
      /Several cells could be its figure: ‘94%’, ‘95%’/,
    ],
    ['a measure that is not asked for', ['P1.O1\t94%', 'P9.O9\t3'], 'A2', /‘P9\.O9’ is none of the measures/],
    ['a measure twice', ['P1.O1\t94%', 'Visits in time\t95%'], 'A2', /P1\.O1 stands in A1 already/],
    [
      'a row that ends early',
      ['Ref\tTitle\tOct 2026', 'P1.O1\tVisits in time'],
      'A2',
      /ends before the column/,
    ],
    ['a figure withheld', ['P1.O1\t<5'], 'B1', /no exact figure/],
    ['a comma in the place of a point', ['P1.O2\t1,5'], 'B1', /1\.5 or 15/],
    ['a share of 130%', ['P1.O1\t130%'], 'B1', /between 0% and 100%/],
    ['a dash', ['P1.O1\t–'], 'B1', /no figure/],
    ['an error of the spreadsheet', ['P1.O1\t#DIV/0!'], 'B1', /is not one number/],
    ['a number as machines write it', ['P2.O1\t1e9'], 'B1', /in figures/],
  ])('is asked about where it is not clear: %s', (_, rows, at, because) => {
    const { doubts } = paste(...rows)
    expect(doubts.map((each) => each.at)).toEqual([at])
    expect(doubts[0]?.because).toMatch(because)
  })

  it('says of notes and totals that they are left out', () => {
    const read = paste('P1.O1\t94%', 'Total\t96', 'Figures of the performance team')
    expect(read.doubts).toEqual([])
    expect(read.leftOut).toEqual(['Row 2: Total', 'Row 3: Figures of the performance team'])
  })

  it('asks which measure is meant where a name is that of two', () => {
    const twins = [...measures, { ...measures[0], id: 'd', ref: 'P3.O1', aliases: [] } as MeasureNamed]
    expect(figuresPasted('Visits in time\t94%', twins, october).doubts[0]?.because).toMatch(
      /more than one measure/,
    )
  })

  it('reads every table that it writes, whatever the order of rows and columns', () => {
    const value = fc.integer({ min: 0, max: 100 })
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 3, maxLength: 3 }),
        fc.boolean(),
        fc.constantFrom('Oct 2026', 'Actual', '10/2026'),
        (values, first, heading) => {
          const cells = measures.map(({ ref }, at) => [ref, String(values[at])])
          const rows = [['Ref', heading], ...cells].map((row) => (first ? row : row.toReversed()).join('\t'))
          const { figures, doubts } = paste(...rows)
          expect(doubts).toEqual([])
          expect(figures.map((each) => Number(each.typed))).toEqual(values)
        },
      ),
    )
  })

  it('never fails, whatever is pasted, and reads no measure twice', () => {
    const cell = fc.oneof(
      fc.constantFrom('P1.O1', 'P1.O2', 'Visits in time', '94%', '', '"', 'Oct 2026', 'Total', '1,5'),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 }), (rows) => {
        const { figures } = paste(...rows.map((row) => row.join('\t')))
        const ids = figures.map(({ measureId }) => measureId)
        expect(new Set(ids).size).toBe(ids.length)
      }),
    )
  })
})

describe('a period that a heading names', () => {
  it.each<[string, [string, string] | null]>([
    ['Oct 2026', ['2026-10-01', '2026-10-31']],
    ['october-26', ['2026-10-01', '2026-10-31']],
    ["Oct '26", ['2026-10-01', '2026-10-31']],
    ['10/2026', ['2026-10-01', '2026-10-31']],
    ['31/10/2026', ['2026-10-31', '2026-10-31']],
    ['03/04/2026', ['2026-04-03', '2026-04-03']],
    ['2026-10-31', ['2026-10-31', '2026-10-31']],
    ['31 October 2026', ['2026-10-31', '2026-10-31']],
    ['Q2 2026/27', ['2026-07-01', '2026-09-30']],
    ['Q4 2026-2027', ['2027-01-01', '2027-03-31']],
    ['2025-26', ['2025-04-01', '2026-03-31']],
    ['Q2 2026', null],
    ['2026-28', null],
    ['13/2026', null],
    ['Target', null],
    ['94', null],
    ['', null],
  ])('%s', (text, wanted) => {
    expect(periodNamed(text)).toEqual(wanted && { from: wanted[0], to: wanted[1] })
  })
})

it('names cells as a spreadsheet does', () => {
  expect([placeOfCell(3, 1), placeOfCell(1, 25), placeOfCell(2, 26), placeOfCell(9, 27)]).toEqual([
    'B3',
    'Z1',
    'AA2',
    'AB9',
  ])
  expect(pastedTable('a\t"b ""c"""\n\n"d\te"')).toEqual([
    { row: 1, cells: ['a', 'b "c"'] },
    { row: 3, cells: ['d e'] },
  ])
})
