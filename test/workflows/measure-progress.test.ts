import { describe, expect, test } from 'vitest'
import { type MeasureFacts, type ObservationFacts, units } from '#workflows/measure/measure-facts.ts'
import { againstTarget, measureProgress } from '#workflows/measure/measure-progress.ts'
import { pointOf } from '#workflows/measure/measure-rules.ts'
import { measure, observation } from '../support/measures.ts'

const figure = observation({ value: 93, published: '93%' })
const whole: Partial<MeasureFacts> = {
  per: 1000,
  baseline: '46%',
  target: '65%',
  targetValue: 65,
  targetOn: '2027-03-31',
}
const gapsOf = (of: Partial<MeasureFacts>, latest: ObservationFacts | null) =>
  measureProgress(measure({ ...whole, ...of }), latest, null).gaps.map(({ field }) => field)

describe('what is missing of a measure', () => {
  test('is a denominator only where the unit is worked out from parts', () => {
    const needing = units.filter((unit) => gapsOf({ unit }, figure).includes('denominator'))
    expect(needing).toEqual(['percent', 'rate', 'ratio'])
  })

  test('is the source of a denominator only where there is one and the unit is worked out from parts', () => {
    const given = observation({ value: 93, denominator: 14 })
    const needing = units.filter((unit) => gapsOf({ unit }, given).includes('denominatorSource'))
    expect(needing).toEqual(['percent', 'rate', 'ratio'])
  })

  test.each<[string[], string, Partial<MeasureFacts>, ObservationFacts | null]>([
    [['observations'], 'no figure yet', {}, null],
    [['denominator'], 'a figure alone', {}, figure],
    [['denominatorSource'], 'a denominator of unknown source', {}, { ...figure, denominator: 14 }],
    [[], 'a denominator with its source', {}, { ...figure, denominator: 14, denominatorSource: 'Register' }],
    [['baseline'], 'no baseline', { unit: 'count', baseline: null }, figure],
    [[], 'a baseline as a value alone', { unit: 'count', baseline: null, baselineValue: 46 }, figure],
    [['target'], 'no target', { unit: 'count', target: null, targetValue: null }, figure],
    [[], 'a target as a value alone', { unit: 'count', target: null }, figure],
    [[], 'a target in words alone', { unit: 'count', targetValue: null }, figure],
    [['targetOn'], 'a target without a date', { unit: 'count', targetOn: null }, figure],
    [
      [],
      'no target, for context only',
      { unit: 'count', polarity: 'contextOnly', target: null, targetValue: null },
      figure,
    ],
    [
      [],
      'a target without a date, for context only',
      { unit: 'count', polarity: 'contextOnly', targetOn: null },
      figure,
    ],
    [['per'], 'a rate without its base', { unit: 'rate', per: null }, { ...figure, ...withParts() }],
    [[], 'a count without a base', { unit: 'count', per: null }, figure],
  ])('is %j: %s', (fields, _, of, latest) => {
    expect(gapsOf(of, latest)).toEqual(fields)
  })
})

function withParts() {
  return { numerator: 13, denominator: 14, denominatorSource: 'Register' }
}

