import { describe, expect, test } from 'vitest'
import { findingsOf, reported, reportFacts, reportMeasure, table } from '../support/report-texts.ts'

const looked = reportMeasure({
  reference: 'P3.O1',
  title: 'Children looked after (LAC)',
  aliases: ['children in our care', 'CLA'],
  figures: [reported('2018-02-28', 454), reported('2018-07-03', 490), reported('2017-06-30', 433)],
})
const lookedRate = reportMeasure({
  reference: 'P3.O2',
  title: 'Children looked after (LAC), rate',
  unit: 'rate',
  per: 10_000,
  figures: [reported('2018-02-28', 141.1), reported('2018-07-03', 152.3)],
})
const inNeedRate = reportMeasure({
  reference: 'P3.O4',
  title: 'Rate of children in need',
  aliases: ['CIN'],
  unit: 'rate',
  per: 10_000,
  figures: [
    reported('2018-02-28', 432.2, {
      published: '432.2',
      numerator: 1391,
      denominator: 32180,
      recalculated: 432.3,
    }),
  ],
})
const plans = reportMeasure({
  reference: 'P2.O1',
  title: 'Children subject to child protection plan',
  aliases: ['child protection plan', 'CP'],
  figures: [reported('2017-03-31', 307), reported('2017-06-30', 276)],
})
const inTime = reportMeasure({
  reference: 'P2.O5',
  title: 'Single assessments completed within timescales',
  aliases: ['single assessments'],
  unit: 'percent',
  figures: [reported('2018-03-31', 91), reported('2018-06-30', 93.6, { periodStartOn: '2018-04-01' })],
})
const spend = reportMeasure({
  reference: 'P5.O1',
  title: 'Overspend on placements',
  unit: 'currency',
  figures: [reported('2018-03-31', 3_400_000), reported('2018-06-30', 2_800_000)],
})
const homes = reportMeasure({
  reference: 'P4.O1',
  title: "Children's homes",
  countOf: 'homes',
  figures: [reported('2018-07-01', 9)],
})
const days = reportMeasure({
  reference: 'P2.O7',
  title: 'Average days to adoption',
  unit: 'days',
  figures: [reported('2018-03-31', 431), reported('2018-06-30', 404)],
})
const measures = [looked, lookedRate, inNeedRate, plans, inTime, spend, homes, days]
const facts = reportFacts({ measures })
const found = (...text: Parameters<typeof findingsOf>[2][]) => findingsOf('figureDiffers', facts, ...text)

