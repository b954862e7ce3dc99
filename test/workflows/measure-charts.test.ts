import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#workflows/calendar/calendar.ts'
import { changeWords, inUnit } from '#workflows/measure/change-words.ts'
import { compareFigures, compareWithStart } from '#workflows/measure/grades.ts'
import { lineToTarget, targetLine } from '#workflows/measure/line-to-target.ts'
import { type MeasureFacts, polarities, type Unit } from '#workflows/measure/measure-facts.ts'
import { perWords, shownOf } from '#workflows/measure/measure-rules.ts'
import { ordinal, runOf, runWords } from '#workflows/measure/run-of.ts'
import { sampleSizeDoubt } from '#workflows/measure/sample-sizes.ts'
import { sizeWords, yearOnYear } from '#workflows/measure/year-on-year.ts'
import { measure, observation } from '../support/measures.ts'

describe('by how much a figure changed', () => {
  test.each<[string, Unit, number, Partial<MeasureFacts>]>([
    ['31 fewer', 'count', -31, {}],
    ['1,200 more', 'count', 1200, {}],
    ['1 point higher', 'percent', 1, {}],
    ['2.5 points lower', 'percent', -2.5, {}],
    ['6 points lower', 'percentagePoints', -6, {}],
    ['1.8 lower', 'rate', -1.8, {}],
    ['0.1 higher', 'ratio', 0.1, {}],
    ['1 day more', 'days', 1, {}],
    ['4 days fewer', 'days', -4, {}],
    ['£200 less', 'currency', -200, {}],
    ['£200 more', 'currency', 200, {}],
    ['1 step up', 'judgement', 1, { scale: ['Good', 'Poor'] }],
    ['2 steps down', 'judgement', -2, { scale: ['Good', 'Fair', 'Poor'] }],
    ['2 lower', 'judgement', -2, {}],
    ['2 higher', 'words', 2, {}],
    ['the same', 'percent', 0, {}],
  ])('is said as people say it: %s (%s)', (words, unit, by, of) => {
    expect(changeWords(measure({ unit, ...of }), by)).toBe(words)
  })

  test.each<[string, Unit, number]>([
    ['94%', 'percent', 94],
    ['£2,800', 'currency', 2800],
    ['−£2.5', 'currency', -2.5],
    ['£0.5', 'currency', 0.5],
    ['£0', 'currency', 0],
    ['12.5', 'rate', 12.5],
    ['0.333333', 'rate', 1 / 3],
  ])('stands beside figures with the sign of their unit: %s', (words, unit, value) => {
    expect(inUnit(unit, value)).toBe(words)
  })

  test.each<[string, Partial<MeasureFacts>]>([
    ['31 fewer, which is better, because lower is better.', { polarity: 'lowerIsBetter' }],
    ['31 fewer, which is worse, because higher is better.', { polarity: 'higherIsBetter' }],
    [
      '31 fewer, which is neither better nor worse, because it is kept for context only.',
      { polarity: 'contextOnly' },
    ],
    [
      '31 fewer. Whether that is better cannot be said, because there is no target to be near to.',
      { polarity: 'nearTarget' },
    ],
    [
      '31 fewer, which is better, because nearer to 250 is better.',
      { polarity: 'nearTarget', targetValue: 250 },
    ],
    ['31 fewer, and as near to the target.', { polarity: 'nearTarget', targetValue: 291.5 }],
  ])('between two counts of two days is said, better or worse by polarity: %s', (said, of) => {
    const counted = measure({ unit: 'count', ...of })
    const from = observation({ value: 307, asAtOn: '2023-04-30' })
    const to = observation({ value: 276, asAtOn: '2024-04-30' })
    const compared = compareWithStart(counted, from, to)
    expect(compared.because).toBe(`307 on 30 April 2023, then 276 on 30 April 2024: ${said}`)
    expect(compared.difference).toBe(-31)
  })
})

test('a figure that is the same as before is told to be that, and nothing more', () => {
  const at = (asAtOn: string) => observation({ value: 307, asAtOn })
  const counted = measure({ unit: 'count', polarity: 'nearTarget', targetValue: 300 })
  expect(compareWithStart(counted, at('2023-04-30'), at('2024-04-30')).because).toBe(
    '307 on 30 April 2023, then 307 on 30 April 2024: the same.',
  )
})

