import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimalsIn, difference, quotient } from '#workflows/measure/measure-arithmetic.ts'
import type { MeasureFacts, Polarity } from '#workflows/measure/measure-facts.ts'
import { againstTarget, measureProgress } from '#workflows/measure/measure-progress.ts'
import { distributionFaults, recalculate } from '#workflows/measure/measure-recalculation.ts'
import {
  baselinePoint,
  compare,
  directionOf,
  pointOf,
  smallCounts,
  warningsOf,
} from '#workflows/measure/measure-rules.ts'
import { numbersIn, plainValue, publishedDecimals } from '#workflows/measure/published-text.ts'
import { measure, observation } from '../support/measures.ts'

const rate = measure({ unit: 'rate', per: 10_000 })
const decimals = fc.integer({ min: 0, max: 6 })
const count = fc.integer({ min: 0, max: 1_000_000 })
const some = fc.integer({ min: 1, max: 1_000_000 })

describe('a quotient', () => {
  test.each([
    [1391, 32_180, 10_000, 1, 432.3, 432.2, '432.256'],
    [1, 8, 1, 2, 0.13, 0.12, '0.1250'],
    [-1, 8, 1, 2, -0.13, -0.12, '-0.1250'],
    [201, 200, 1, 2, 1.01, 1, '1.0050'],
    [15.5, 62, 100, 0, 25, 25, '25.00'],
    [0, 7, 100, 1, 0, 0, '0.000'],
    [5, 1000, 100, 0, 1, 0, '0.50'],
    [1, -8, 1, 2, -0.13, -0.12, '-0.1250'],
    [-1, -8, 1, 2, 0.13, 0.12, '0.1250'],
    [1, 3, 1, 2, 0.33, 0.33, '0.3333'],
    [2, 3, 1, 2, 0.67, 0.66, '0.6667'],
    [3, 2.5, 1, 2, 1.2, 1.2, '1.2000'],
    [7.5, 2.25, 1.5, 1, 5, 5, '5.000'],
    [1e-7, 1, 1, 6, 0, 0, '0.00000010'],
    [1.5e-7, 1e-7, 1, 1, 1.5, 1.5, '1.500'],
    [0.05, 1, 1, 1, 0.1, 0, '0.050'],
    [12, 5, 1, 0, 2, 2, '2.40'],
  ])('%d / %d × %d at %d decimals is %d', (top, bottom, by, places, rounded, truncated, unrounded) => {
    expect(quotient(top, bottom, by, places)).toEqual({ rounded, truncated, unrounded })
  })

  test('is never further from the truth than half of its last decimal', () => {
    fc.assert(
      fc.property(count, some, decimals, (top, bottom, places) => {
        const { rounded } = quotient(top, bottom, 100, places)
        const lift = 10 ** places
        const [digits, n] = [BigInt(Math.round(rounded * lift)), BigInt(bottom)]
        const error = digits * n - BigInt(top) * 100n * BigInt(lift)
        expect(2n * (error < 0n ? -error : error) <= n).toBe(true)
      }),
    )
  })

  test.each([
    [3, 0],
    [2.5, 1],
    [-0.25, 2],
    [1e-7, 12],
    [1e-12, 12],
  ])('%d has its %i decimals', (value, places) => {
    expect(decimalsIn(value)).toBe(places)
  })

  test('is right for numbers that are written with an exponent', () => {
    expect(quotient(3e-12, 2e-12, 1, 1).rounded).toBe(1.5)
  })

  test('by nought is refused', () => {
    expect(() => quotient(1, 0, 100, 1)).toThrow(new RangeError('nothing can be divided by nought'))
  })

  test('differences carry no dust of binary fractions', () => {
    expect(difference(141.1, 142.9)).toBe(1.8)
    expect([difference(3, 5), difference(5, 3), difference(1.25, 3), difference(3, 1.25)]).toEqual([
      2, -2, 1.75, -1.75,
    ])
    fc.assert(
      fc.property(fc.integer({ min: -1e8, max: 1e8 }), fc.integer({ min: -1e8, max: 1e8 }), (a, b) => {
        expect(difference(a / 10, b / 10)).toBe(Number((BigInt(b) - BigInt(a)).toString()) / 10)
      }),
    )
  })
})

