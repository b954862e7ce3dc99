import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { byRef, compareRefs, compareText } from '#workflows/plan/reference-order.ts'

describe('references', () => {
  test('stand in the order in which people count', () => {
    const inOrder = ['', 'A', 'P', 'P01', 'P1', 'P1.S2', 'P1.S02a', 'P1.S10', 'P2', 'P10', 'PA', 'p1', 'é1']
    expect(inOrder.toReversed().toSorted(compareRefs)).toEqual(inOrder)
    const listed = inOrder.map((ref) => ({ ref }))
    expect(listed.toReversed().toSorted(byRef)).toEqual(listed)
  })

  test('go by the value of their numbers, however long these are', () => {
    const number = fc.bigInt({ min: 0n, max: 10n ** 39n - 1n })
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(compareRefs(`P${a}.S1`, `P${b}.S1`) < 0).toBe(a < b)
        expect(compareRefs(`P1.S${a}`, `P1.S${b}`) > 0).toBe(a > b)
      }),
    )
  })

  test('are the same where they are written alike, and else one comes first', () => {
    const ref = fc.stringMatching(/^[P.0-2é😀]{0,6}$/u)
    fc.assert(
      fc.property(ref, ref, (a, b) => {
        expect(compareRefs(a, b) === 0).toBe(a === b)
        expect(Math.sign(compareRefs(a, b)) + Math.sign(compareRefs(b, a))).toBe(0)
      }),
    )
  })
})

test.each([
  ['', 'a'],
  ['a', 'ab'],
  ['ab', 'b'],
  ['Z', 'a'],
  // In halves, as JavaScript compares, the face would come first.
  ['\uff21', '😀'],
  ['a\uff21', 'a😀'],
])('a text comes before another by its code points, as in the database: %j before %j', (one, other) => {
  expect(compareText(one, other)).toBeLessThan(0)
  expect(compareText(other, one)).toBeGreaterThan(0)
  expect(compareText(one, one)).toBe(0)
})