test.each([
  [' (of 53)', 'percent', 53, '60%'],
  [' (of 53)', 'grade', 53, ''],
  ['', 'percent', null, '60%'],
  ['', 'percent', 53, '60% (32 of 53)'],
  ['', 'percent', 1253, '32 of 1,253'],
  [' (of 53)', 'percent', 53, '60% of 53 children'],
  ['', 'count', 53, '60'],
  ['', 'rate', 53, '60'],
] as const)('a share is told with the number that it is of, unless its text tells it: “%s”', (...row) => {
  const [words, unit, n, shown] = row
  expect(sizeWords({ unit }, n, shown)).toBe(words)
})

describe('where two figures cannot be compared, the missing fact is named', () => {
  test.each<[string, Partial<MeasureFacts>, Parameters<typeof observation>[0]]>([
    [
      '“Most of them” of 31 August 2026 is told in words only: the number behind it is missing.',
      {},
      { published: 'Most of them' },
    ],
    [
      'The scale of the judgements, best first, is missing: without it nobody can say which is better.',
      { unit: 'judgement' },
      { published: 'Good' },
    ],
    [
      "“Dire” of 31 August 2026 is no step of the measure's scale: Good, Poor.",
      { unit: 'judgement', scale: ['Good', 'Poor'] },
      { published: 'Dire' },
    ],
  ])('%s', (because, of, later) => {
    const from = observation({ value: 3, published: '3', asAtOn: '2026-04-30' })
    const to = observation({ asAtOn: '2026-08-31', ...later })
    expect(compareFigures(measure(of), from, to, '')).toMatchObject({ direction: 'unknown', because })
  })

  test('of the earlier one too', () => {
    const from = observation({ published: 'Most of them', asAtOn: '2026-04-30' })
    const because = '“Most of them” of 30 April 2026 is told in words only: the number behind it is missing.'
    expect(compareFigures(measure(), from, observation({ value: 3 }), '')).toMatchObject({ because })
  })

  test('as is an earlier figure', () => {
    const only = observation({ value: 3 })
    expect(compareWithStart(measure(), only, only).because).toBe('There is no earlier figure.')
  })
})