describe('a number beside the name of a measure is held against its newest figure', () => {
  test.each([
    // The March line of the seed report, brought back in July.
    [
      'Current Children Looked After (LAC):\t454\t(Rate = 152.3)',
      'The newest figure of P3.O1 (Children looked after (LAC)) at the cut-off is 490, of 3 July 2018; 454 is that of 28 February 2018.',
    ],
    [
      'Current Children Looked After (LAC):\t490\t(Rate = 141.1)',
      'The newest figure of P3.O2 (Children looked after (LAC), rate) at the cut-off is 152.3, of 3 July 2018; 141.1 is that of 28 February 2018.',
    ],
    ['LAC: 490 (141.1 per 10,000)', 'P3.O2'],
    ['There are currently 433 children in our care.', '433 is that of 30 June 2017'],
    ['The number of children looked after is 470.', 'is 490, of 3 July 2018.'],
    ['We have four hundred and fifty-four children looked after.', '454 is that of 28 February 2018'],
    ['P3.O1 stands at 454.', 'P3.O1'],
    [
      'The rate of children in need is 432.2 per 10,000.',
      'P3.O4 (Rate of children in need) was published as 432.2 on 28 February 2018; worked out again it is 432.3 from 1,391 of 32,180.',
    ],
    ['CIN rate: 432.3', 'worked out again it is 432.3 from 1,391 of 32,180.'],
    [
      '94.6% of single assessments were completed within timescales.',
      'is 93.6%, of April 2018 to June 2018.',
    ],
    ['Single assessments completed within timescales: 91 per cent', '91% is that of 31 March 2018'],
    ['Overspend on placements is £3.4 million.', '£3,400,000 is that of 31 March 2018'],
    ['Overspend on placements now stands at £2.9m.', '£2,800,000'],
    ['Children in our care now number between 440 and 450.', '490'],
    ['Children looked after: about 450', '490'],
    [
      'Children looked after fell from 520 to 490.',
      'No earlier figure of P3.O1 (Children looked after (LAC)) is that; the one before the newest is 454, of 28 February 2018.',
    ],
    ['Children looked after rose from 433 to 454.', '454 is that of 28 February 2018'],
    [
      'At the end of June 2017 there were 443 children in our care.',
      'P3.O1 (Children looked after (LAC)) was 433 on 30 June 2017.',
    ],
    ['child protection plans, down from 307 in March 2017 to 286 in June 2017', 'was 276 on 30 June 2017'],
    ['Children’s homes: eight', 'is 9, of 1 July 2018'],
    ['The average days to adoption is 431 days.', '431 is that of 31 March 2018'],
    ['One in two single assessments is completed.', '93.6%'],
    ['More than 500 children looked after', '490'],
    ['Nearly 480 children looked after', '490'],
    ['Just over 500 children looked after', '490'],
    ['At most 480 children looked after', '490'],
    [
      'The number of children looked after has risen by 36 since February to 454.',
      '454 is that of 28 February 2018',
    ],
    [
      'Children looked after stood at 454 in July 2018, and children in need were seen.',
      'P3.O1 (Children looked after (LAC)) was 490 on 3 July 2018.',
    ],
    ['In quarter 1 there were 443 children in our care.', 'is 490, of 3 July 2018.'],
    ['Single assessments: 188 of 200 (94.6%).', '93.6%'],
    ['There are 454 children in our care in the whole town.', '454 is that of 28 February 2018'],
    ['454 CLA, 276 on a child protection plan.', '454 is that of 28 February 2018'],
  ])('%s', (text, fact) => {
    const [finding, ...more] = found(text)
    expect(more).toEqual([])
    expect(finding?.fact).toContain(fact)
    expect(finding).toMatchObject({
      sentence: text.trim(),
      ask: 'Correct the number, or keep it and say why.',
      sensitive: false,
    })
  })

  test.each([
    'Current Children Looked After (LAC):\t490\t(Rate = 152.3)',
    'Current Children Looked After (LAC):\t490 (152.3 per 10,000)',
    'There were 433 children in our care at the end of June 2017.',
    'In June 2017 the number of children subject to a child protection plan was 276 and this number is continuing to decline.',
    'This approach is starting to have an impact on the number of children on child protection plans, down from 307 in March 2017 to 276 in June 2017.',
    'The rate per 10,000 is now being calculated using the mid 2016 population estimate of 32,180.',
    '94% of single assessments are completed within timescales.',
    '93.6 per cent of single assessments are completed within timescales.',
    'About 490 children are looked after: children looked after rose from 454 to 490.',
    'Nearly 500 children looked after',
    'Over 480 children in our care',
    'Overspend on placements is £2.8 million, or £2,800,000.',
    'Overspend on placements was £2.8m.',
    'Children looked after rose by 36, an increase of 8%.',
    'The children looked after service has 5 permanent team managers.',
    'Children looked after: 5 new placements were made.',
    'Five children looked after came to the Feelgoodboro event.',
    'Three of the children looked after moved home.',
    'Since June 2017 the number of children looked after has risen by 57.',
    'Children looked after (see page 12) are visited.',
    'Children looked after aged 5 to 15 are seen.',
    'Children looked after in Year 11 sat exams; 63% passed.',
    'Nine in ten single assessments are in time.',
    'Between 480 and 495 children are looked after; LAC: 480 to 495.',
    "The 'Children's Homes Project' has 3 strands.",
    'Adverts went out for P3.O1 and 12 other measures.',
    'Children looked after will be below 450 by March 2020.',
    'The target for children looked after, 450, is a long way off.',
    'LAC and CIN were 490 and 432.2 respectively.',
    'Telephone the CLA team on 01642 527043.',
    'CLA: 433 a year ago',
    'At the end of February 2018 we had 454 children in our care, and by 3 July 2018 this had risen to 490.',
    'The number of children looked after has risen by 36 since February to 490.',
    'Children looked after: 490 (down from 454 in February).',
    'The rate of single assessments was 91% at the end of quarter 4.',
    'In 2017/18 there were 433 children in our care.',
    'There are 45 children looked after in the north of the town.',
    'Of the 490 children looked after, 120 are placed out of area.',
    '120 of the 490 children looked after are placed out of area.',
    'We will reduce the number of children looked after to 400.',
    'The plan assumed 450 children looked after.',
    'Of 12 children looked after who went missing, 9 returned.',
    '490 CLA, 276 on a child protection plan.',
    'Looked after children numbered 12.',
    'The England rate of children looked after is 60 per 10,000.',
    'Children looked after: 60 per 10,000 in England',
    'LAC: 60 nationally',
    'LAC rate: 60 per 10,000 nationally',
    'The rate of children in need is 432 per 10,000.',
  ])('is not found: %s', (text) => {
    expect(found(text)).toEqual([])
  })

  test('a figure that is the same when it is worked out again is right', () => {
    const figure = reported('2018-07-03', 152.3, { numerator: 490, denominator: 32180, recalculated: 152.3 })
    const same = reportFacts({ measures: [{ ...lookedRate, figures: [figure] }] })
    expect(findingsOf('figureDiffers', same, 'LAC rate: 152.3')).toEqual([])
  })

  test('an inserted figure is the plan’s own, whatever number it prints', () => {
    expect(found('Children looked after: {{P3.O1}}, which is high.')).toEqual([])
  })

  test('the place is that of the number, in its block', () => {
    const text = 'Good news first. There are now 454 children looked after.'
    const [finding] = found('Nothing.', text)
    expect(finding?.at.path).toEqual([1])
    expect(text.slice(finding?.at.from, finding?.at.to)).toBe('454')
    expect(finding?.sentence).toBe('There are now 454 children looked after.')
  })

  test('a row of a table speaks of the measure that it names, by the headings of its columns', () => {
    const lines = [
      'Measure | Target | Last year | February 2018 | Now | England',
      'Children looked after (LAC) | 450 | 433 | 454 | 454 | 60',
      'Average days to adoption | 365 | 431 | – | 404 | 520',
    ]
    const facts_ = found(table(lines)).map(({ fact, at }) => [fact, at.path])
    expect(facts_).toEqual([[expect.stringContaining('454 is that of 28 February 2018'), [0, 1, 4]]])
  })

  test('a table of two columns needs no heading that tells', () => {
    expect(found(table(['Measure | Figure', 'LAC | 454', 'CP | 276']))).toHaveLength(1)
    expect(found(table(['Measure | Target', 'LAC | 454', 'CP | 240']))).toEqual([])
  })

  test('a name that two measures share is right where either is', () => {
    const other = { ...looked, reference: 'P9.O1', figures: [reported('2018-07-01', 501)] }
    const both = reportFacts({ measures: [looked, other] })
    expect(findingsOf('figureDiffers', both, 'LAC: 501')).toEqual([])
    expect(findingsOf('figureDiffers', both, 'LAC: 490')).toEqual([])
    expect(findingsOf('figureDiffers', both, 'LAC: 454')).toHaveLength(1)
  })

  test('figures after the cut-off are not read, and a measure without figures is not held against anything', () => {
    const ahead = { ...looked, figures: [...looked.figures, reported('2018-08-31', 510)] }
    expect(findingsOf('figureDiffers', reportFacts({ measures: [ahead] }), 'LAC: 490')).toEqual([])
    expect(
      findingsOf('figureDiffers', reportFacts({ measures: [{ ...looked, figures: [] }] }), 'LAC: 1'),
    ).toEqual([])
  })
})
