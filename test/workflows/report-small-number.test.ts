import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isNhsNumber } from '#workflows/report/checks/children/numbers-of-persons.ts'
import { findingsOf, reported, reportFacts, reportMeasure, table } from '../support/report-texts.ts'

const facts = reportFacts({
  served: ['children', 'young people', 'unpaid carers'],
  people: [{ name: 'Grace Holt', leftOn: null }],
  actions: [],
  posts: [{ post: 'Voice of the Child practitioner', holder: 'Grace Holt', since: null, before: [] }],
  measures: [
    reportMeasure({
      reference: 'P2.O9',
      title: 'Children missing from care',
      figures: [reported('2018-07-01', 3)],
    }),
    reportMeasure({
      reference: 'P2.O10',
      title: 'Children in residence',
      figures: [reported('2018-07-01', 30)],
    }),
    reportMeasure({
      reference: 'P2.O11',
      title: 'Homes',
      countOf: 'homes',
      figures: [reported('2018-07-01', 4)],
    }),
  ],
})
const found = (...text: Parameters<typeof findingsOf>[2][]) => findingsOf('smallNumber', facts, ...text)
const told = (text: string) => found(text).map(({ at }) => text.slice(at.from, at.to))

describe('a count of one to five people', () => {
  test.each([
    ['Three children moved home.', 'Three children'],
    ['There are 4 young people in the unit.', '4 young people'],
    ['2 looked after children went missing.', '2 looked after children'],
    ['One child was hurt.', 'One child'],
    ['One of the children was moved.', 'One of the children'],
    ['Two of the 30 children came back.', 'Two of the 30 children'],
    ['Five residents complained.', 'Five residents'],
    ['There were 5 boys.', '5 boys'],
    ['One girl and her family', 'One girl'],
    ['We heard from three unpaid carers.', 'three unpaid carers'],
    ['About 3 people came.', 'About 3 people'],
    ['2 Stockton children are placed far away.', '2 Stockton children'],
    ['four vulnerable young people', 'four vulnerable young people'],
    ['At least two babies', 'At least two babies'],
    ['1 unaccompanied child arrived.', '1 unaccompanied child'],
  ])('%s', (text, words) => {
    expect(told(text)).toEqual([words])
    expect(found(text)[0]).toMatchObject({ sensitive: true, fact: expect.stringContaining('one to five') })
    expect(found(text)[0]?.fact).not.toMatch(/\b(?:three|4|2|two|five)\s(?:children|boys)/i)
  })

  test.each([
    'This is one of the priorities.',
    'Two actions are late.',
    'Year 5 children sat the test.',
    'Under 5s and their parents came.',
    'See page 3 for children.',
    'Support is one-to-one for children.',
    'Section 47 enquiries on children rose.',
    'One in four children is seen.',
    '2 out of 5 is the share of children.',
    'Fewer than five children were moved.',
    'Up to 5 children may stay.',
    'More than 3 children came.',
    'Six children moved home, and 0 children were hurt.',
    '12 children came, and 1,234 people saw it.',
    "Two children's homes were inspected.",
    'with the aim of all four homes achieving an ‘outstanding’ Ofsted rating',
    'One child protection plan was closed.',
    'Two child protection conferences were late.',
    'Three social workers work with children.',
    'Children aged 5 to 15 came, and so did 16-year-olds.',
    'Key Stage 2 children and Tier 4 residents',
    'The team are in the process of recruiting three workers to work within a whole family model.',
    'Two years on, children are safer.',
    'Four of our newly qualified social workers have completed their first year in January.',
    'It covers the 2 Children and Families centres.',
    'Our two People Directorate meetings',
    'A panel of five people heard it.',
    'Focus on 5 key areas for young people.',
    'On 5 July children came.',
    'For 3 days children slept here; 3% of children did.',
    'The number of children rose by 3.',
    'Case file audits: 1 outstanding, 5 good.',
  ])('is not found: %s', (text) => {
    expect(told(text)).toEqual([])
  })

  test('in a cell, where the table speaks of people', () => {
    const lines = [
      'Academic age | Tees Valley | Stockton',
      'NEET total | 1113 | 380',
      'Not known total | 1431 | 3',
      'Not known % | 7.97% | 5',
    ]
    expect(found(table(lines, 'Young people by what they do')).map(({ at }) => at.path)).toEqual([[0, 2, 2]])
    expect(found(table(lines, 'Schools'))).toEqual([])
    expect(
      found(table(['Judgement | Number of children', 'Good | 4 (40%)', 'Poor | 6 (60%)'])).map(
        ({ at }) => at.path,
      ),
    ).toEqual([[0, 1, 1]])
    expect(
      found(
        table(
          ['Judgement | Number | Percentage', 'Outstanding | 1 | 2%', 'Good | 29 | 63%'],
          'Case file audits',
        ),
      ),
    ).toEqual([])
    expect(found(table(['Children | Age | Rank', 'All | 5 | 2']))).toEqual([])
  })

  test('as a figure that is inserted, where it counts people', () => {
    const text = '{{P2.O9}} went missing; {{P2.O10}} live in {{P2.O11}} homes.'
    expect(told(text)).toEqual(['{{P2.O9}}'])
  })
})