describe('two distributions', () => {
  const scale = ['Good', 'Fair', 'Poor']
  const graded = measure({ unit: 'grade', scale })
  const figure = (counts: readonly number[], asAtOn = '2026-08-31') =>
    observation({
      asAtOn,
      distribution: counts.map((count, at) => ({ grade: scale[at] ?? 'Odd', count, published: null })),
    })

  test.each([
    ['better', [9, 7, 4], [12, 6, 2]],
    ['better', [9, 7, 4], [9, 8, 3]],
    ['worse', [9, 7, 4], [8, 7, 5]],
    ['same', [9, 7, 4], [18, 14, 8]],
    ['unknown', [9, 7, 4], [10, 4, 6]],
    ['better', [0, 1, 0], [1, 0, 0]],
    ['worse', [1, 0, 0], [0, 0, 1]],
    ['unknown', [9, 7, 4], [0, 0, 0]],
    ['unknown', [0, 0, 0], [9, 7, 4]],
    ['unknown', [9, 7, 4], [9, 7, 4, 1]],
  ])('are %s where no share at a grade or above shrinks: %j, then %j', (direction, from, to) => {
    expect(compareFigures(graded, figure(from), figure(to), '').direction).toBe(direction)
  })

  test('are told with the number of each, and with the scale where it is missing', () => {
    const compared = compareFigures(graded, figure([9, 7, 3], '2026-04-30'), figure([17, 15, 5]), '')
    expect(compared).toMatchObject({
      sampleSizesDiffer: true,
      because:
        '9 of 19 Good, 7 Fair, 3 Poor on 30 April 2026, then 17 of 37 Good, 15 Fair, 5 Poor on 31 August 2026: neither better nor worse, because the best and the worst grades moved together. They are shares of different numbers.',
    })
    expect(compareFigures(measure({ unit: 'grade' }), figure([9, 7]), figure([9, 8]), '').because).toContain(
      'The scale of the grades, best first, is not given',
    )
  })

  test('say nothing beside a figure that is no distribution, on either side of it', () => {
    const number = observation({ published: '46%', value: 46, asAtOn: '2026-04-30' })
    const told = (from: typeof number, to: typeof number) => compareFigures(graded, from, to, '')
    for (const compared of [told(number, figure([9, 7, 4])), told(figure([9, 7, 4]), number)]) {
      expect(compared.direction).toBe('unknown')
      expect(compared.because).toContain('is told in words only: the number behind it is missing')
    }
  })

  test('stand against the first of them where the baseline is told in words, and against its number else', () => {
    const [first, newest] = [figure([9, 7, 4], '2026-04-30'), figure([12, 6, 2])]
    const start = (baseline: Partial<MeasureFacts>) =>
      compareWithStart({ ...graded, ...baseline }, first, newest)
    expect(start({ baseline: 'about a half' })).toMatchObject({
      direction: 'better',
      from: { asAtOn: '2026-04-30' },
    })
    expect(start({ baselineValue: 45 })).toMatchObject({ direction: 'unknown', from: { value: 45 } })
  })

  test('taken the other way round are the opposite', () => {
    const counts = fc.tuple(fc.nat(50), fc.nat(50), fc.integer({ min: 1, max: 50 }))
    const opposite = { better: 'worse', worse: 'better', same: 'same', unknown: 'unknown' } as const
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        const way = (from: number[], to: number[]) =>
          compareFigures(graded, figure(from), figure(to), '').direction
        expect(way(b, a)).toBe(opposite[way(a, b)])
      }),
    )
  })

  test.each([
    ['2026-03-01', 'day', true],
    ['2026-05-01', 'day', false],
    [null, 'day', false],
    [null, 'month', false],
    [null, 'quarter', false],
    [null, 'year', true],
  ] as const)(
    'of periods that overlap are compared and it is said, from %s by the %s: %s',
    (periodStartOn, precision, overlap) => {
      const earlier = { ...figure([9, 7, 4]), asAtOn: '2026-04-30' }
      const later = { ...figure([12, 6, 2]), asAtOn: '2026-07-31', periodStartOn, precision }
      const { because } = compareFigures(graded, earlier, later, '')
      expect(because.includes('Their periods overlap, so that some were counted in both.')).toBe(overlap)
    },
  )

  test.each([
    ['94%', { published: '94%', value: 94 }],
    ['94%', { value: 94 }],
    ['9 of 20 Good, 7 Fair, 4 Poor', figure([9, 7, 4])],
    ['46%', { ...figure([9, 7, 4]), published: '46%' }],
    ['no single value', {}],
  ])('or any figure is never an empty cell: %s', (words, fields) => {
    expect(shownOf(measure(), observation(fields))).toBe(words)
  })

  test.each([
    ['percent', '99', 99, '99%'],
    ['percent', '94(2nd)', 94, '94% (2nd)'],
    ['percent', '94 (2nd)', 94, '94% (2nd)'],
    ['percent', '94%', 94, '94%'],
    ['percent', '10 (32%)', 32, '10 (32%)'],
    ['percent', '42 of 56', 75, '42 of 56'],
    ['percent', 'almost all', null, 'almost all'],
    ['currency', '2,800', 2800, '£2,800'],
    ['count', '94(2nd)', 94, '94(2nd)'],
  ] as const)('of a %s, %s is shown with its sign', (unit, published, value, shown) => {
    expect(shownOf(measure({ unit }), observation({ published, value }))).toBe(shown)
  })

  test('of a rate is followed by per how many it is told, unless it says so itself', () => {
    expect(perWords({ unit: 'rate', per: 10_000 }, '141.1')).toBe(' per 10,000')
    expect(perWords({ unit: 'rate', per: 10_000 }, '141.1 per 10,000')).toBe('')
    expect(perWords({ unit: 'count', per: null }, '454')).toBe('')
  })
})

