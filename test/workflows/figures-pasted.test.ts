import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { figuresPasted, mostTold } from '#workflows/measure/figures-pasted.ts'
import type { MeasureNamed } from '#workflows/measure/pasted-names.ts'
import { measureNamed, october, paste, threeMeasures } from '../support/pasted.ts'

const standing = (shown: string, value: number | null) => ({
  shown,
  published: shown,
  value,
  numerator: null,
  denominator: null,
})
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
    [
      'with commas, as lines of a CSV file',
      ['P1.O1,94%', 'P2.O1;£2,800'],
      [
        ['a', 'B1', '94%'],
        ['c', 'B2', '£2,800'],
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
      'such a column beside empty cells',
      ['\t94%\t', '\t12.5\t', '\t3\t'],
      [
        ['a', 'B1', '94%'],
        ['b', 'B2', '12.5'],
        ['c', 'B3', '3'],
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
    [
      'headings below a title and an empty line',
      [
        'Early help scorecard',
        'October 2026',
        '',
        'Ref\tMeasure\tActual\tTarget',
        'P1.O1\tVisits in time\t94%\t95%',
      ],
      [['a', 'C5', '94%']],
    ],
    [
      'a heading of month and figure beside its target',
      ['Measure\tOct 2026 target\tOct 2026 actual', 'P1.O1\t95%\t94%'],
      [['a', 'C2', '94%']],
    ],
    [
      'a target where the cell of the month is empty',
      ['Measure\tTarget\tOct 2026', 'P1.O1\t95%\t', 'P1.O2\t13\t12.5'],
      [['b', 'C3', '12.5']],
    ],
    [
      'the rows of the month from a long table',
      ['Measure\tDate\tValue', 'P1.O1\t30/09/2026\t91%', 'P1.O1\t31/10/2026\t94%', 'P1.O2\tOct 2026\t12.5'],
      [
        ['a', 'C3', '94%'],
        ['b', 'C4', '12.5'],
      ],
    ],
    [
      'such rows with the dates under no heading',
      ['Ref\t\tActual', 'P1.O1\t30/09/2026\t91%', 'P1.O2\t31/10/2026\t12.5'],
      [['b', 'C3', '12.5']],
    ],
    ['whatever dates stand in notes', ['Ref\tNotes\tActual', 'P1.O1\t30/09/2026\t94%'], [['a', 'C2', '94%']]],
    [
      'whatever dates stand under no heading, beside those that do',
      ['Ref\tDate\t\tActual', 'P1.O1\t31/10/2026\t30/09/2026\t94%'],
      [['a', 'D2', '94%']],
    ],
    [
      'whatever measures are named in notes',
      ['Ref\tComment\tActual', 'P1.O1\tAgency spend\t94%'],
      [['a', 'C2', '94%']],
    ],
    ['such rows without headings', ['P1.O1\tSep 2026\t91%', 'P1.O1\tOct 2026\t94%'], [['a', 'C2', '94%']]],
    [
      'a column below its heading',
      ['Oct 2026', '94%', '12.5', '3'],
      [
        ['a', 'A2', '94%'],
        ['b', 'A3', '12.5'],
        ['c', 'A4', '3'],
      ],
    ],
    [
      'below a title of this month beside another',
      ['September 2026 and October 2026', '', 'Ref\tActual', 'P1.O1\t94%'],
      [['a', 'B4', '94%']],
    ],
    [
      'with months as headings, whatever month the title tells',
      ['Scorecard, September 2026', '', 'Ref\tSep 2026\tOct 2026', 'P1.O1\t91%\t94%'],
      [['a', 'C4', '94%']],
    ],
    [
      'below a line of words with empty cells beside it',
      ['Our figures\t', 'P1.O1\t94%'],
      [['a', 'B2', '94%']],
    ],
    ['a year that holds the month beside it', ['P1.O1\tOct 2026\t2026/27\t94%'], [['a', 'D1', '94%']]],
    ['a figure like a month', ['P1.O2\t10.2026'], [['b', 'B1', '10.2026']]],
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

  it('says of notes and totals that they are left out', () => {
    const notes = [
      'Total\t96',
      'Early help\tby team',
      'Figures of the performance team',
      'Taken from the return of 5 November',
    ]
    const read = paste('P1.O1\t94%', ...notes)
    expect(read.doubts).toEqual([])
    expect(read.leftOut).toEqual([
      'Row 2: Total (it names no measure)',
      'Row 3: Early help (it names no measure)',
      'Row 4: Figures of the performance team (it names no measure)',
      'Row 5: Taken from the return of 5 November (it names no measure)',
    ])
  })

  it('leaves out a row of no measure that holds no figure of the month', () => {
    const rows = ['Ref\tNote\tOct 2026', 'Section 2\tsee page 3\t', 'P1.O1\tas 2025\t94%', 'Part 3\tpage 5']
    expect(paste(...rows)).toMatchObject({
      doubts: [],
      leftOut: ['Row 2: Section 2 (it names no measure)', 'Row 4: Part 3 (it names no measure)'],
    })
    expect(paste(...rows, 'Section 3\tsee page 4\t5').doubts).toMatchObject([{ at: 'A5' }])
  })

  it('takes one measure over a column for a table to be turned only where months stand below it', () => {
    expect(paste('Team\tP1.O1', 'North\t94%').doubts[0]?.because).not.toMatch(/Turn the table/)
    expect(paste('Team\tP1.O1', 'Oct\t94%').doubts[0]?.because).toMatch(/Turn the table/)
    expect(paste('P1.O1\t94%', 'Oct 2026\tas returned').doubts[0]?.because).not.toMatch(/Turn the table/)
    expect(paste('P1.O1\tP1.O2').doubts[0]?.because).not.toMatch(/Turn the table/)
  })

  it('takes a title of the month for no row', () => {
    expect(paste('Figures for Oct 2026', 'P1.O1\t94%')).toMatchObject({ doubts: [], leftOut: [] })
    expect(paste('Our figures', 'P1.O1\t94%').leftOut).toEqual(['Row 1: Our figures (it names no measure)'])
  })

  it('reads a number among the figures as a figure, though a measure goes by it', () => {
    const numbered = [measureNamed('a', '1.1', 'Visits'), measureNamed('b', '1.2', 'Other')]
    const read = (...rows: string[]) => typed(figuresPasted(rows.join('\n'), numbered, october))
    expect(read('Indicator\tOct 2026', 'Something unknown\t1.1', 'Other\t3')).toEqual([['b', 'B3', '3']])
    expect(read('Something unknown\t1.1', 'Other\t1.1')).toEqual([['b', 'B2', '1.1']])
    expect(read('1.1\t1.2', '1.2\t1.1')).toEqual([
      ['a', 'B1', '1.2'],
      ['b', 'B2', '1.1'],
    ])
    expect(read('1.2', '1.1')).toEqual([
      ['a', 'A1', '1.2'],
      ['b', 'A2', '1.1'],
    ])
  })

  it('says which rows and columns are of other months', () => {
    const rows = paste('P1.O1\t30/09/2026\t91%', 'P1.O1\t31/10/2026\t94%')
    expect(rows.leftOut).toEqual(['Row 1: 30/09/2026 is not October 2026'])
    const columns = paste('Ref\tAug 2026\tSep 2026\tOct 2026', 'P1.O1\t1\t2\t3')
    expect(columns.leftOut).toEqual(['Aug 2026 and Sep 2026 were not read'])
    expect(paste('Ref\tSep 2026\tOct 2026', 'P1.O1\t1\t2').leftOut).toEqual(['Sep 2026 was not read'])
  })

  it('takes the column of a quarter for what is asked for by the quarter alone', () => {
    const quarter = { from: '2026-07-01', to: '2026-09-30' }
    const both = [
      measureNamed('m', 'M', 'Monthly', { period: { from: '2026-09-01', to: '2026-09-30' } }),
      measureNamed('q', 'Q', 'Quarterly', { period: quarter }),
    ]
    const read = (...rows: string[]) =>
      figuresPasted(rows.join('\n'), both, { from: '2026-09-01', to: '2026-09-30' })
    const wide = read('Ref\tSep 2026\tQ2 2026/27', 'M\t1\t300', 'Q\t1\t300')
    expect(wide).toMatchObject({ doubts: [], leftOut: [] })
    expect(typed(wide)).toEqual([
      ['m', 'B2', '1'],
      ['q', 'C3', '300'],
    ])
    const alone = read('Ref\tQ2 2026/27', 'M\t300', 'Q\t300')
    expect(typed(alone)).toEqual([['q', 'B3', '300']])
    expect(alone.doubts).toMatchObject([
      { at: 'A2', because: expect.stringMatching(/No column is for September/) },
    ])
    expect(read('Ref\t2026/27', 'M\t300', 'Q\t300').figures).toEqual([])
  })

  it('compares what is pasted with what is recorded, and leaves grades to their boxes', () => {
    const some = [
      measureNamed('a', 'A', 'Visits', { recorded: standing('79%', 79), unit: 'percent' }),
      measureNamed('b', 'B', 'Audits', { unit: 'grade' }),
      measureNamed('c', 'C', 'Spend'),
    ]
    const read = (...rows: string[]) => figuresPasted(rows.join('\n'), some, october)
    const same = read('A\t79', 'C\t3')
    expect(same.doubts).toEqual([])
    expect(same.leftOut).toEqual(['A Visits: 79% is recorded already'])
    expect(typed(same)).toEqual([['c', 'B2', '3']])
    const other = read('C\tx', 'B\t12', 'A\t99%')
    expect(typed(other)).toEqual([['c', 'B1', 'x']])
    expect(other.doubts).toMatchObject([
      { at: 'B1', measureId: 'c' },
      {
        at: 'B2',
        measureId: 'b',
        because: expect.stringMatching(/^B is told in grades: type how many have each/),
      },
      {
        at: 'B3',
        measureId: null,
        because: 'A Visits: 79% is recorded, and 99% is pasted. Correct it on its own form.',
      },
    ])
    expect(typed(read('79', '12', '3'))).toEqual([['c', 'A3', '3']])
    expect(read('79', '3').doubts[0]?.because).toMatch(/2 figures were pasted for the 3 measures/)
    const fresh = some.map((each) => ({ ...each, recorded: null }))
    expect(typed(figuresPasted('79\n3', fresh, october))).toEqual([
      ['a', 'A1', '79'],
      ['c', 'A2', '3'],
    ])
  })

  it.each([
    ['79.0%', 79, '79', true],
    ['79%', 79, '79.00 %', true],
    ['79%', 79, '80%', false],
    ['75% (42 of 56)', 75, '75%', true],
    ['75%', 75, '42 of 56', true],
    ['75% (42 of 56)', 75, '42/56', true],
    ['75% (42 of 56)', 75, '3 of 4', false],
  ])('knows a figure again by its number, and by its parts where both tell them: %s', (...row) => {
    const [shown, value, pasted, isSame] = row
    const [numerator = null, denominator = null] = shown.includes('(') ? [42, 56] : []
    const recorded = { ...standing(shown, value), numerator, denominator }
    const one = [measureNamed('a', 'A', 'Visits', { recorded, unit: 'percent' })]
    expect(figuresPasted(`A\t${pasted}`, one, october).doubts.length === 0).toBe(isSame)
  })

  it('knows words again however they are written', () => {
    const words = measureNamed('a', 'A', 'Verdict', {
      recorded: standing('Mostly good', null),
      unit: 'words',
    })
    const doubts = (pasted: string) => figuresPasted(`A\t${pasted}`, [words], october).doubts.length
    expect([doubts('mostly  GOOD'), doubts('Mostly bad')]).toEqual([0, 1])
  })

  it('leaves what was typed where another figure is pasted, and says both', () => {
    const some = [
      measureNamed('a', 'A', 'Visits', { typed: '50', unit: 'percent' }),
      measureNamed('b', 'B', 'Spend', { typed: '60' }),
    ]
    const read = figuresPasted('A\t60%\nB\t60', some, october)
    expect(typed(read)).toEqual([['b', 'B2', '60']])
    expect(read.doubts).toEqual([
      {
        at: 'B1',
        measureId: 'a',
        because: '60% is pasted, and 50 was typed here before, which stays. Change it if the cell is right.',
        what: 'A Visits, cell B1 (60%)',
      },
    ])
    expect(typed(figuresPasted('A\t50%', some, october))).toEqual([['a', 'B1', '50%']])
  })

  it('names what is not clear by its measure, its cell and what stands there', () => {
    const told = paste('P1.O1\t130%', 'P9.O9\t40').doubts.map(({ what }) => what)
    expect(told).toEqual([expect.stringMatching(/^P1\.O1 .*, cell B1 \(130%\)$/), 'cell A2 (P9.O9)'])
    expect(paste('').doubts.map(({ what }) => what)).toEqual(['the table'])
  })

  it('tells doubts in the order of the rows, after those about all of the table', () => {
    const at = (...rows: string[]) => paste(...rows).doubts.map((each) => each.at)
    expect(at('P1.O1\t<5', 'P9.O9\t3', 'P1.O2\t1,5')).toEqual(['B1', 'A2', 'B3'])
    expect(at('P9.O9\t3', 'P1.O1\t30/09/2026\t91%')).toEqual([null, 'A1'])
  })

  it('tells some of many doubts, and how many more there are', () => {
    const { doubts, untold } = paste('P1.O1\t40', ...Array.from({ length: 49_000 }, () => '9'))
    expect([doubts.length, untold]).toEqual([mostTold, 49_000 - mostTold])
    const { leftOut } = paste('P1.O1\t40', ...Array.from({ length: 1_500 }, () => 'Note'))
    expect([leftOut.length, leftOut.at(-1)]).toEqual([mostTold + 1, 'and 1,480 more rows'])
    const notes = (number: number) =>
      paste('P1.O1\t40', ...Array.from({ length: number }, () => 'Note')).leftOut
    expect([notes(mostTold).length, notes(mostTold + 1).length]).toEqual([mostTold, mostTold + 1])
    expect(notes(mostTold + 1).at(-1)).toBe('and 1 more row')
    const wide = paste(['Ref', ...Array.from({ length: 9_000 }, () => 'Sep 2026')].join('\t'), 'P1.O1\t1')
    expect(wide.doubts[0]?.because.length).toBeLessThan(400)
    expect(paste(...Array.from({ length: 1_000 }, () => 'P1.O1\t40')).doubts).toHaveLength(mostTold + 1)
  })

  it('asks which measure is meant where a name is that of two', () => {
    const twins = [
      ...threeMeasures,
      { ...threeMeasures[0], id: 'd', ref: 'P3.O1', aliases: [] } as MeasureNamed,
    ]
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
          const cells = threeMeasures.map(({ ref }, at) => [ref, String(values[at])])
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
