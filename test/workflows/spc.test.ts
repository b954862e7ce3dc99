import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#workflows/calendar/calendar.ts'
import { type SpcFlag, type SpcOptions, spc, usualOptions } from '#workflows/measure/spc.ts'

type Case = {
  name: string
  values: number[]
  rebaseAt: number[]
  screenMovingRanges: boolean
  improvement: 'increase' | 'decrease'
  sections: { start: number; mean: number; averageMovingRange: number; lower: number; upper: number }[]
  special: string[]
  pointType: string[]
  flaggedIndexes: number[]
  flaggedIfRule2CountsBeyondLimit: number[]
  flaggedIfRunAndTrendAreSix: number[]
}
type Edge = {
  name: string
  values: number[]
  options: { fix?: number; rule2?: 'beyond'; screen?: false }
  expected: {
    mean: number
    averageMovingRange: number
    lower: number
    upper: number
    flags: Record<string, string[]>
  }
}

/** Published series of the R package NHSRplotthedots (MIT), and series of our own for what they do not show. */
const { cases, edgeCases } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../support/fixtures/spc-cases.json'), 'utf8'),
) as { cases: Case[]; edgeCases: { cases: Edge[]; noLimits: { values: number[] }[] } }

/** As the package judges: from any number of figures, and what is beyond a limit is not close to it. */
const asPackage = { ...usualOptions, fewestPoints: 1, beyondCounts: false }
const dayOf = (at: number) => addDays('2020-01-31', at * 30)
const seriesOf = (values: readonly number[], rebaseAt: readonly number[] = []) => ({
  points: values.map((value, at) => ({ on: dayOf(at), value })),
  polarity: 'higherIsBetter' as const,
  target: null,
  steps: rebaseAt.map((at) => ({ startOn: dayOf(at) })),
})
const flagged = (values: readonly number[], options: SpcOptions, rebaseAt: readonly number[] = []) =>
  spc(seriesOf(values, rebaseAt), options).points.flatMap(({ flags }, at) => (flags.length > 0 ? [at] : []))

const firstFlag = (special: string): SpcFlag | undefined => {
  if (/UCL|LCL/.test(special)) return 'astronomical'
  if (/Trend/.test(special)) return 'trend'
  if (/2 Out Of 3/i.test(special)) return 'twoOfThree'
  return /Points (Above|Below) CL/.test(special) ? 'shift' : undefined
}
const readingOf = (pointType: string) => pointType.replace('special_cause_', '').replace('_cause', '')

describe('a published series', () => {
  test('there are all of them', () => {
    expect([cases.length, edgeCases.cases.length]).toEqual([9, 6])
  })

  test.each(cases.map((each) => [each.name, each] as const))(
    '%s has its published mean, limits and signals',
    (_, each) => {
      const { values, rebaseAt, screenMovingRanges, sections } = each
      const options = { ...asPackage, screenMovingRanges }
      const polarity = each.improvement === 'increase' ? 'higherIsBetter' : 'lowerIsBetter'
      const read = spc({ ...seriesOf(values, rebaseAt), polarity }, options)
      expect(read.sections.length).toBe(sections.length)
      for (const [at, { mean, lower, upper, averageMovingRange }] of sections.entries()) {
        const own = read.sections[at]
        expect(own?.mean).toBeCloseTo(mean, 6)
        expect(own?.averageMovingRange).toBeCloseTo(averageMovingRange, 6)
        expect(own?.lower).toBeCloseTo(lower, 6)
        expect(own?.upper).toBeCloseTo(upper, 6)
      }
      expect(read.points.map(({ flags }) => flags[0])).toEqual(each.special.map(firstFlag))
      expect(read.points.map(({ reading }) => reading)).toEqual(each.pointType.map(readingOf))
      expect(flagged(values, options, rebaseAt)).toEqual(each.flaggedIndexes)
      expect(flagged(values, { ...options, beyondCounts: true }, rebaseAt)).toEqual(
        each.flaggedIfRule2CountsBeyondLimit,
      )
      expect(flagged(values, { ...options, runLength: 6 }, rebaseAt)).toEqual(each.flaggedIfRunAndTrendAreSix)
    },
  )

  test.each(edgeCases.cases.map((each) => [each.name, each] as const))(
    '%s is read as two independent programs read it',
    (_, { values, options, expected }) => {
      const series = seriesOf(values)
      const own = {
        ...asPackage,
        screenMovingRanges: options.screen !== false,
        beyondCounts: options.rule2 === 'beyond',
      }
      const steps = options.fix === undefined ? [] : [{ startOn: dayOf(0), fixedAfter: options.fix }]
      const read = spc({ ...series, steps }, own)
      const [section] = read.sections
      expect(section?.mean).toBeCloseTo(expected.mean, 6)
      expect(section?.lower).toBeCloseTo(expected.lower, 6)
      expect(section?.upper).toBeCloseTo(expected.upper, 6)
      const flags = read.points.flatMap((point, at) =>
        point.flags.length === 0 ? [] : [[String(at), [...point.flags].toSorted()] as const],
      )
      const wanted = Object.entries(expected.flags).map(
        ([at, names]) =>
          [at, names.map((name) => camel(name.replace(/-(high|low|up|down)$/, ''))).toSorted()] as const,
      )
      expect(flags).toEqual(wanted)
    },
  )

  test.each(edgeCases.noLimits)(
    'without variation to judge by has no limits and no signals: %j',
    ({ values }) => {
      for (const screenMovingRanges of [true, false]) {
        const read = spc(seriesOf(values), { ...asPackage, screenMovingRanges })
        if (!screenMovingRanges && new Set(values).size > 1) continue
        expect(read.sections).toEqual([expect.objectContaining({ lower: null, upper: null, judged: false })])
        expect(read.points.every(({ flags, reading }) => flags.length === 0 && reading === 'common')).toBe(
          true,
        )
        expect([read.variation, read.assurance]).toEqual([null, null])
      }
    },
  )
})

