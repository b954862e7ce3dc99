import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#workflows/calendar/calendar.ts'
import { changeOnYear, comparedByDate, rankAmong, rankWords } from '#workflows/measure/comparators.ts'
import { compareWithStart } from '#workflows/measure/grades.ts'
import type { Comparator, MeasureFacts } from '#workflows/measure/measure-facts.ts'
import { byWeight, movementKinds, movementOf } from '#workflows/measure/movement.ts'
import { spc } from '#workflows/measure/spc.ts'
import { isWatermelon, outcomeMovement } from '#workflows/rating/outcome-movement.ts'
import { ratings } from '#workflows/rating/rating.ts'
import { measure, observation } from '../support/measures.ts'

const usual = [52, 55, 51, 54, 52, 55, 51, 54, 52, 55, 51, 54, 52]
const shifted = [...usual, 45, 44, 45, 44, 45, 44, 45]

function moved(values: readonly number[], of: Partial<MeasureFacts> = {}, steps: { startOn: string }[] = []) {
  const facts = measure(of)
  const points = values.map((value, at) => ({ on: addDays('2024-01-31', at * 30), value }))
  const [first, newest] = [points[0], points.at(-1)].map(
    (point) => point && observation({ asAtOn: point.on, value: point.value }),
  )
  const read = spc({ points, polarity: facts.polarity, target: facts.targetValue, steps })
  return movementOf(facts, newest ? compareWithStart(facts, first ?? null, newest) : null, read)
}

describe('what a measure did', () => {
  test.each<[string, boolean, string, readonly number[], Partial<MeasureFacts>]>([
    ['noFigure', false, 'no figure', [], {}],
    ['unknown', false, 'one figure', [3], {}],
    ['better', false, 'too few to judge, more than at first', [3, 4], {}],
    ['worse', false, 'too few to judge, less than at first', [4, 3], {}],
    ['same', false, 'too few to judge, as at first', [3, 4, 3], {}],
    ['changed', false, 'too few to judge, kept for context', [3, 4], { polarity: 'contextOnly' }],
    ['unknown', false, 'no target to be near to', [3, 4], { polarity: 'nearTarget' }],
    ['same', true, 'varies as usual, though more than at first', [...usual, 54], {}],
    ['worse', true, 'fell below the average', shifted, {}],
    ['better', true, 'the same, where lower is better', shifted, { polarity: 'lowerIsBetter' }],
    ['changed', true, 'the same, kept for context', shifted, { polarity: 'contextOnly' }],
    ['better', true, 'usual by now, and the baseline is far below', usual, { baselineValue: 30 }],
    ['worse', true, 'usual by now, and the baseline is far above', usual, { baselineValue: 80 }],
    ['same', true, 'usual by now, and the baseline is too', usual, { baselineValue: 50 }],
    ['same', true, 'usual by now, and the baseline is just within its limits', usual, { baselineValue: 46 }],
    ['better', true, 'usual by now, and the baseline is just beyond them', usual, { baselineValue: 44 }],
  ])('is %s (judged: %s): %s', (kind, judged, _, values, of) => {
    expect(moved(values, of)).toMatchObject({ kind, judged })
  })

  test('stays what it was when limits are worked out anew, as long as the start lies outside of them', () => {
    const long = [...usual, ...usual.map((value) => value - 20)]
    const startOn = addDays('2024-01-31', usual.length * 30)
    expect(moved(long, {}, [{ startOn }]).kind).toBe('worse')
  })

  test('has no size where its limits are too near to the average to be told from it', () => {
    const still = Array.from({ length: 2_000 }, () => 0)
    expect(moved([...still, 0.000_001])).toMatchObject({ kind: 'better', judged: true, size: 0 })
  })

  test('names the fact that is missing', () => {
    expect(moved([3]).because).toBe('There is no earlier figure.')
    expect(moved([]).because).toBe('No figure has been recorded yet.')
  })

  test('is told by weight: what is judged first, then the largest move', () => {
    const all = [moved([4, 3]), moved([...usual, 0]), moved(shifted), moved([8, 3])]
    expect(all.toSorted(byWeight)).toEqual([all[1], all[2], all[3], all[0]])
    expect(moved([0, 3]).size).toBe(3)
    // Judged, it is so many limits from what is usual, and not what became of its start.
    const [mean, limit] = [53, 8]
    expect(moved(usual, { baselineValue: 29 }).size).toBeCloseTo((mean - 29) / limit, 1)
  })
})

describe('the outcome of a priority', () => {
  test.each([
    ['unknown', []],
    ['unknown', ['noFigure', 'unknown', 'changed']],
    ['same', ['same', 'noFigure']],
    ['same', ['better', 'same']],
    ['better', ['better', 'better', 'same', 'noFigure']],
    ['better', ['better', 'better', 'worse']],
    ['worse', ['better', 'worse', 'worse', 'noFigure']],
    ['same', ['better', 'worse']],
  ] as const)('is %s where its measures are %j', (outcome, kinds) => {
    expect(outcomeMovement(kinds)).toBe(outcome)
  })

  test('is the same in whatever order its measures come', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...movementKinds)), (kinds) => {
        expect(outcomeMovement(kinds.toReversed())).toBe(outcomeMovement(kinds))
      }),
    )
  })

  test('beside good delivery is a watermelon unless it got better, or nobody knows', () => {
    const melons = ratings.filter((rating) => isWatermelon(rating, 'same'))
    expect(melons.toSorted()).toEqual(['blue', 'green'])
    expect(isWatermelon('green', 'worse')).toBe(true)
    expect(isWatermelon('green', 'better')).toBe(false)
    expect(isWatermelon('green', 'unknown')).toBe(false)
  })
})