describe('a measure against its target', () => {
  const judged = { unit: 'judgement', scale: ['Good', 'Fair', 'Poor'], target: 'Fair' } as const
  const near = { polarity: 'nearTarget', targetValue: 15 } as const
  const outcomeOf = (of: Partial<MeasureFacts>, latest: Partial<ObservationFacts>) =>
    againstTarget(measure(of), pointOf(measure(of), observation(latest))).outcome

  test.each<[string, string, Partial<MeasureFacts>, Partial<ObservationFacts>]>([
    [
      'met',
      'exactly near it without a tolerance',
      { polarity: 'nearTarget', targetValue: 15 },
      { value: 15 },
    ],
    ['notMet', 'not quite, without a tolerance', { polarity: 'nearTarget', targetValue: 15 }, { value: 16 }],
    ['notMet', 'far below what it is to be near', { ...near, targetTolerance: 1 }, { value: 10 }],
    ['notMet', 'far above what it is to be near', { ...near, targetTolerance: 1 }, { value: 20 }],
    ['met', 'within the tolerance', { ...near, targetTolerance: 5 }, { value: 10 }],
    ['met', 'a target of nought', { polarity: 'lowerIsBetter', targetValue: 0 }, { value: 0 }],
    ['met', 'a value of nought', { polarity: 'lowerIsBetter', targetValue: 3 }, { value: 0 }],
    ['met', 'the judgement wanted', judged, { published: 'fair' }],
    ['met', 'a better judgement', judged, { published: 'Good' }],
    ['notMet', 'a worse judgement', judged, { published: 'Poor' }],
    [
      'met',
      'a better judgement, where less is better',
      { ...judged, polarity: 'lowerIsBetter' },
      { published: 'Good' },
    ],
    [
      'notMet',
      'a worse judgement, where less is better',
      { ...judged, polarity: 'lowerIsBetter' },
      { published: 'Poor' },
    ],
    ['unknown', 'a judgement that is not on the scale', judged, { published: 'Dire' }],
    ['unknown', 'a target that is not on the scale', { ...judged, target: 'Superb' }, { published: 'Good' }],
    [
      'noTarget',
      'kept for context only',
      { polarity: 'contextOnly', targetValue: 3, target: '3' },
      { value: 3 },
    ],
    ['unknown', 'a target in words', { target: 'fewer' }, { value: 3 }],
  ])('is %s: %s', (outcome, _, of, latest) => {
    expect(outcomeOf(of, latest)).toBe(outcome)
  })

  test('is unknown while there is no figure', () => {
    expect(againstTarget(measure({ targetValue: 3 }), null).outcome).toBe('unknown')
  })

  test('is told as it was set: in its words, or by its value', () => {
    const point = pointOf(measure(), observation({ value: 3 }))
    expect(againstTarget(measure({ target: 'three', targetValue: 3 }), point).because).toContain('three')
    expect(againstTarget(measure({ targetValue: 3 }), point).because).toContain('3')
  })

  test.each([
    ['has no day', null, '3% is not there yet; the target is 5%.'],
    ['lies ahead', '2028-03-31', '3% is not there yet; the target for 31 March 2028 is 5%.'],
    ['is reached', '2026-06-30', '3% does not reach the target for 30 June 2026, 5%.'],
    ['is past', '2026-03-31', '3% does not reach the target for 31 March 2026, 5%.'],
  ])('is called missed only once its day has come: it %s', (_, targetOn, because) => {
    const of = measure({ polarity: 'higherIsBetter', targetValue: 5, targetOn })
    expect(againstTarget(of, pointOf(of, observation({ value: 3, asAtOn: '2026-06-30' })))).toEqual({
      outcome: 'notMet',
      because,
    })
  })
})

describe('the way from baseline to target', () => {
  const progressAt = (value: number | null, of: Partial<MeasureFacts>) =>
    measureProgress(measure({ unit: 'count', ...of }), observation({ value, published: 'so many' }), null)
      .progress
  const way = { baselineValue: 40, targetValue: 60 }

  test.each<[number | null, number | null, string, Partial<MeasureFacts>]>([
    [0, 40, 'at the baseline', way],
    [0.5, 50, 'halfway', way],
    [1, 60, 'at the target', way],
    [1.5, 70, 'beyond', way],
    [-0.5, 30, 'back', way],
    [0.01, 40.25, 'rounded down at a hundredth', way],
    [0.02, 40.35, 'rounded up at a hundredth', way],
    [0.33, 46.666, 'rounded down', way],
    [0.25, 55, 'downwards', { baselineValue: 60, targetValue: 40 }],
    [0.5, 5, 'from nought', { baselineValue: 0, targetValue: 10 }],
    [0.5, 5, 'to nought', { baselineValue: 10, targetValue: 0 }],
    [null, 50, 'no way to go', { baselineValue: 60, targetValue: 60 }],
    [null, null, 'no value', way],
    [null, 50, 'no baseline', { targetValue: 60 }],
    [null, 50, 'no target', { baselineValue: 40 }],
    [null, 50, 'for context only', { ...way, polarity: 'contextOnly' }],
  ])('is %s done at %s: %s', (progress, value, _, of) => {
    expect(progressAt(value, of)).toBe(progress)
  })

  test('is unknown while there is no figure', () => {
    expect(measureProgress(measure(way), null, null).progress).toBeNull()
  })

  test.each<[boolean | null, number, Partial<MeasureFacts>]>([
    [true, 40, way],
    [true, 39, way],
    [false, 41, way],
    [null, 41, { ...way, polarity: 'contextOnly' }],
    [null, 41, { polarity: 'nearTarget', baselineValue: 40 }],
  ])('is unmoved: %s, at %d', (unmoved, value, of) => {
    expect(measureProgress(measure(of), observation({ value }), null).unmoved).toBe(unmoved)
  })

  test('is unmoved since the baseline, whatever the figure before it was', () => {
    const [latest, previous] = [observation({ value: 50 }), observation({ value: 55 })]
    expect(measureProgress(measure(way), latest, previous)).toMatchObject({
      unmoved: false,
      sincePrevious: { direction: 'worse', from: { value: 55 } },
      sinceBaseline: { direction: 'better', from: { value: 40 } },
    })
  })
})