describe('published text', () => {
  test.each([
    ['1,391 children', [[1391, 0, false]]],
    ['6.20%', [[6.2, 2, true]]],
    [
      '10 (32%)',
      [
        [10, 0, false],
        [32, 0, true],
      ],
    ],
    [
      '94(2nd)',
      [
        [94, 0, false],
        [2, 0, false],
      ],
    ],
    ['+9', [[9, 0, false]]],
    ['−2 points', [[-2, 0, false]]],
    ['-2 points', [[-2, 0, false]]],
    ['–2.50', [[-2.5, 2, false]]],
    ['1,234,567.8', [[1_234_567.8, 1, false]]],
    ['12 %', [[12, 0, true]]],
    [
      '2016-17',
      [
        [2016, 0, false],
        [17, 0, false],
      ],
    ],
    ['some improvement', []],
  ] as [string, [number, number, boolean][]][])('%s holds its numbers', (text, numbers) => {
    expect(numbersIn(text).map(({ value, decimals: places, percent }) => [value, places, percent])).toEqual(
      numbers,
    )
  })

  test.each([
    ['69.0', 69, null, 1],
    ['6.20%', 6.2, null, 2],
    ['around 1600', 1600, null, 0],
    [null, 12.5, null, 1],
    [null, 12.5, 2, 2],
    ['in words', 12.5, 2, 2],
  ] as const)('%s is published at its own decimals', (text, value, ofMeasure, wanted) => {
    expect(publishedDecimals(text, value, ofMeasure)).toBe(wanted)
  })

  test.each([
    ['61.5', 'count', 61.5],
    ['58%', 'percent', 58],
    ['58%', 'count', null],
    [' 58 % ', 'percent', 58],
    ['58', 'percent', 58],
    ['-3', 'count', -3],
    ['about 58%', 'percent', null],
    ['58 percent', 'percent', null],
    [null, 'count', null],
    ['320 a year', 'count', null],
    ['141.1 per 10,000', 'rate', null],
    ['', 'count', null],
  ] as const)('%s (%s) is a number only where nothing has to be interpreted', (text, unit, wanted) => {
    expect(plainValue(text, unit)).toBe(wanted)
  })
})

describe('a value beside what its parts give', () => {
  test('a published rate that was cut off is found, and left as published', () => {
    const published = observation({ published: '432.2', value: 432.2, numerator: 1391, denominator: 32_180 })
    expect(recalculate(rate, published)).toMatchObject({
      outcome: 'differs',
      value: 432.3,
      looksTruncated: true,
    })
    expect(published.value).toBe(432.2)
    expect(warningsOf(rate, published).map(({ code }) => code)).toEqual(['differs'])
  })

  test.each([
    ['69.0', 69, 222, 32_180, rate, 'agrees'],
    ['69', 69, 222, 32_180, rate, 'agrees'],
    ['70.0', 70, 222, 32_180, rate, 'differs'],
    ['6.20%', 6.2, 1113, 17_954, measure(), 'agrees'],
    ['6.20%', 6.2, 1113, 17_972, measure(), 'differs'],
    ['2.2', 2.2, 985, 456, measure({ unit: 'ratio' }), 'agrees'],
  ] as const)('%s (%d) of %d / %d', (published, value, numerator, denominator, of, outcome) => {
    expect(recalculate(of, observation({ published, value, numerator, denominator })).outcome).toBe(outcome)
  })

  test.each([
    ['denominatorMissing', measure(), { value: 93, numerator: null, denominator: null }],
    ['denominatorMissing', measure(), { value: 93, numerator: 13, denominator: null }],
    ['numeratorMissing', measure(), { value: 93, denominator: 14 }],
    ['denominatorZero', measure(), { value: 0, numerator: 0, denominator: 0 }],
    ['rateBaseMissing', measure({ unit: 'rate' }), { value: 9, numerator: 9, denominator: 14 }],
    ['notDerived', measure({ unit: 'count' }), { value: 380, denominator: 6374 }],
    ['valueMissing', measure(), { numerator: 3, denominator: 14 }],
    ['claim', measure(), { kind: 'claim' }],
  ] as const)('is not worked out where it cannot be: %s', (code, of, fields) => {
    const said = recalculate(of, observation(fields))
    expect(said).toMatchObject({ outcome: 'notRecalculated', code })
    expect(said.because).not.toBe('')
  })

  test('agrees whenever it was rounded from its parts, and at no other value of that many decimals', () => {
    fc.assert(
      fc.property(
        count,
        some,
        decimals,
        fc.integer({ min: -3, max: 3 }),
        (numerator, denominator, places, off) => {
          const right = quotient(numerator, denominator, 100, places).rounded
          const value = Number((right + off / 10 ** places).toFixed(places))
          const said = recalculate(
            measure(),
            observation({ published: value.toFixed(places), value, numerator, denominator }),
          )
          expect(said.outcome).toBe(value === right ? 'agrees' : 'differs')
        },
      ),
    )
  })

  test('the words that are published have to hold the value that is recorded', () => {
    const mistyped = observation({ published: '96 (=3rd)', value: 69 })
    expect(warningsOf(measure({ unit: 'count' }), mistyped).map(({ code }) => code)).toEqual([
      'notAsPublished',
    ])
  })

  test('grades have to add up, and printed percentages to follow from them', () => {
    const distribution = [
      { grade: 'Good', count: 12, published: '12 (39%)' },
      { grade: 'Inadequate', count: 19, published: '19 (62%)' },
    ]
    expect(distributionFaults(observation({ distribution, denominator: 31 }))).toEqual([
      'Inadequate: 19 of 31 is 61%; “19 (62%)” was published.',
    ])
    expect(distributionFaults(observation({ distribution, denominator: 30 }))[0]).toContain('add up to 31')
  })
})

