import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#workflows/calendar/calendar.ts'
import { asNumber, fraction } from '#workflows/measure/fraction.ts'
import { spc, usualOptions } from '#workflows/measure/spc.ts'
import { apart, ceilingOf, floorOf, sumOf, wholesOf } from '#workflows/measure/whole-figures.ts'

const small = fc.integer({ min: -100_000, max: 100_000 }).map((each) => each / 100)
const huge = fc.tuple(fc.integer(), fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 1, max: 400 }))
const large = huge.map(([whole, part, times]) => Number(`${whole * times}.${String(part).padStart(8, '0')}`))
const figures = fc.array(fc.oneof(small, large), { minLength: 1, maxLength: 30 })

describe('figures as whole numbers', () => {
  test.each([
    [[1.5, 2, 0.25], [150, 200, 25], 100n],
    [[0.1, 0.2, 0.3], [1, 2, 3], 10n],
    [[0.29], [29], 100n],
    [[-7, 0], [-7, 0], 1n],
    [[1e-8], [1], 100_000_000n],
    [[123_456_789_012.25], [12_345_678_901_225], 100n],
    [[123_456_789_012.0625], [1_234_567_890_120_625n], 10_000n],
    [[], [], 1n],
  ])('%s are %s', (values, wanted, parts) => {
    expect(wholesOf(values)).toEqual({ figures: wanted, parts })
  })

  test('are the figures as they are written, whatever their size', () => {
    fc.assert(
      fc.property(figures, (values) => {
        const { figures: wholes, parts } = wholesOf(values)
        for (const [at, value] of values.entries()) {
          const { over, under } = fraction(value)
          expect(BigInt(wholes[at] ?? -1) * under).toBe(over * parts)
        }
      }),
    )
  })

  test('are added up and held apart exactly', () => {
    const whole = fc.oneof(fc.maxSafeInteger(), fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }))
    fc.assert(
      fc.property(fc.array(whole), whole, whole, (all, a, b) => {
        expect(sumOf(all)).toBe(all.reduce<bigint>((sum, each) => sum + BigInt(each), 0n))
        const by = BigInt(a) - BigInt(b)
        if (typeof a === 'number' && typeof b === 'number' && !Number.isSafeInteger(a - b)) return
        expect(BigInt(apart(a, b))).toBe(by < 0n ? -by : by)
      }),
    )
  })

  test('lie above a fraction if above its floor, and below it if below its ceiling', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt({ min: 1n }), fc.bigInt(), (over, under, figure) => {
        expect(figure > floorOf(over, under)).toBe(figure * under > over)
        expect(figure < ceilingOf(over, under)).toBe(figure * under < over)
        const [floor, ceiling] = [BigInt(floorOf(over, under)), BigInt(ceilingOf(over, under))]
        expect([floor * under <= over, (floor + 1n) * under > over]).toEqual([true, true])
        expect([ceiling * under >= over, (ceiling - 1n) * under < over]).toEqual([true, true])
      }),
    )
  })
})

describe('a fraction', () => {
  test.each([
    [0, 0n, 1n],
    [-7, -7n, 1n],
    [12.25, 1225n, 100n],
    [-0.5, -5n, 10n],
    [1.5e-7, 15n, 100_000_000n],
    [2e21, 2_000_000_000_000_000_000_000n, 1n],
    [-1.5e21, -1_500_000_000_000_000_000_000n, 1n],
  ])('is %d as it is written', (value, over, under) => {
    expect(fraction(value)).toEqual({ over, under })
  })

  test.each([
    [0.333_333_33, 1n, 3n],
    [0.666_666_67, 2n, 3n],
    [-0.333_333_33, -1n, 3n],
    [-0.666_666_67, -2n, 3n],
    [0.000_000_01, 5n, 1_000_000_000n],
    [-0.000_000_01, -5n, 1_000_000_000n],
    [0, 4n, 1_000_000_000n],
    [12.5, 25n, 2n],
    [-12.5, -25n, 2n],
  ])('is %d to eight decimals, a half away from nought: of %d and %d', (number, over, under) => {
    expect(asNumber({ over, under })).toBe(number)
  })
})

test('signals are those of exact sums, whatever the size of the figures', () => {
  const options = { ...usualOptions, fewestPoints: 1 }
  fc.assert(
    fc.property(figures, (values) => {
      const points = values.map((value, at) => ({ on: addDays('2020-01-31', at * 30), value }))
      const read = spc({ points, polarity: 'nearTarget', target: null, steps: [] }, options)
      expect(read.points.map(({ flags }) => flags.includes('astronomical'))).toEqual(beyondLimits(values))
    }),
  )
})

/** By the definition alone: further from the mean than 2.66 times the average moving range. */
function beyondLimits(values: readonly number[]): boolean[] {
  const exact = values.map((value) => fraction(value))
  const parts = exact.reduce((most, { under }) => (under > most ? under : most), 1n)
  const wholes = exact.map(({ over, under }) => over * (parts / under))
  const size = (by: bigint) => (by < 0n ? -by : by)
  const sum = wholes.reduce((all, each) => all + each, 0n)
  const ranges = wholes.slice(1).map((each, at) => size(each - (wholes[at] ?? 0n)))
  const range = ranges.reduce((all, each) => all + each, 0n)
  const [n, m] = [BigInt(wholes.length), BigInt(ranges.length)]
  return wholes.map((each) => range > 0n && size(each * n - sum) * m * 100n > range * 266n * n)
}