describe('our place among others', () => {
  test.each([
    ['2nd of 4', 'higherIsBetter', null, 8, [9, 7, 6]],
    ['3rd of 4', 'lowerIsBetter', null, 8, [9, 7, 6]],
    ['=2nd of 4', 'higherIsBetter', null, 8, [9, 8, 6]],
    ['=1st of 3', 'lowerIsBetter', null, 6, [6, 6]],
    ['1st of 3', 'nearTarget', 15, 14, [17, 12.5]],
    ['=2nd of 3', 'nearTarget', 15, 17, [15, 13]],
  ] as const)('is %s', (words, polarity, targetValue, ours, others) => {
    const rank = rankAmong({ polarity, targetValue }, ours, others)
    expect(rank && rankWords(rank)).toBe(words)
  })

  test.each([
    ['nobody else', 'higherIsBetter', []],
    ['neither way better', 'contextOnly', [3]],
    ['no target to be near to', 'nearTarget', [3]],
  ] as const)('is none where there is %s', (_, polarity, others) => {
    expect(rankAmong({ polarity, targetValue: null }, 3, others)).toBe(null)
  })

  test('is told as published', () => {
    expect(rankWords({ position: 2, tied: false, of: null, among: null })).toBe('2nd')
    expect(rankWords({ position: 3, tied: true, of: 11, among: 'statistical neighbours' })).toBe(
      '=3rd of 11, among statistical neighbours',
    )
  })

  test('and the places from the other end add up', () => {
    const value = fc.integer({ min: -20, max: 20 }).map((each) => each / 10)
    fc.assert(
      fc.property(value, fc.array(value, { minLength: 1 }), (ours, others) => {
        const place = (polarity: 'higherIsBetter' | 'lowerIsBetter') =>
          rankAmong({ polarity, targetValue: null }, ours, others)?.position ?? 0
        const ties = others.filter((other) => other === ours).length
        expect(place('higherIsBetter') + place('lowerIsBetter')).toBe(others.length + 2 - ties)
      }),
    )
  })
})

describe('comparators over time', () => {
  const one = (name: string, asAtOn: string | null, value: number | null): Comparator => ({
    name,
    asAtOn,
    value,
    published: String(value),
    rank: null,
    rankOf: null,
    source: '',
  })
  const comparators = [
    one('England', '2024-03-31', 70),
    one('England', '2025-03-31', 67.5),
    one('The region', '2025-03-31', 60),
    one('The region', null, 1),
  ]
  const ours = [
    { on: '2023-03-30', value: 1, shown: '1' },
    { on: '2024-03-31', value: 80, shown: '80' },
    { on: '2025-01-31', value: 65, shown: '65' },
    { on: '2025-06-30', value: 90, shown: '90' },
  ]

  test('stand by date, each beside our figure of that time and our place', () => {
    const all = comparedByDate({ ...measure(), comparators }, ours)
    expect(
      all.map(({ on, ours: own, rank, others }) => [on, own?.shown, rank?.position, others.length]),
    ).toEqual([
      ['2025-03-31', '65', 2, 2],
      ['2024-03-31', '80', 1, 1],
      [null, '90', 1, 1],
    ])
    expect(
      comparedByDate({ ...measure(), comparators }, ours.slice(0, 1)).map(({ ours: own }) => own),
    ).toEqual([null, null, ours[0]])
  })

  test.each([
    [0, true],
    [366, true],
    [367, false],
    [-1, false],
  ])('stand beside our figure of %i days before: %s', (days, stands) => {
    const own = { on: addDays('2025-03-31', -days), value: 80, shown: '80' }
    const [at] = comparedByDate({ ...measure(), comparators: comparators.slice(1, 2) }, [own])
    expect(at?.ours === own).toBe(stands)
  })

  test.each([
    ['2.5 points lower than a year before', comparators[1]],
    [null, comparators[0]],
    [null, comparators[2]],
    [null, comparators[3]],
  ])('tell what changed on a year before: %s', (words, comparator) => {
    expect(comparator && changeOnYear(measure(), comparator, comparators)).toBe(words)
  })

  test.each([
    [299, null],
    [300, '2.5 points lower than a year before'],
    [430, '2.5 points lower than a year before'],
    [431, null],
  ])('tell what changed on one of %i days before: %s', (days, words) => {
    const newest = one('England', '2025-03-31', 67.5)
    const all = [one('England', addDays('2025-03-31', -days), 70), newest]
    expect(changeOnYear(measure(), newest, all)).toBe(words)
  })

  test('tell what changed on the one that is nearest to a year before, on either side of it', () => {
    const newest = one('England', '2025-03-31', 67.5)
    const at = (days: number, value: number | null) => one('England', addDays('2025-03-31', -days), value)
    const on = (...all: Comparator[]) => changeOnYear(measure(), newest, [...all, newest])
    expect(on(at(420, 60), at(360, 70), at(330, 60))).toBe('2.5 points lower than a year before')
    expect(on(at(330, 60), at(370, 70), at(425, 60))).toBe('2.5 points lower than a year before')
    expect(on(at(363, 60), at(366, 70))).toBe('2.5 points lower than a year before')
    expect(on(at(367, 60), at(364, 70))).toBe('2.5 points lower than a year before')
    expect(on(at(365, null), at(400, 70))).toBe('2.5 points lower than a year before')
  })

  test('that did not change say so', () => {
    const same = [one('England', '2024-03-31', 70), one('England', '2025-03-31', 70)]
    expect(same[1] && changeOnYear(measure(), same[1], same)).toBe('The same as a year before')
  })
})