const camel = (name: string) => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

describe('figures', () => {
  test('that are the same in decimals lie on their mean, whatever binary fractions make of them', () => {
    const values = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0, 0.2]
    expect(values.reduce((sum, each) => sum + each) / values.length).not.toBe(0.1)
    expect(flagged(values, asPackage)).toEqual([9, 10])
  })

  test('fewer than thirteen are not judged, and thirteen are', () => {
    const values = [4, 6, 5, 7, 4, 6, 5, 7, 4, 6, 5, 7]
    expect(spc(seriesOf(values)).sections[0]).toMatchObject({ judged: false, lower: null, mean: 5.5 })
    expect(spc(seriesOf(values)).variation).toBe(null)
    expect(spc(seriesOf([...values, 40])).sections[0]).toMatchObject({ judged: true })
    expect(spc(seriesOf([...values, 40])).variation).toBe('improvement')
  })

  test.each([
    ['as large as the limit of moving ranges', 3.71, 1],
    ['just smaller', 3.707, (19 + 3.707) / 20],
  ])('whose move is %s are screened by it', (_, move, averageMovingRange) => {
    const ups = Array.from({ length: 20 }, (_each, at) => at % 2)
    const read = spc(seriesOf([...ups, 1 + move]), { ...usualOptions, screenMovingRanges: true })
    expect(read.sections[0]?.averageMovingRange).toBeCloseTo(averageMovingRange, 6)
  })

  test.each([
    ['two thirds of the way to the limit', 7.452, []],
    ['beyond them', 7.453, [14, 15]],
  ])('that lie %s from the mean, as two of three do, are no signal and a signal', (_, value, signals) => {
    const ups = Array.from({ length: 14 }, (_each, at) => 5 + (at % 2))
    const { points } = spc(seriesOf([...ups, value, value]))
    const near = points.flatMap(({ flags }, at) => (flags.includes('twoOfThree') ? [at] : []))
    expect(near).toEqual(signals)
  })

  test('that are the first of all can be two of three close to a limit', () => {
    const ups = Array.from({ length: 13 }, (_each, at) => 5 + (at % 2))
    const { points } = spc(seriesOf([7.5, 7.5, 6, ...ups]))
    expect(points.slice(0, 3).map(({ flags }) => flags)).toEqual([['twoOfThree'], ['twoOfThree'], []])
  })

  test.each([
    ['nearTarget', 40, 'high'],
    ['contextOnly', -40, 'low'],
    ['higherIsBetter', -40, 'concern'],
    ['lowerIsBetter', -40, 'improvement'],
  ] as const)('where %s and the newest is %d read %s', (polarity, newest, reading) => {
    const ups = Array.from({ length: 14 }, (_each, at) => 5 + (at % 2))
    const { points, variation } = spc({ ...seriesOf([...ups, newest]), polarity })
    expect([points.at(-1)?.reading, variation]).toEqual([reading, reading])
  })

  test('of one day stand from the least to the greatest, in whatever order they come', () => {
    const on = (day: string, value: number) => ({ on: day, value })
    const points = [on('2026-02-28', 7), on('2026-02-28', 5), on('2026-01-31', 6), on('2026-02-28', 9)]
    for (const given of [points, points.toReversed()])
      expect(spc({ ...seriesOf([]), points: given }).points.map(({ value }) => value)).toEqual([6, 5, 7, 9])
  })

  test('of a section are judged by that section alone, in whatever order its steps were decided', () => {
    const values = Array.from({ length: 39 }, (_, at) => 10 * Math.floor(at / 13) + (at % 2))
    const read = spc(seriesOf(values, [13, 26]))
    expect(read.sections.map(({ startOn }) => startOn)).toEqual([0, 13, 26].map(dayOf))
    expect(spc(seriesOf(values, [26, 13]))).toEqual(read)
  })

  test('of a section are judged by that section alone', () => {
    const values = [4, 6, 5, 7, 4, 6, 5, 7, 4, 6, 5, 7, 4, 24, 26, 25, 27, 24, 26, 25, 27, 24, 26, 25, 27, 24]
    expect(flagged(values, usualOptions).length).toBeGreaterThan(20)
    const read = spc(seriesOf(values, [13]))
    expect(read.points.flatMap(({ flags }) => flags)).toEqual([])
    expect(read.sections.map(({ startOn }) => startOn)).toEqual([dayOf(0), dayOf(13)])
  })

  test.each([
    ['higherIsBetter', 20, 'failing'],
    ['higherIsBetter', 1, 'passing'],
    ['higherIsBetter', 5, 'hitOrMiss'],
    ['lowerIsBetter', 20, 'passing'],
    ['lowerIsBetter', 1, 'failing'],
    ['lowerIsBetter', 5, 'hitOrMiss'],
    ['nearTarget', 20, null],
    ['contextOnly', 20, null],
    ['higherIsBetter', null, null],
  ] as const)('where %s with a target of %s read %s', (polarity, target, assurance) => {
    const values = [5, 6, 5, 5, 6, 5, 6, 5, 6, 5, 5, 6, 5]
    expect(spc({ ...seriesOf(values), polarity, target }).assurance).toBe(assurance)
  })
})

