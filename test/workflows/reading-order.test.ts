import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { byName, compareNames } from '#workflows/search/reading-order.ts'
import { searchTexts } from '../support/search-texts.ts'

describe('names', () => {
  test('stand as people read them: without accents, capitals and apostrophes first, numbers by their value', () => {
    const inOrder = [
      '',
      'Team 2',
      'team 2',
      'Team 10',
      'Team 10a',
      'Team 0000000000011',
      'Team 12',
      'Þor',
      'Zoe Adams',
      'Zoë Adams',
      'Zoe Baker',
      'Zoe-Baker',
      'ZOE O’Neil',
      'zoe oneill',
      'Zoë P.',
    ]
    expect(inOrder.toReversed().toSorted(compareNames)).toEqual(inOrder)
    const named = inOrder.map((name) => ({ name }))
    expect(named.toReversed().toSorted(byName)).toEqual(named)
  })

  test('are the same where they are written alike, and else one comes first', () => {
    fc.assert(
      fc.property(searchTexts, searchTexts, (one, other) => {
        expect(compareNames(one, other) === 0).toBe(one === other)
        expect(Math.sign(compareNames(one, other)) + Math.sign(compareNames(other, one))).toBe(0)
      }),
    )
  })
})
