import { describe, expect, test } from 'vitest'
import { addDays } from '#workflows/calendar/calendar.ts'
import type { Polarity } from '#workflows/measure/measure-facts.ts'
import { rulesSentence, spcSentence } from '#workflows/measure/spc-words.ts'
import { spc, usualOptions } from '#workflows/measure/spc.ts'

const usual = [5, 6, 4, 5, 6, 4, 5, 6, 4, 5, 6, 4, 5, 6]
const sentenceOf = (
  values: readonly number[],
  polarity: Polarity = 'lowerIsBetter',
  target: number | null = null,
) =>
  spcSentence(
    spc({
      points: values.map((value, at) => ({ on: addDays('2025-01-15', at * 30), value })),
      polarity,
      target,
      steps: [],
    }),
  )

test('by which rules figures are judged is one sentence, which names each that is not usual', () => {
  expect(rulesSentence(usualOptions)).toBe(
    'Judged by the rules of Making Data Count: runs of 7, limits from 13 figures on, no moving range left out.',
  )
  const others = { runLength: 6, fewestPoints: 1, screenMovingRanges: true, beyondCounts: false }
  expect(rulesSentence(others)).toBe(
    'Judged by the rules of Making Data Count: runs of 6, limits from 2 figures on, large moving ranges left out, figures beyond a limit not taken for close to it.',
  )
})

test('a single figure is one too few, however few a measure asks for', () => {
  const one = {
    points: [{ on: '2025-01-15', value: 4 }],
    polarity: 'contextOnly',
    target: null,
    steps: [],
  } as const
  expect(spcSentence(spc(one, { ...usualOptions, fewestPoints: 1 }))).toBe(
    'Too few figures to judge: 1 of the 2 that are needed.',
  )
})

describe('a chart says', () => {
  test.each([
    ['that there is nothing', [], 'There are no figures yet.'],
    ['that there are too few', [4, 5, 6], 'Too few figures to judge: 3 of the 13 that are needed.'],
    [
      'that nothing varies',
      Array.from({ length: 14 }, () => 5),
      'The figures vary too little, or too much at once, for anything to be judged.',
    ],
    ['that nothing has changed', usual, 'No real change: the figures vary as they usually do.'],
    [
      'that the newest is far off',
      [...usual, 20],
      'The newest figure is far above what is usual: a change for the worse.',
    ],
    [
      'since when figures lie on one side',
      [...usual, 4, 4.4, 4, 4.4, 4, 4.4, 4, 4.4],
      'The last 8 figures are below the average, since March 2026: a change for the better.',
    ],
    [
      'since when they lie on its other side',
      [...usual, 6, 5.8, 6, 5.8, 6, 5.8, 6, 5.8],
      'The last 9 figures are above the average, since February 2026: a change for the worse.',
    ],
    [
      'since when figures fall, and not since when they stayed',
      [...usual, 7, 7, 6.5, 6, 5.5, 5, 4.5, 4],
      'The last 7 figures fall one after the other, since April 2026: a change for the better.',
    ],
    [
      'since when figures rise, from the very first on',
      [-10, ...Array.from({ length: 12 }, (_, at) => at / 100)],
      'The last 13 figures rise one after the other, since January 2025: a change for the worse.',
    ],
    [
      'since when figures lie beyond the average, and not at it',
      [4.5, 5.5, 4.5, 5.5, 4.5, 5.5, 4.5, 5.5, 4.4, 4.6, 4.4, 4.6, 4.4, 4.6, 5.5, 4.5, 5].concat([
        5.3, 5.45, 5.3, 5.45, 5.3, 5.45, 5.3, 5.45,
      ]),
      'The last 8 figures are above the average, since June 2026: a change for the worse.',
    ],
    [
      'of a run sooner than of the figure at its end that is far off',
      [...usual, ...usual, 6.5, 6.6, 6.5, 6.6, 6.5, 6.6, 6.5, 12],
      'The last 9 figures are above the average, since April 2027: a change for the worse.',
    ],
    [
      'since when figures fall',
      [...usual, 7, 6.5, 6, 5.5, 5, 4.5, 4],
      'The last 7 figures fall one after the other, since March 2026: a change for the better.',
    ],
    [
      'that two of three are close to a limit',
      [...usual, 8.9, 8.9],
      'Two of the last three figures are close to the limit above the average: a change for the worse.',
    ],
  ])('%s', (_, values, said) => {
    expect(sentenceOf(values)).toBe(said)
  })

  test.each([
    ['lowerIsBetter', 20, 'As things are, the target is reached every time.'],
    ['lowerIsBetter', 0.1, 'As things are, the target will not be reached.'],
    ['lowerIsBetter', 5, 'Whether the target is reached is hit and miss.'],
  ] as const)('with %s and a target of %d: %s', (polarity, target, said) => {
    expect(sentenceOf(usual, polarity, target)).toBe(
      `No real change: the figures vary as they usually do. ${said}`,
    )
  })

  test.each([
    ['higherIsBetter', [...usual, 20], 40, 'What was usual so far falls short of the target.'],
    ['lowerIsBetter', [...usual, 20], 40, 'What was usual so far reaches the target.'],
    ['lowerIsBetter', [...usual, 20], -40, 'As things are, the target will not be reached.'],
    ['higherIsBetter', [...usual, 20], -40, 'As things are, the target is reached every time.'],
    ['higherIsBetter', [...usual, 20], 6, 'Whether the target is reached is hit and miss.'],
  ] as const)(
    'of the target no more than what was usual, while it changes: %s',
    (polarity, values, target, said) => {
      expect(sentenceOf(values, polarity, target)).toMatch(
        new RegExp(`: a change for the (better|worse)\\. ${said}$`),
      )
    },
  )

  test('of the figures since its newest step alone what they tell', () => {
    const points = [...usual, ...usual].map((value, at) => ({ on: addDays('2025-01-15', at * 30), value }))
    const since = (at: number) =>
      spcSentence(
        spc({ points, polarity: 'lowerIsBetter', target: null, steps: [{ startOn: points[at]?.on ?? '' }] }),
      )
    expect(since(25)).toBe('Too few figures to judge: 3 of the 13 that are needed.')
    expect(since(14)).toBe('No real change: the figures vary as they usually do.')
  })

  test('neither better nor worse where neither way is better', () => {
    expect(sentenceOf([...usual, 20], 'nearTarget')).toBe(
      'The newest figure is far above what is usual: higher than usual.',
    )
  })
})