describe('the line to the target', () => {
  const line: Partial<MeasureFacts> = {
    unit: 'count',
    baselineValue: 200,
    baselineOn: '2026-01-01',
    targetValue: 300,
    targetOn: '2026-04-11',
  }
  const at = (value: number, on: string, of: Partial<MeasureFacts> = {}) =>
    lineToTarget(measure({ ...line, ...of }), { on, value, shown: String(value) })

  test.each<[string, number, string, Partial<MeasureFacts>]>([
    ['It should be 264 by 6 March 2026 and is 276: on the way.', 276, '2026-03-06', {}],
    ['It should be 264 by 6 March 2026 and is 264: on the way.', 264, '2026-03-06', {}],
    ['It should be 264 by 6 March 2026 and is 263: behind.', 263, '2026-03-06', {}],
    ['It should be 200 by 1 January 2026 and is 199: behind.', 199, '2026-01-01', {}],
    ['The target is reached: it is 300.', 300, '2026-02-01', {}],
    ['The target is reached: it is 330.', 330, '2026-02-01', {}],
    // What is wanted is shown with more decimals where it would look like the figure that is behind it.
    [
      'It should be 264.4 by 6 March 2026 and is 264: behind.',
      264,
      '2026-03-06',
      { decimals: 0, baselineValue: 201.1 },
    ],
    [
      'It should be 264.04 by 6 March 2026 and is 264: behind.',
      264,
      '2026-03-06',
      { decimals: 0, baselineValue: 200.1 },
    ],
    [
      'It should be 264.123456 by 6 March 2026 and is 276: on the way.',
      276,
      '2026-03-06',
      { baselineValue: 200.123456, targetValue: 300.123456 },
    ],
    ['It should be 300 by 1 May 2026 and is 299: behind.', 299, '2026-05-01', {}],
    [
      'It should be 36% by 6 March 2026 and is 36: on the way.',
      36,
      '2026-03-06',
      { unit: 'percent', baselineValue: 100, targetValue: 0, polarity: 'lowerIsBetter' },
    ],
    [
      'It should be 1.4 by 6 March 2026 and is 1.5: behind.',
      1.5,
      '2026-03-06',
      { unit: 'rate', baselineValue: 2, targetValue: 1, polarity: 'lowerIsBetter', decimals: 1 },
    ],
    [
      'It should be 264.2 by 6 March 2026 and is 276: on the way.',
      276,
      '2026-03-06',
      { baselineValue: 200.5 },
    ],
    ['It should be 264.3 by 6 March 2026 and is 276: on the way.', 276, '2026-03-06', { targetValue: 300.5 }],
    [
      'It should be 264.125 by 6 March 2026 and is 276: on the way.',
      276,
      '2026-03-06',
      { baselineValue: 200.125, targetValue: 300.125 },
    ],
    [
      'It should be 264 by 6 March 2026 and is 330: on the way.',
      330,
      '2026-03-06',
      { polarity: 'nearTarget' },
    ],
    ['It should be 264 by 6 March 2026 and is 337: behind.', 337, '2026-03-06', { polarity: 'nearTarget' }],
    ['The target is reached: it is 302.', 302, '2026-03-06', { polarity: 'nearTarget', targetTolerance: 2 }],
  ])('%s', (sentence, value, on, of) => {
    expect(at(value, on, of)?.sentence).toBe(sentence)
  })

  test.each<[string, Partial<MeasureFacts>]>([
    ['no baseline', { baselineValue: null }],
    ['a baseline of no day', { baselineOn: null }],
    ['no target', { targetValue: null }],
    ['a target of no day', { targetOn: null }],
    ['a target of the same day', { targetOn: '2026-01-01' }],
    ['no wish', { polarity: 'contextOnly' }],
  ])('is not drawn where there is %s', (_, of) => {
    expect(targetLine(measure({ ...line, ...of }))).toBe(null)
    expect(at(250, '2026-03-06', of)).toBe(null)
  })

  test('is told with six decimals at most', () => {
    const close = { decimals: 5, baselineValue: 200.000_001 }
    expect(at(264, '2026-03-06', close)).toMatchObject({ wanted: 264, outcome: 'behind' })
  })

  test('says nothing of a day before it begins', () => {
    expect(at(250, '2025-12-31')).toBe(null)
  })

  test('wants the baseline at first, the target at last, and never less in between', () => {
    const days = fc.integer({ min: 0, max: 140 })
    fc.assert(
      fc.property(days, days, (one, other) => {
        const [a, b] = [one, other].toSorted((x, y) => x - y)
        const wanted = (day = 0) => at(0, addDays('2026-01-01', day))?.wanted ?? NaN
        expect(wanted(a)).toBeLessThanOrEqual(wanted(b))
        expect(wanted(0)).toBe(200)
        expect(wanted(100)).toBe(300)
      }),
    )
  })
})