test.each([
  [2.83, 'passing', 'failing'],
  [2.84, 'hitOrMiss', 'hitOrMiss'],
  [8.16, 'hitOrMiss', 'hitOrMiss'],
  [8.17, 'failing', 'passing'],
])('a target at a limit is hit or missed, and one beyond it is not: %d', (target, higher, lower) => {
  const series = seriesOf(Array.from({ length: 14 }, (_, at) => 5 + (at % 2)))
  expect(spc({ ...series, target }).assurance).toBe(higher)
  expect(spc({ ...series, target, polarity: 'lowerIsBetter' }).assurance).toBe(lower)
})

describe('any series', () => {
  const value = fc.integer({ min: -2_000, max: 2_000 }).map((each) => each / 10)
  const values = fc.array(value, { minLength: 1, maxLength: 40 })
  const options = fc.record({
    screenMovingRanges: fc.boolean(),
    runLength: fc.constantFrom(6, 7),
    fewestPoints: fc.constantFrom(1, 13),
    beyondCounts: fc.boolean(),
  })

  test('shifted as a whole has its mean and limits shifted by as much, and the same signals', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: -500, max: 500 }), options, (given, by, chosen) => {
        const moved = given.map((each) => Math.round((each + by) * 10) / 10)
        const [before, after] = [spc(seriesOf(given), chosen), spc(seriesOf(moved), chosen)]
        expect(after.points.map(({ flags }) => flags)).toEqual(before.points.map(({ flags }) => flags))
        for (const [at, section] of before.sections.entries()) {
          expect(after.sections[at]?.mean).toBeCloseTo(section.mean + by, 6)
          if (section.upper === null || section.lower === null) expect(after.sections[at]?.upper).toBe(null)
          else {
            expect(after.sections[at]?.upper).toBeCloseTo(section.upper + by, 6)
            expect(after.sections[at]?.lower).toBeCloseTo(section.lower + by, 6)
          }
        }
      }),
    )
  })

  test('read by the other polarity has every improvement as a concern, and every concern as an improvement', () => {
    const other = {
      improvement: 'concern',
      concern: 'improvement',
      common: 'common',
      high: 'high',
      low: 'low',
    }
    fc.assert(
      fc.property(values, options, (given, chosen) => {
        const series = seriesOf(given)
        const one = spc(series, chosen).points.map(({ reading }) => other[reading])
        expect(
          spc({ ...series, polarity: 'lowerIsBetter' }, chosen).points.map(({ reading }) => reading),
        ).toEqual(one)
      }),
    )
  })

  test('entered in another order reads the same', () => {
    fc.assert(
      fc.property(values, options, fc.infiniteStream(fc.nat()), (given, chosen, keys) => {
        const series = seriesOf(given)
        const mixed = series.points
          .map((point) => ({ point, key: keys.next().value as number }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ point }) => point)
        expect(spc({ ...series, points: mixed }, chosen)).toEqual(spc(series, chosen))
      }),
    )
  })

  test('has no improvement and no concern where neither way is better', () => {
    fc.assert(
      fc.property(values, options, (given, chosen) => {
        const { points } = spc({ ...seriesOf(given), polarity: 'nearTarget' }, chosen)
        expect(points.filter(({ reading }) => reading === 'improvement' || reading === 'concern')).toEqual([])
      }),
    )
  })
})
