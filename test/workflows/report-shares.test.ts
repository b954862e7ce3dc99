import { describe, expect, test } from 'vitest'
import { findingsOf, reported, reportFacts, reportMeasure, table } from '../support/report-texts.ts'

const share = reportMeasure({
  reference: 'P2.O5',
  title: 'Single assessments in time',
  aliases: ['single assessments'],
  unit: 'percent',
  figures: [reported('2018-06-30', 93)],
})
const rate = reportMeasure({
  reference: 'P3.O2',
  title: 'Children looked after, rate',
  unit: 'rate',
  per: 10_000,
  figures: [reported('2018-07-03', 152.3)],
})
const count = reportMeasure({
  reference: 'P3.O1',
  title: 'Children looked after',
  figures: [reported('2018-07-03', 490)],
})
const sourced = { ...share, denominatorSource: 'Assessments that ended in the quarter' }
const figureSourced = {
  ...share,
  figures: [reported('2018-06-30', 93, { denominatorSource: 'The case system' })],
}

describe('a share or a rate that does not say what it is of', () => {
  const found = (text: string[], measures = [share, rate, count]) =>
    findingsOf('noDenominator', reportFacts({ measures }), ...text)

  test.each([
    [
      ['93% of single assessments are in time.'],
      'P2.O5 (Single assessments in time) is a share, and on 5 July 2018 neither it nor its newest figure says where its denominator comes from.',
    ],
    [['Single assessments in time: 93 per cent'], 'P2.O5'],
    [['Single assessments in time: 90%'], 'P2.O5'],
    [['We did well: {{P2.O5}}.'], 'P2.O5'],
    [['Children looked after: 490 (152.3 per 10,000)'], 'P3.O2 (Children looked after, rate) is a rate'],
    [['Children looked after (rate = 152.3)'], 'P3.O2'],
    [['Nine in ten single assessments'], 'P2.O5'],
  ])('%s', (text, fact) => {
    const [finding, ...more] = found(text)
    expect(more).toEqual([])
    expect(finding).toMatchObject({ fact: expect.stringContaining(fact), sentence: text[0] })
    expect(finding?.ask).toBe(
      'Give the source of the denominator with the measure, or keep the figure and say why.',
    )
  })

  test.each([
    ['the measure has its source', ['93% of single assessments'], [sourced]],
    ['the figure has its source', ['{{P2.O5}}'], [figureSourced]],
    ['it is a count', ['Children looked after: 490'], [share, count]],
    ['the measure is named without a figure', ['Single assessments in time matter.'], [share]],
    ['the share is of something else', ['45% of staff were trained.'], [share]],
    [
      'the number is a change',
      ['Single assessments in time rose by 3%.'],
      [{ ...share, unit: 'count' as const }],
    ],
    ['a figure is inserted that is no share', ['{{P3.O1}}'], [share, count]],
    ['a figure is inserted that is not known', ['{{P9.O9}}'], [share]],
    ['nothing is written', [], [share, rate]],
  ])('is not found where %s', (_, text, measures) => {
    expect(found(text, measures)).toEqual([])
  })

  test('is told once for each measure, where it first stands, and is the same wherever that is', () => {
    const [one, ...more] = found(['{{P2.O5}} is good.', '93% of single assessments'])
    expect(more).toEqual([])
    expect(one?.at.path).toEqual([0])
    const [other] = found(['Hello.', 'Again 93% of single assessments, {{P2.O5}}.'])
    expect(other?.key).toBe(one?.key)
  })
})

const audits = [
  'Judgement | Number | Percentage',
  'Outstanding | 1 | 2%',
  'Good | 29 | 63%',
  'Requires improvement | 16 | 35%',
  'Inadequate | 0 | 0%',
]
const change = (lines: string[], from: string, to: string) => lines.map((line) => line.replace(from, to))

