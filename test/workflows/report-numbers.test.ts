import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitsDate } from '#workflows/report/checks/reading/dates.ts'
import { namesOfMeasure } from '#workflows/report/checks/reading/measure-names.ts'
import { mentionsIn, nameIndex } from '#workflows/report/checks/reading/names.ts'
import { numbersOf } from '#workflows/report/checks/reading/quantities.ts'
import { sentencesOf } from '#workflows/report/checks/reading/sentences.ts'
import { tokensOf } from '#workflows/report/checks/reading/tokens.ts'

const read = (text: string) => numbersOf(tokensOf(text))
const short = (text: string) =>
  read(text).quantities.map(({ kind, low, high, hedge }) =>
    [kind, low === high ? low : `${low} to ${high}`, ...(hedge === 'none' ? [] : [hedge])].join(' '),
  )

describe('numbers in prose', () => {
  test.each([
    ['454', ['plain 454']],
    ['1,234 and 1234567', ['plain 1234', 'plain 1234567']],
    ['432.2', ['plain 432.2']],
    ['£2.8 million', ['money 2800000']],
    ['£2.8m, £450k and £1bn', ['money 2800000', 'money 450000', 'money 1000000000']],
    ['a fixed rate of £2,800', ['money 2800']],
    ['94%, 94 % and 94 per cent', ['percent 94', 'percent 94', 'percent 94']],
    ['12.5 per 10,000', ['rate 12.5']],
    ['nine', ['plain 9']],
    ['twenty-one or twenty one', ['plain 21', 'plain 21']],
    ['two hundred and six', ['plain 206']],
    ['one thousand two hundred and eighty-nine', ['plain 1289']],
    ['two million', ['plain 2000000']],
    ['ninety per cent', ['percent 90']],
    ['between 40 and 45', ['plain 40 to 45']],
    ['40-45, 40 – 45 and 40 to 45', ['plain 40 to 45', 'plain 40 to 45', 'plain 40 to 45']],
    ['£2 to £3 million', ['money 2000000 to 3000000']],
    ['from 490 to 454', ['plain 490', 'plain 454']],
    ['from 454 to 490', ['plain 454', 'plain 490']],
    ['1 in 4', ['share 25']],
    ['nine out of ten', ['share 90']],
    ['42 of 56', ['share 75']],
    ['about 450', ['plain 450 about']],
    ['approx. 450', ['plain 450 about']],
    ['just over 450', ['plain 450 justOver']],
    ['nearly 500', ['plain 500 nearly']],
    ['more than 450', ['plain 450 above']],
    ['fewer than 5', ['plain 5 below']],
    ['at least 5', ['plain 5 atLeast']],
    ['fell by 36', ['change 36']],
    ['a reduction of 36', ['change 36']],
    ['9% more, and a 9% increase', ['change 9', 'change 9']],
    ['+9 and −2', ['change 9', 'change 2']],
    ['2 percentage points', ['points 2']],
    ['30 hours, 12 months', ['duration 30', 'duration 12']],
    ['94(2nd)', ['plain 94']],
    ['LAC454', []],
    ['in 2018, 2018/19, 2017-2020 and 2017-18', []],
    ['3rd July 2018, 14 July, 11.09.2024, 01/08/24 and 2018-07-03', []],
    ['the 1st, 2nd and 17th', []],
    ['page 3, Section 47, paragraphs 12 - 17 and paragraph 9', []],
    ['Year 5, Years 5 to 6, Key Stage 2, Tier 4 and Q1', []],
    ['under 5s, 0-19s, 16-year-olds and one-to-one', []],
    ['01642 527043', []],
    ['943 476 5919', []],
    ['10:30, 24/7 and 1.2.3', []],
    ['P3.O1, COVID-19, S47 and 12A', []],
    ['', []],
  ])('%s', (text, numbers) => {
    expect(short(text)).toEqual(numbers)
  })

  test.each([
    ['3rd July 2018', '2018-07-03'],
    ['3 July 2018', '2018-07-03'],
    ['3rd of July, 2018', '2018-07-03'],
    ['July 2018', '2018-07-03'],
    ['Jul 2018', '2018-07-31'],
    ['2018', '2018-07-03'],
    ['03.07.2018', '2018-07-03'],
    ['03/07/18', '2018-07-03'],
    ['2018-07-03', '2018-07-03'],
    ['3 July', '2017-07-03'],
    ['in July', '2017-07-31'],
  ])('%s is a date that fits %s', (text, day) => {
    const [date, ...more] = read(text).dates
    expect(more).toEqual([])
    expect(date && fitsDate(date, day)).toBe(true)
    expect(date && fitsDate(date, '2016-02-29')).toBe(false)
  })

  test.each([
    '2018/19',
    '2017-2020',
    'Quarter 1',
    'Q4 2017/18',
    'quarter four',
    'we may go',
    'they march on',
    '32 July',
    '13.13.2018',
  ])('%s fits no day', (text) => {
    for (const date of read(text).dates) expect(fitsDate(date, '2018-07-03')).toBe(date.year === 2018)
  })

  test('a number is read back as it was written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2200, max: 99_999_999 }),
        fc.integer({ min: 0, max: 99 }),
        (whole, part) => {
          const value = Number(`${whole}.${part}`)
          expect(
            read(`it is ${value.toLocaleString('en-GB')} now`).quantities.map(({ high }) => high),
          ).toEqual([value])
        },
      ),
    )
  })

  test('none overlaps another, and each lies within the text', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '1',
            '454',
            ' ',
            '.',
            ',',
            '-',
            'to',
            'of',
            'per',
            '%',
            '£',
            'June',
            '2018',
            'two',
            'page',
          ),
          { maxLength: 40 },
        ),
        (parts) => {
          const tokens = tokensOf(parts.join(''))
          const { quantities, dates } = numbersOf(tokens)
          for (const { first, last } of [...quantities, ...dates]) {
            expect(first).toBeGreaterThanOrEqual(0)
            expect(last).toBeGreaterThan(first)
            expect(last).toBeLessThanOrEqual(tokens.length)
          }
        },
      ),
    )
  })
})

