import { describe, expect, test } from 'vitest'
import {
  type MeasureFacts,
  type ObservationFacts,
  type Unit,
  units,
} from '#workflows/measure/measure-facts.ts'
import {
  baselinePoint,
  compare,
  type Point,
  placeOnScale,
  pointOf,
  warningsOf,
} from '#workflows/measure/measure-rules.ts'
import { measure, observation } from '../support/measures.ts'

const point = (fields: Partial<Point> = {}): Point => ({
  shown: '5',
  value: 5,
  n: null,
  asAtOn: null,
  ...fields,
})
const judged = (fields: Partial<MeasureFacts> = {}) =>
  measure({ unit: 'judgement', scale: ['Good', 'Fair', 'Poor'], ...fields })

describe('sample sizes', () => {
  const differ = (unit: Unit, from: number | null, to: number | null) =>
    compare(measure({ unit }), point({ n: from }), point({ n: to }), '').sampleSizesDiffer

  test('matter for shares alone', () => {
    expect(units.filter((unit) => differ(unit, 31, 46))).toEqual(['percent', 'grade'])
  })

  test.each([
    [31, 46, true],
    [46, 31, true],
    [0, 46, true],
    [31, 31, false],
    [null, 46, false],
    [31, null, false],
    [null, null, false],
  ])('differ only where both are known: %s and %s, %s', (from, to, wanted) => {
    expect(differ('percent', from, to)).toBe(wanted)
    const { because } = compare(measure(), point({ n: from }), point({ n: to }), '')
    expect(because.includes('shares of different numbers')).toBe(wanted)
  })

  test('are told beside shares alone', () => {
    const told = units.filter((unit) => {
      const said = compare(measure({ unit }), point({ n: 31 }), point({ n: 31 }), '').because
      return said.includes('31')
    })
    expect(told).toEqual(['percent', 'grade'])
  })
})

describe('a comparison', () => {
  test.each<[string, Partial<Point> | null, Partial<Point>]>([
    ['nothing before', null, {}],
    ['words before', { value: null }, {}],
    ['words now', {}, { value: null }],
  ])('says nothing of direction and difference: %s', (_, from, to) => {
    const compared = compare(measure(), from && point(from), point(to), 'Nothing before.')
    expect(compared).toMatchObject({ direction: 'unknown', difference: null, sampleSizesDiffer: false })
    expect(compared.because === 'Nothing before.').toBe(from === null)
  })

  test.each<[string, string, Partial<MeasureFacts>]>([
    ['better', 'higher', { polarity: 'higherIsBetter' }],
    ['worse', 'lower', { polarity: 'lowerIsBetter' }],
    ['better', 'nearer to 9', { polarity: 'nearTarget', targetValue: 9 }],
    ['unknown', 'context', { polarity: 'contextOnly' }],
    ['unknown', 'no target', { polarity: 'nearTarget' }],
    ['better', 'the scale', { unit: 'judgement', scale: ['Good', 'Poor'], polarity: 'higherIsBetter' }],
    ['better', 'the scale', { unit: 'judgement', scale: ['Good', 'Poor'], polarity: 'lowerIsBetter' }],
    ['worse', 'lower', { unit: 'judgement', scale: [], polarity: 'lowerIsBetter' }],
    ['worse', 'lower', { unit: 'count', scale: ['Good', 'Poor'], polarity: 'lowerIsBetter' }],
  ])('from 5 to 8 is %s, because of: %s', (direction, reason, of) => {
    const compared = compare(measure(of), point(), point({ value: 8 }), '')
    expect(compared).toMatchObject({ direction, difference: 3 })
    expect(compared.because).toContain(reason)
  })

  test('tells the days that are known', () => {
    const { because } = compare(measure(), point({ asAtOn: '2026-06-30' }), point(), '')
    expect(because.match(/ on \d/g)).toHaveLength(1)
  })
})

describe('an observation as a point', () => {
  test.each<[Partial<Point>, string, Partial<ObservationFacts>]>([
    [{ shown: '61%', value: 61 }, 'as published', { published: '61%', value: 61 }],
    [{ shown: '61%', value: 61 }, 'a value alone', { value: 61 }],
    [{ shown: '0%', value: 0 }, 'nought', { value: 0 }],
    [{ shown: 'no single value', value: null }, 'nothing', {}],
    [{ value: null, n: 3 }, 'grades alone', { distribution: [{ grade: 'A', count: 3, published: null }] }],
    [
      { n: 4 },
      'a denominator beside grades',
      { denominator: 4, distribution: [{ grade: 'A', count: 3, published: null }] },
    ],
    [{ n: null }, 'neither', {}],
  ])('is %j: %s', (wanted, _, fields) => {
    expect(pointOf(measure(), observation(fields))).toMatchObject({ asAtOn: '2026-06-30', ...wanted })
  })

  test.each<[Point | null, Partial<MeasureFacts>]>([
    [null, {}],
    [point({ shown: 'half', value: null }), { baseline: 'half' }],
    [point({ shown: '50%', value: 50 }), { baselineValue: 50 }],
    [point({ shown: '50%', value: 50 }), { baseline: '50%', baselineValue: 50 }],
    [point({ shown: '0%', value: 0, asAtOn: '2026-01-31' }), { baselineValue: 0, baselineOn: '2026-01-31' }],
  ])('is %j where the baseline is set so', (wanted, of) => {
    expect(baselinePoint(measure(of))).toEqual(wanted)
  })

  test('is the baseline’s place on the scale where it is a judgement', () => {
    expect(baselinePoint(judged({ baseline: 'fair' }))?.value).toBe(2)
  })
})

describe('a judgement on its scale', () => {
  test.each([
    ['Good', 3],
    [' fAIR ', 2],
    ['Poor', 1],
    ['Dire', null],
    ['', null],
    [null, null],
  ])('%s stands at %s', (text, place) => {
    expect(placeOnScale(judged(), text)).toBe(place)
  })

  test('stands nowhere where the unit is another', () => {
    expect(placeOnScale(judged({ unit: 'words' }), 'Good')).toBeNull()
  })
})

describe('warnings', () => {
  const codes = (fields: Partial<ObservationFacts>, of = measure()) =>
    warningsOf(of, observation(fields)).map(({ code }) => code)
  const wrong = { published: '50%', value: 50, numerator: 9, denominator: 10 }

  test.each<[string[], string, Partial<ObservationFacts>]>([
    [
      [],
      'one of several numbers in print',
      { published: '45 of 90 (50%)', value: 50, numerator: 45, denominator: 90 },
    ],
    [[], 'a figure that is right', { ...wrong, numerator: 45, denominator: 90 }],
    [['differs'], 'a figure that its parts do not give', { ...wrong, numerator: 60, denominator: 90 }],
    [[], 'the same, withdrawn', { ...wrong, status: 'withdrawn' }],
    [['denominatorMissing'], 'a share of nobody knows how many', { published: '50%', value: 50 }],
    [[], 'a share without its numerator', { published: '50%', value: 50, denominator: 90 }],
    [['denominatorMissing', 'notAsPublished'], 'another number in print', { published: '51%', value: 50 }],
    [['denominatorMissing'], 'nothing in print', { value: 50 }],
    [[], 'no value', { published: '50%' }],
    [['smallCount'], 'a count of five', { published: '50%', value: 50, numerator: 5, denominator: 10 }],
    [
      ['distribution'],
      'grades that do not add up',
      { published: '50%', denominator: 90, distribution: [{ grade: 'A', count: 80, published: null }] },
    ],
  ])('are %j: %s', (wanted, _, fields) => {
    expect(codes(fields)).toEqual(wanted)
  })
})
