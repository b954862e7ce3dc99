import { describe, expect, it } from 'vitest'
import { paste } from '../support/pasted.ts'

describe('what is pasted out of a spreadsheet', () => {
  it.each<[string, string[], string | null, RegExp]>([
    ['nothing', ['', ' '], null, /Nothing was pasted/],
    ['headings alone', ['Measure\tOct 2026'], null, /Only headings/],
    [
      'the column with the names is missing',
      ['94%', '12.5'],
      null,
      /2 figures were pasted for the 3 measures.*references or the titles/,
    ],
    ['a single figure alone', ['94%'], null, /^1 figure was pasted for the 3 measures/],
    ['a column with a gap', ['94%', '', '£2,800', '3'], null, /^Row 2 is empty.*whose figure/],
    ['a column that begins with a gap', ['', '94%', '12.5', '3'], null, /^Row 1 is empty/],
    ['a gap below a heading', ['Oct 2026', '', '94%', '12.5', '3'], null, /^Row 2 is empty/],
    ['a month without its year over a column', ['Oct', '94%', '12.5'], null, /^‘Oct’ does not say/],
    ['targets alone', ['Target', '94%', '12.5', '3'], null, /No heading says.*‘Target’/],
    [
      'targets beside names',
      ['Measure\tTarget', 'P1.O1\t95%'],
      null,
      /‘Measure’ and ‘Target’.*Write ‘Figure’/,
    ],
    [
      'two columns of figures',
      ['Measure\tActual\tResult', 'P1.O1\t94%\t95%'],
      null,
      /Several columns could be the figures: ‘Actual’ and ‘Result’/,
    ],
    ['figures of before', ['Measure\tPrevious\tNotes', 'P1.O1\t95%\t'], null, /No heading says/],
    ['a heading that may be anything', ['Measure\tTarget\tOct', 'P1.O1\t95%\t94%'], null, /‘Oct’/],
    ['headings of which none is known', ['Service\tOct', 'P1.O1\t94%'], null, /‘Service’ and ‘Oct’/],
    ['the target of the month', ['Ref\tOct 2026 target', 'P1.O1\t95%'], null, /No heading says/],
    ['a quarter for a month', ['Ref\tQ3 2026/27', 'P1.O1\t95%'], null, /No column is for October 2026/],
    [
      'measures side by side',
      ['Month\tP1.O1\tP1.O2', 'Sep 2026\t91%\t12', 'Oct 2026\t94%\t12.5'],
      null,
      /Turn the table/,
    ],
    [
      'measures side by side below a title',
      ['Scorecard', 'Month\tP1.O1\tP1.O2', 'Sep 2026\t91%\t12', 'Oct 2026\t94%\t12.5'],
      null,
      /Turn the table/,
    ],
    ['one measure with months below', ['Month\tP1.O1', 'Sep\t91%', 'Oct\t94%'], null, /Turn the table/],
    [
      'a title of another month',
      ['Scorecard, September 2026', '', 'Ref\tActual', 'P1.O1\t94%'],
      null,
      /‘September 2026’ stands above.*not October 2026/,
    ],
    [
      'such a title with a year beside it',
      ['Scorecard 2026, Sep 2026', '', 'Ref\tActual', 'P1.O1\t94%'],
      null,
      /‘Sep 2026’ stands above/,
    ],
    [
      'such a title without headings',
      ['Figures for Sep 2026', 'P1.O1\t94%'],
      null,
      /‘Sep 2026’ stands above/,
    ],
    [
      'a month without its year beside the figure',
      ['Ref\tMonth\tActual', 'P1.O1\tOct\t94%'],
      'A2',
      /‘Oct’ does not say which month of which year/,
    ],
    [
      'another month beside the one asked for',
      ['P1.O1\tOct 2026\tSep 2026\t94%'],
      'A1',
      /‘Sep 2026’ is not October 2026/,
    ],
    [
      'no date where others have one',
      ['Ref\tDate\tActual', 'P1.O1\t31/10/2026\t94%', 'P1.O2\t\t12'],
      'A3',
      /No date stands in its row/,
    ],
    [
      'names of two measures in one row',
      ['P1.O1\tAgency spend\t94%'],
      'A1',
      /‘P1.O1’ and ‘Agency spend’ name different measures/,
    ],
    ['a cell that no figure fills', [`P1.O1\t${'9'.repeat(501)}`], 'B1', /Keep it to 500 characters/],
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
      /No column is for October 2026.*‘Aug 2026’ and ‘Sep 2026’/,
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
      null,
      /No row is for October 2026: the rows are for ‘30\/09\/2026’/,
    ],
    [
      'two figures beside a name',
      ['P1.O1\t94%\t95%'],
      'A1',
      /Several cells could be its figure: ‘94%’ and ‘95%’/,
    ],
    ['a measure that is not asked for', ['P1.O1\t94%', 'P9.O9\t3'], 'A2', /‘P9\.O9’ is none of the measures/],
    [
      'one with its month beside it, above all others',
      ['Onne\tOct 2026\t40', 'P1.O2\tOct 2026\t50'],
      'A1',
      /‘Onne’ is none of the measures/,
    ],
    ['a measure twice', ['P1.O1\t94%', 'Visits in time\t95%'], 'A2', /P1\.O1: It stands in A1 already/],
    [
      'a row that ends early',
      ['Ref\tTitle\tOct 2026', 'P1.O1\tVisits in time'],
      'A2',
      /ends before the column/,
    ],
    ['a name in the place of a figure', ['Ref\tOct 2026', 'P1.O1\tAgency spend'], 'B2', /is not one number/],
    [
      'a row above that is no heading',
      ['Team 1\tGroup', 'P1.O1\t94%'],
      'A1',
      /‘Team 1’ is none of the measures/,
    ],
    ['a word for no figure on top of a column', ['none', '12.5', '3'], 'A1', /is no figure/],
    [
      'a row without a date beside one of another month',
      ['P1.O1\t94%', 'P1.O2\t30/09/2026\t12.5'],
      null,
      /No row is for October 2026: the rows are for ‘30\/09\/2026’/,
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
})