describe('small counts', () => {
  test.each([
    [0, false],
    [1, true],
    [2.5, true],
    [5, true],
    [6, false],
  ])('%d is one of them: %s', (value, small) => {
    expect(smallCounts({ unit: 'count' }, observation({ value })).length > 0).toBe(small)
    expect(smallCounts({ unit: 'percent' }, observation({ value: 60, numerator: value })).length > 0).toBe(
      small,
    )
    expect(smallCounts({ unit: 'percent' }, observation({ value: 60, denominator: value })).length > 0).toBe(
      small,
    )
  })

  test('a percentage, a rate or days are no counts, and grades are', () => {
    expect(smallCounts({ unit: 'percent' }, observation({ value: 3 }))).toEqual([])
    expect(smallCounts({ unit: 'rate' }, observation({ value: 3 }))).toEqual([])
    expect(smallCounts({ unit: 'days' }, observation({ value: 3 }))).toEqual([])
    const distribution = [
      { grade: 'Good', count: 30, published: null },
      { grade: 'Inadequate', count: 1, published: null },
    ]
    expect(smallCounts({ unit: 'grade' }, observation({ distribution })).map(({ field }) => field)).toEqual([
      'distribution',
    ])
  })
})

describe('direction of travel', () => {
  test.each([
    ['higherIsBetter', 58, 61, null, 'better'],
    ['higherIsBetter', 61, 58, null, 'worse'],
    ['lowerIsBetter', 24, 20, null, 'better'],
    ['lowerIsBetter', 20, 24, null, 'worse'],
    ['nearTarget', 19, 17, 15, 'better'],
    ['nearTarget', 14, 12, 15, 'worse'],
    ['nearTarget', 14, 16, 15, 'same'],
    ['nearTarget', 19, 17, null, 'unknown'],
    ['contextOnly', 37, 49, null, 'unknown'],
    ['contextOnly', 37, 37, null, 'same'],
    ['higherIsBetter', 46, 46, null, 'same'],
  ] as const)('%s, from %d to %d with target %s: %s', (polarity, from, to, targetValue, wanted) => {
    expect(directionOf({ polarity, targetValue }, from, to)).toBe(wanted)
  })

  const value = fc.integer({ min: -1000, max: 1000 })
  const opposite = { better: 'worse', worse: 'better', same: 'same', unknown: 'unknown' } as const

  test('going back is the opposite of going, whichever way is better', () => {
    const polarity = fc.constantFrom<Polarity>('higherIsBetter', 'lowerIsBetter', 'nearTarget', 'contextOnly')
    fc.assert(
      fc.property(polarity, value, value, fc.option(value), (way, from, to, targetValue) => {
        const of = { polarity: way, targetValue }
        expect(directionOf(of, to, from)).toBe(opposite[directionOf(of, from, to)])
      }),
    )
  })

  test('lower is better is higher is better the other way round', () => {
    fc.assert(
      fc.property(value, value, (from, to) => {
        const up = directionOf({ polarity: 'higherIsBetter', targetValue: null }, from, to)
        expect(directionOf({ polarity: 'lowerIsBetter', targetValue: null }, from, to)).toBe(opposite[up])
      }),
    )
  })

  test('shares of different numbers are compared with both numbers shown', () => {
    const graded = measure({ unit: 'percent' })
    const from = pointOf(
      graded,
      observation({ published: '32%', value: 32, denominator: 31, asAtOn: '2026-04-30' }),
    )
    const to = pointOf(
      graded,
      observation({ published: '63%', value: 63, denominator: 46, asAtOn: '2026-08-31' }),
    )
    expect(compare(graded, from, to, '')).toEqual({
      direction: 'better',
      difference: 31,
      from,
      to,
      sampleSizesDiffer: true,
      because:
        '32% (of 31) on 30 April 2026, then 63% (of 46) on 31 August 2026: 31 points higher, which is better, because higher is better. They are shares of different numbers.',
    })
  })

  test('a share without its number says so', () => {
    const to = pointOf(measure(), observation({ published: '98%', value: 98 }))
    expect(compare(measure(), to, to, '').because).toContain('98% (of how many is not given)')
  })

  test.each([
    ['Mostly satisfied', 'Satisfied throughout', 'better'],
    ['Mostly satisfied', 'mixed', 'worse'],
    ['Mixed', 'Mixed', 'same'],
    ['Mixed', 'Delighted', 'unknown'],
  ])('judgements move on their scale: from %s to %s is %s', (from, to, wanted) => {
    const judged = measure({
      unit: 'judgement',
      scale: ['Satisfied throughout', 'Mostly satisfied', 'Mixed'],
    })
    const point = (published: string) => pointOf(judged, observation({ published }))
    expect(compare(judged, point(from), point(to), '').direction).toBe(wanted)
  })
})