describe('shares of one whole that do not add up', () => {
  const found = (lines: string[], caption: string | null = null) =>
    findingsOf('sharesDoNotAdd', reportFacts(), table(lines, caption)).map(({ fact }) => fact)

  test.each<[string, string[], string | null, string]>([
    [
      'counts beside them give the others',
      change(audits, '63%', '53%'),
      null,
      'The 4 shares in the column ‘Percentage’ add up to 90%; rounding explains 2 at most.',
    ],
    [
      'counts stand in the same cells',
      ['Grade | All', 'A | 10 (32%)', 'B | 20 (75%)', 'C | 1 (3%)'],
      null,
      'add up to 110%; rounding explains 1.5 at most',
    ],
    [
      'a total is printed',
      ['Grade | Share', 'A | 20%', 'B | 30%', 'C | 40%', 'Total | 100%'],
      null,
      'The 3 shares in the column ‘Share’ add up to 90%',
    ],
    [
      'a total is printed without signs',
      ['Grade | %', 'A | 20', 'B | 30', 'C | 40', 'Total | 100'],
      null,
      'add up to 90%',
    ],
    [
      'the caption says so',
      ['Grade | 2018', 'A | 20%', 'B | 30%', 'C | 40%'],
      'Distribution of grades',
      'add up to 90%',
    ],
    ['the heading says so', ['Grade | Breakdown (%)', 'A | 20', 'B | 30', 'C | 40'], null, 'add up to 90%'],
    [
      'it is a row with its total',
      ['Home | A % | B % | C % | Total', 'North | 20% | 30% | 40% | 100%'],
      null,
      'The 3 shares in the row ‘North’ add up to 90%',
    ],
    [
      'decimals stand',
      ['Grade | Share', 'A | 20.5%', 'B | 30.2%', 'C | 49.1%', 'Total | 100%'],
      null,
      'add up to 99.8%; rounding explains 0.15 at most',
    ],
    [
      'a part of a part stands below',
      ['Grade | Share', 'A | 50%', 'of which new | 20%', 'B | 20%', 'C | 20%', 'Total | 100%'],
      null,
      'The 3 shares in the column ‘Share’ add up to 90%',
    ],
  ])('%s', (_, lines, caption, fact) => {
    expect(found(lines, caption)).toEqual([expect.stringContaining(fact)])
  })

  test.each<[string, string[], string | null]>([
    ['the grades of the seed report', audits, 'Case file audits'],
    [
      'its grades of the year before',
      [
        'Judgement | Number | Percentage',
        'Outstanding | 0 | 0%',
        'Good | 10 | 32%',
        'RI | 20 | 65%',
        'Inadequate | 1 | 3%',
      ],
      'Distribution',
    ],
    [
      'what young people do, of which some is left out',
      [
        'Academic age | Tees Valley | Stockton',
        'Cohort | 17972 | 6374',
        'NEET % | 6.20% | 5.97%',
        'Not known % | 7.97% | 0.05%',
        'In learning % | 81.93% | 89.44%',
      ],
      null,
    ],
    [
      'schools of three areas',
      [
        'Area | % good July 2017 | % change',
        'England | 89 | +2',
        'North East | 87 | -2',
        'Stockton | 94 (2nd) | +9',
      ],
      null,
    ],
    ['shares near 100 by chance', ['Team | In time', 'North | 30%', 'South | 31%', 'East | 33%'], null],
    ['rounding explains the sum', ['Grade | Share', 'A | 33%', 'B | 33%', 'C | 33%', 'Total | 100%'], null],
    [
      'seven parts may be three off',
      ['Grade | Share', ...Array.from({ length: 7 }, (_, at) => `G${at} | 14%`), 'Total | 100%'],
      null,
    ],
    ['one is withheld', ['Grade | Share', 'A | 20%', 'B | *', 'C | 40%', 'Total | 100%'], null],
    ['there are two parts', ['Grade | Share', 'A | 20%', 'B | 30%', 'Total | 100%'], null],
    ['the total is no hundred', ['Grade | Share', 'A | 20%', 'B | 30%', 'C | 40%', 'Total | 30%'], null],
    [
      'counts beside them give other shares',
      ['Team | Cases | In time (%)', 'North | 10 | 90', 'South | 20 | 80', 'East | 30 | 95'],
      null,
    ],
    [
      'the rows are the wholes',
      [
        'Home | A % | B % | C %',
        'North | 20% | 30% | 50%',
        'South | 60% | 20% | 20%',
        'East | 10% | 10% | 80%',
      ],
      'Distribution of grades',
    ],
    [
      'no shares stand there',
      ['Home | Judgement', 'Ayton Place | Good', 'Rose House | Good', 'Fairview | Good'],
      'Breakdown',
    ],
    ['the table is empty', ['Grade | Share'], 'Breakdown'],
    [
      'more than a hundred stands in a cell',
      ['Grade | Share', 'A | 120%', 'B | 30%', 'C | 40%', 'Total | 100%'],
      null,
    ],
  ])('is not found: %s', (_, lines, caption) => {
    expect(found(lines, caption)).toEqual([])
  })
})