describe('a run of figures', () => {
  test.each([
    ['better than the time before', 'higherIsBetter', [3, 2, 4]],
    ['better, 2nd period running', 'higherIsBetter', [3, 4, 5]],
    ['better, 3rd period running', 'lowerIsBetter', [9, 10, 8, 7, 6]],
    ['worse, 2nd period running', 'lowerIsBetter', [8, 7, 8, 9]],
    ['the same as the time before', 'higherIsBetter', [3, 4, 4]],
    ['the same, 2nd period running', 'higherIsBetter', [4, 4, 4]],
    ['higher, 2nd period running', 'contextOnly', [4, 5, 6]],
    ['lower than the time before', 'nearTarget', [4, 5, 3]],
  ] as const)('is told in words: %s', (words, polarity, values) => {
    const run = runOf({ polarity, targetValue: null }, values)
    expect(run && runWords(run)).toBe(words)
  })

  test('is none while there are fewer than two', () => {
    expect(runOf(measure(), [4])).toBe(null)
    expect(runOf(measure(), [])).toBe(null)
  })

  test('is as long as the figures go on one way, and no longer', () => {
    const values = fc.array(fc.nat(9), { minLength: 2, maxLength: 20 })
    fc.assert(
      fc.property(values, fc.constantFrom(...polarities), (all, polarity) => {
        const of = { polarity, targetValue: 5 }
        const run = runOf(of, all)
        const periods = run?.periods ?? 0
        for (let from = 0; from < periods; from++)
          expect(runOf(of, all.slice(0, all.length - from))?.way).toBe(run?.way)
        if (periods < all.length - 1)
          expect(runOf(of, all.slice(0, all.length - periods))?.way).not.toBe(run?.way)
      }),
    )
  })

  test.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [11, '11th'],
    [12, '12th'],
    [22, '22nd'],
    [103, '103rd'],
  ])('%i is the %s', (number, words) => {
    expect(ordinal(number)).toBe(words)
  })
})

describe('a figure against that of the same month a year before', () => {
  const series = (...all: [on: string, value: number, n?: number][]) =>
    all.map(([on, value, n = null]) => ({ on, value, n: n as number | null }))

  test.each([
    [
      '4 points higher than in June 2025: 60% (of 53), then 64% (of 67).',
      'percent',
      series(['2025-06-30', 60, 53], ['2026-05-31', 50, 9], ['2026-06-30', 64, 67]),
    ],
    [
      '4 points higher than in June 2025: 60% (of how many is not given), then 64% (of 67).',
      'percent',
      series(['2025-06-30', 60], ['2026-06-30', 64, 67]),
    ],
    [
      '31 fewer than in February 2024: 307, then 276.',
      'count',
      series(['2024-02-10', 1], ['2024-02-29', 307], ['2025-02-28', 276]),
    ],
    ['The same as in June 2025: 3, then 3.', 'rate', series(['2025-06-01', 3], ['2026-06-30', 3])],
  ] as const)('%s', (sentence, unit, figures) => {
    expect(yearOnYear(measure({ unit }), figures)?.sentence).toBe(sentence)
  })

  test('says where counting began anew in between, and not of a step outside', () => {
    const figures = series(['2025-06-30', 60], ['2026-06-30', 64])
    const told = (...days: string[]) =>
      yearOnYear(
        measure({ unit: 'count' }),
        figures,
        days.map((startOn) => ({ startOn })),
      )?.sentence
    expect(told('2026-04-01', '2026-07-01')).toBe(
      '4 more than in June 2025: 60, then 64. In between counting began anew, on 1 April 2026.',
    )
    expect(told('2025-06-30', '2026-07-01')).toBe('4 more than in June 2025: 60, then 64.')
  })

  test('is not told where that month has none', () => {
    expect(yearOnYear(measure(), series(['2025-05-31', 60], ['2026-06-30', 64]))).toBe(null)
    expect(yearOnYear(measure(), [])).toBe(null)
  })

  test('is better or worse by polarity, in points', () => {
    const figures = series(['2025-06-30', 60.1], ['2026-06-30', 64.3])
    expect(yearOnYear(measure({ polarity: 'lowerIsBetter' }), figures)).toMatchObject({
      difference: 4.2,
      direction: 'worse',
    })
  })
})

describe('the numbers that shares are of', () => {
  test.each<[string | null, Unit, (number | null)[]]>([
    [null, 'percent', [20, 80, 40]],
    [
      'The figures are of between 20 and 81: more than fourfold, so the limits are rough.',
      'percent',
      [20, 81],
    ],
    ['1 figure is of fewer than 20: one or two cases more make much of a difference.', 'rate', [19, 40]],
    [
      'The figures are of between 9 and 1,200: more than fourfold, so the limits are rough. 2 figures are of fewer than 20: one or two cases more make much of a difference.',
      'ratio',
      [9, null, 1200, 12],
    ],
    [null, 'percent', [null, null]],
    [null, 'percent', []],
    [null, 'count', [1, 100]],
  ])('are said beside the chart where they mislead: %s', (doubt, unit, sizes) => {
    expect(sampleSizeDoubt({ unit }, sizes)).toBe(doubt)
  })
})