describe('a word that reads like a name beside a child', () => {
  test.each([
    ['We spoke with a boy called Sam.', 'boy called Sam'],
    ['The girl, Aisha, was moved.', 'girl, Aisha'],
    ['The child Jamie was moved.', 'child Jamie'],
    ['Jamie, a boy of nine, was moved.', 'Jamie, a boy'],
    ['Jamie is a child in care.', 'Jamie is a child'],
    ['In May, Jamie (aged 9) came home.', 'Jamie'],
    ['a child known as O’Neill', 'child known as O’Neill'],
    ['the baby (Zoë) is well', 'baby (Zoë'],
    ['a resident named Arthur', 'resident named Arthur'],
    ['one pupil, Ben, said so', 'pupil, Ben'],
  ])('%s', (text, words) => {
    expect(told(text)).toContain(words)
    expect(found(text)[0]?.fact).not.toContain(words)
  })

  test.each([
    'The Voice of the Child practitioner has led on the Feelgoodboro event.',
    'Child Protection (CP): 222',
    'Every child in Middlesbrough matters.',
    'Every child, Ofsted said, was seen.',
    'Child A was moved.',
    'Safe Families for Children, a charity',
    'A child protection plan for each child. Ofsted agreed.',
    'each child by September',
    'a girl on Tuesday',
    'The practitioner for every child, Grace, came.',
    'the Child and Adolescent Mental Health service',
    'A child Act of Parliament',
    'Children aged 9 came.',
    'A person Centred plan; a young person Council.',
    'Care leavers, aged 18, came.',
    'Ofsted is a resident inspector.',
  ])('is not found: %s', (text) => {
    expect(told(text)).toEqual([])
  })
})

describe('a number that tells who somebody is', () => {
  // 943 476 5919 is the example of the NHS Data Dictionary's own documents; the others are worked out by hand.
  test.each([
    ['NHS number 943 476 5919', '943 476 5919'],
    ['(9434765919)', '9434765919'],
    ['943-476-5919 was seen', '943-476-5919'],
    ['CHI 0101201230', '0101201230'],
    ['Case number 123456 is closed.', 'Case number 123456'],
    ['See case ref: MB/2018/0044.', 'case ref: MB/2018/0044'],
    ['Mosaic ID 98765 was closed.', 'Mosaic ID 98765'],
    ['UPN A123456789012', 'UPN A123456789012'],
    ['The pupil A123456789012 moved.', 'A123456789012'],
    ['NI number AB123456C', 'AB123456C'],
    ['AB 12 34 56 C', 'AB 12 34 56 C'],
    ['In MB18C00123 the court ordered it.', 'MB18C00123'],
  ])('%s', (text, words) => {
    expect(told(text)).toEqual([words])
    for (const finding of found(text)) expect(finding).toMatchObject({ sensitive: true })
  })

  test.each([
    'NHS number 943 476 5918',
    'Telephone 01642 527043',
    'Call 0164 252 7043',
    '1234567890 pounds',
    '943 476 59190',
    'case file audits: 46',
    'Account 0101201230',
    'case load numbers for children',
    'P1.S2 and P3.O1',
    'The case for 2018 is strong.',
    'Population 32,180 of 1,234,567,890',
    'the 0-19 model and the 30 hours',
    'file number 12',
  ])('is not found: %s', (text) => {
    expect(told(text)).toEqual([])
  })

  test('the check digit is that of modulus 11', () => {
    expect(
      ['9434765919', '4010232137', '9434765918', '943476591', '94347659199', '943476591a'].map(isNhsNumber),
    ).toEqual([true, true, false, false, false, false])
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{9}$/), (nine) => {
        // Of ten last digits at most one proves a number, and a number of which two neighbours are swapped is none.
        const valid = Array.from({ length: 10 }, (_, digit) => `${nine}${digit}`).filter(isNhsNumber)
        expect(valid.length).toBeLessThanOrEqual(1)
        for (const number of valid)
          for (let at = 0; at < 8; at += 1) {
            const [a, b] = [number[at] ?? '', number[at + 1] ?? '']
            if (a !== b)
              expect(isNhsNumber(`${number.slice(0, at)}${b}${a}${number.slice(at + 2)}`)).toBe(false)
          }
      }),
    )
  })
})
