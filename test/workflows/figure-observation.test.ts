import { describe, expect, test } from 'vitest'
import {
  figureObservation,
  type FigureTerms,
  gradesTyped,
  takenBack,
  validated,
} from '#workflows/measure/figure-observation.ts'
import { figureTyped } from '#workflows/measure/figure-typed.ts'
import type { KeptObservation } from '#workflows/measure/measure-facts.ts'
import { whyNotObserve } from '#workflows/measure/observation-rules.ts'
import { measure, observation } from '../support/measures.ts'

const source = { denominatorSource: 'Children with a plan' }
const terms: FigureTerms = {
  asAtOn: '2026-02-14',
  precision: 'day',
  status: 'provisional',
  acknowledgeSmallCount: true,
}

function read(text: string) {
  const figure = figureTyped(text, measure())
  if (!figure.ok) throw new Error(figure.because)
  return figure
}

describe('a figure that was typed is recorded', () => {
  test.each([
    ['day', '2026-02-14', 'stated'],
    ['month', '2026-02-28', 'periodEnd'],
    ['quarter', '2026-02-14', 'periodEnd'],
    ['year', '2026-02-14', 'periodEnd'],
  ] as const)('of a %s on %s, as it is %s', (precision, asAtOn, dateBasis) => {
    expect(figureObservation(source, read('75%'), { ...terms, precision })).toMatchObject({
      precision,
      asAtOn,
      dateBasis,
    })
  })

  test('as it was typed, with nothing that was not told of it', () => {
    const { published, value, numerator, denominator, denominatorSource, distribution, ...rest } =
      figureObservation(source, read('75%'), terms)
    expect({ published, value, numerator, denominator }).toEqual({
      published: '75%',
      value: 75,
      numerator: null,
      denominator: null,
    })
    expect([denominatorSource, distribution]).toEqual(['', []])
    expect(rest).toMatchObject({ kind: 'figure', caveat: '', source: '', corrects: null, reason: null })
    expect(rest).toMatchObject({ status: 'provisional', acknowledgeSmallCount: true })
  })

  test('with its parts, and then with where the number below comes from', () => {
    expect(figureObservation(source, read('45 of 60'), terms)).toMatchObject({
      value: 75,
      numerator: 45,
      denominator: 60,
      ...source,
    })
  })

  test('in grades without a number, with its caveat and its source', () => {
    const distribution = [{ grade: 'Good', count: 3, published: null }]
    const told = { ...terms, caveat: 'A first look', source: 'Audit' }
    expect(figureObservation(source, { distribution }, told)).toMatchObject({
      published: null,
      value: null,
      denominatorSource: '',
      distribution,
      caveat: 'A first look',
      source: 'Audit',
    })
  })
})

describe('a figure that stands', () => {
  const kept: KeptObservation = {
    ...observation({ published: '75%', value: 75, numerator: 3, denominator: 4, status: 'provisional' }),
    ...source,
    caveat: 'A first look',
    source: 'Audit',
    id: 'kept',
    measureId: 'measure',
    revision: 1,
    supersedesId: null,
    reason: null,
    smallCountAcknowledged: true,
    recordedBy: null,
    recordedAt: '2026-07-01T09:00:00.000Z',
  }

  test('is validated as it was recorded, small counts and all', () => {
    const wanted = validated(kept)
    const { status, corrects, reason, acknowledgeSmallCount, ...figure } = wanted
    expect(kept).toMatchObject(figure)
    expect([status, corrects, acknowledgeSmallCount]).toEqual(['validated', 'kept', true])
    expect(reason).toMatch(/stands as it was recorded/)
    expect(whyNotObserve(measure(), [kept], wanted, '2026-07-02')).toBeNull()
    expect(validated({ ...kept, smallCountAcknowledged: false }).acknowledgeSmallCount).toBe(false)
  })

  test('is taken back with a reason, and leaves nothing in its place', () => {
    const wanted = takenBack(kept, 'Of another team.')
    expect(wanted).toMatchObject({ status: 'withdrawn', corrects: 'kept', reason: 'Of another team.' })
    expect(wanted).toMatchObject({ asAtOn: kept.asAtOn, precision: kept.precision, kind: 'figure' })
    expect(wanted).toMatchObject({ caveat: '', source: '', denominatorSource: '' })
    expect(wanted.acknowledgeSmallCount).toBe(false)
    expect(whyNotObserve(measure(), [kept], wanted, '2026-07-02')).toBeNull()
  })
})

describe('grades that were typed', () => {
  const scale = ['Good', 'Fair', 'Poor']

  test.each([
    [
      [3, 0, 12],
      ['3', '0', '12'],
    ],
    [
      [3, 1, 2],
      [' 3 ', '1', '2\t'],
    ],
    [
      [0, 1, 0],
      ['0', '1', '0'],
    ],
    [
      [123_456_789, 0, 0],
      ['123456789', '0', '0'],
    ],
  ])('count so many of each, as they were typed: %j, typed as %j', (counts, typed) => {
    expect(gradesTyped(scale, typed)).toEqual({
      distribution: scale.map((grade, at) => ({ grade, count: counts[at], published: null })),
    })
  })

  test.each([[[]], [['', ' ', '']]])('are none where nothing was typed: %j', (typed) => {
    expect(gradesTyped(scale, typed)).toBeNull()
  })

  test('are asked for again at each box that is no number', () => {
    expect(gradesTyped(scale, ['few', '2', '-1'])).toEqual({
      faults: new Map([
        [0, 'Type how many were Good, in figures.'],
        [2, 'Type how many were Poor, in figures.'],
      ]),
    })
    expect(gradesTyped(scale, ['1234567890', '', ''])).toHaveProperty('faults')
  })

  test('are asked for again at the first box where nobody was given any', () => {
    expect(gradesTyped(scale, ['0', '0', '0'])).toMatchObject({
      faults: new Map([[0, expect.stringContaining('Nobody has a grade')]]),
    })
  })
})