describe('against the target', () => {
  const at = (value: number | null, of: MeasureFacts) =>
    againstTarget(of, pointOf(of, observation({ value })))

  test.each([
    ['higherIsBetter', 95, 95, 'met'],
    ['higherIsBetter', 94.9, 95, 'notMet'],
    ['lowerIsBetter', 18, 18, 'met'],
    ['lowerIsBetter', 18.1, 18, 'notMet'],
    ['nearTarget', 16, 15, 'met'],
    ['nearTarget', 14, 15, 'met'],
    ['nearTarget', 16.5, 15, 'notMet'],
    ['contextOnly', 16.5, 15, 'noTarget'],
  ] as const)('%s: %d against %d is %s', (polarity, value, targetValue, wanted) => {
    expect(at(value, measure({ polarity, targetValue, targetTolerance: 1 })).outcome).toBe(wanted)
  })

  test('nothing is met or missed without a target, and words are left to people', () => {
    expect(at(50, measure())).toEqual({ outcome: 'noTarget', because: 'No target has been set.' })
    expect(at(50, measure({ target: 'as low as possible' })).outcome).toBe('unknown')
    expect(at(null, measure({ target: '95%', targetValue: 95 })).outcome).toBe('unknown')
  })
})

describe('where a measure stands', () => {
  const share = measure({
    baseline: '46%',
    baselineValue: 46,
    target: '65%',
    targetValue: 65,
    targetOn: '2027-03-31',
  })
  const good = (value: number) =>
    observation({
      value,
      published: `${value}%`,
      numerator: 10,
      denominator: 22,
      denominatorSource: 'Register',
    })

  test.each([
    [46, true, 0],
    [44, true, -0.11],
    [55.5, false, 0.5],
    [65, false, 1],
  ])('at %d%% it is unmoved since the baseline: %s', (value, unmoved, progress) => {
    expect(measureProgress(share, good(value), null)).toMatchObject({ unmoved, progress, gaps: [] })
  })

  test('what is missing is said and not made up', () => {
    const { sinceBaseline, target, progress, unmoved, gaps } = measureProgress(
      measure(),
      observation({ value: 93, published: '93%' }),
      null,
    )
    expect(sinceBaseline).toMatchObject({ direction: 'unknown', because: 'No baseline has been set.' })
    expect([target.outcome, progress, unmoved]).toEqual(['noTarget', null, null])
    expect(gaps.map(({ field }) => field)).toEqual(['baseline', 'target', 'denominator'])
  })

  test('a measure without a figure says that first', () => {
    expect(measureProgress(measure(), null, null)).toMatchObject({
      sincePrevious: null,
      unmoved: null,
      gaps: [{ field: 'observations' }, { field: 'baseline' }, { field: 'target' }],
    })
  })

  test('a baseline in words is shown but not compared', () => {
    const words = measure({ baseline: 'about a third' })
    expect(baselinePoint(words)).toMatchObject({ shown: 'about a third', value: null })
    expect(measureProgress(words, good(40), null).sinceBaseline?.direction).toBe('unknown')
  })
})