describe('sentences', () => {
  test.each([
    ['One. Two! Three? Four', ['One.', 'Two!', 'Three?', 'Four']],
    ['It is 432.2 per 10,000. So.', ['It is 432.2 per 10,000.', 'So.']],
    ['Cllr. Carr and J. Smith, i.e. both, came.', ['Cllr. Carr and J. Smith, i.e. both, came.']],
    ['A line\nand another', ['A line', 'and another']],
    ['He said ‘yes.’ Then he left.', ['He said ‘yes.’', 'Then he left.']],
    ['See P3.O1. 490 are.', ['See P3.O1.', '490 are.']],
    ['\n\n', []],
  ])('%j', (text, sentences) => {
    expect(sentencesOf(tokensOf(text)).map(({ from, to }) => text.slice(from, to))).toEqual(sentences)
  })
})

describe('names', () => {
  const find = (text: string, ...names: string[]) =>
    mentionsIn(text, nameIndex(names.map((name) => [name, name] as const))).flatMap(({ of }) => of)

  test.each([
    ['Child protection plans', 'child protection plan'],
    ['subject to a child protection plan', 'Subject to child protection plan'],
    ['P3.O1', 'P3.O1'],
    ['CHILDREN’S HOMES', "Children's homes"],
    ['Zoë Åse', 'Zoe Ase'],
    ['the LAC numbers', 'LAC'],
  ])('%s holds %s', (text, name) => {
    expect(find(text, name)).toEqual([name])
  })

  test.each([
    ['it is lac', 'LAC'],
    ['1.2 million', '1.2'],
    ['ii and a', 'ii'],
    ['a plan', 'a'],
    ['child protection', 'child protection plan'],
    ['P3.O10', 'P3.O1'],
  ])('%s does not hold %s', (text, name) => {
    expect(find(text, name)).toEqual([])
  })

  test('the longest counts, and none within another', () => {
    expect(find('children in need of care', 'children', 'children in need', 'need')).toEqual([
      'children in need',
    ])
  })

  test.each([
    ['Children looked after (LAC), rate', ['Children looked after', 'LAC']],
    ['Rate of children in need', ['children in need']],
    ['% of care leavers in suitable accommodation', ['care leavers in suitable accommodation']],
    ['Number of children', ['Number of children']],
    ['Children in need per 10,000', ['Children in need']],
  ])('%s is also called %j', (title, names) => {
    expect(namesOfMeasure({ reference: 'P1.O1', title, aliases: [] })).toEqual(expect.arrayContaining(names))
    expect(namesOfMeasure({ reference: 'P1.O1', title, aliases: [] })).not.toContain('children')
  })
})
