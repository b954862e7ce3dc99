import { describe, expect, test } from 'vitest'
import type { MeasureFacts, ObservationFacts } from '#workflows/measure/measure-facts.ts'
import { distributionFaults, gradedIn, recalculate } from '#workflows/measure/measure-recalculation.ts'
import { smallCountSentence, smallCounts } from '#workflows/measure/measure-rules.ts'
import { measure, observation } from '../support/measures.ts'

const grade = (name: string, count: number, published: string | null = null) => ({
  grade: name,
  count,
  published,
})

describe('a value that is worked out', () => {
  test.each<[string, Partial<MeasureFacts>, Partial<ObservationFacts>]>([
    ['1 / 3 × 100 = 33.333.', {}, { published: '33.3%', value: 33.3, numerator: 1, denominator: 3 }],
    [
      '0.123457 / 2 = 0.0617.',
      { unit: 'ratio' },
      { published: '0.06', value: 0.06, numerator: 0.1234567, denominator: 2 },
    ],
    ['3 / 2 = 1.500.', { unit: 'ratio' }, { published: '1.5', value: 1.5, numerator: 3, denominator: 2 }],
    [
      '1,391 / 32,180 × 10,000 = 432.256, which is 432.3; 432.2 was published, which looks cut off instead of rounded.',
      { unit: 'rate', per: 10_000 },
      { published: '432.2', value: 432.2, numerator: 1391, denominator: 32_180 },
    ],
    [
      '1 / 3 × 100 = 33.333, which is 33.3; 34.0 was published.',
      {},
      { published: '34.0%', value: 34, numerator: 1, denominator: 3 },
    ],
  ])('says the sum: %s', (because, of, fields) => {
    expect(recalculate(measure(of), observation(fields)).because).toBe(because)
  })

  test('has the decimals of the published text, of the measure, or of the value, and six at most', () => {
    const parts = { numerator: 1, denominator: 3 }
    const of = (fields: Partial<ObservationFacts>, decimals: number | null = null) =>
      recalculate(measure({ decimals }), observation({ ...parts, ...fields }))
    expect(of({ published: '33.33%', value: 33.33 })).toMatchObject({ decimals: 2, value: 33.33 })
    expect(of({ value: 33.3333 }, 3)).toMatchObject({ decimals: 3, value: 33.333 })
    expect(of({ value: 33 })).toMatchObject({ decimals: 0, value: 33, looksTruncated: false })
    expect(of({ value: 33.3333333 })).toMatchObject({ decimals: 7, value: 33.333333 })
  })
})

describe('a distribution', () => {
  test('has as many graded as its grades add up to, and none has no number', () => {
    expect(gradedIn([])).toBeNull()
    expect(gradedIn([grade('A', 0)])).toBe(0)
    expect(gradedIn([grade('A', 3), grade('B', 4)])).toBe(7)
  })

  test.each<[number, string, Partial<ObservationFacts>]>([
    [0, 'no grades', { denominator: 3 }],
    [0, 'no number given', { distribution: [grade('A', 3), grade('B', 4)] }],
    [0, 'the right number given', { distribution: [grade('A', 3), grade('B', 4)], denominator: 7 }],
    [1, 'another number given', { distribution: [grade('A', 3), grade('B', 4)], denominator: 8 }],
    [0, 'the right percentage', { distribution: [grade('A', 3, '75%'), grade('B', 1, '25%')] }],
    [1, 'a wrong percentage', { distribution: [grade('A', 3, '74%'), grade('B', 1, '25%')] }],
    [1, 'of the number given', { distribution: [grade('A', 3, '75%')], denominator: 4 }],
    [0, 'a count in print and no percentage', { distribution: [grade('A', 3, '3'), grade('B', 1, '1')] }],
    [
      0,
      'a percentage at its own decimals',
      { distribution: [grade('A', 1, '33.3%'), grade('B', 2, '66.67%')] },
    ],
    [
      0,
      'two percentages, the first its own',
      { distribution: [grade('A', 3, '75% (25% before)'), grade('B', 1)] },
    ],
    [0, 'six decimals', { distribution: [grade('A', 1, '33.333333%'), grade('B', 2, '66.666667%')] }],
    [
      1,
      'seven decimals, one more than are worked out',
      { distribution: [grade('A', 1, '33.3333333%'), grade('B', 2)] },
    ],
    [0, 'nobody graded', { distribution: [grade('A', 0, '0%')] }],
    [
      0,
      'a percentage at more than six decimals',
      { distribution: [grade('A', 1, '50.0000000%'), grade('B', 1)] },
    ],
  ])('has %i faults: %s', (faults, _, fields) => {
    expect(distributionFaults(observation(fields))).toHaveLength(faults)
  })
})

test.each<[string[], string, Partial<ObservationFacts>, MeasureFacts['unit']]>([
  [['value'], 'the count is 3', { value: 3 }, 'count'],
  [['numerator', 'denominator'], 'the numerator is 2', { value: 3, numerator: 2, denominator: 5 }, 'percent'],
  [['distribution'], 'the number graded A is 1', { distribution: [grade('A', 1), grade('B', 6)] }, 'grade'],
  [[], '', { value: -3, numerator: -1, denominator: 0 }, 'count'],
])('small counts are %j: %s', (fields, say, of, unit) => {
  const small = smallCounts({ unit }, observation(of))
  expect(small.map(({ field }) => field)).toEqual(fields)
  expect(small[0]?.say ?? '').toBe(say)
})

test('small counts are said in one sentence', () => {
  const small = smallCounts({ unit: 'percent' }, observation({ numerator: 2, denominator: 5 }))
  expect(smallCountSentence(small)).toBe(
    'The numerator is 2, the denominator is 5: somebody may be recognised in a count of one to five.',
  )
})
