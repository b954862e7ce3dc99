import { describe, expect, test } from 'vitest'
import { count, often, timesMoved } from '#workflows/words.ts'

describe('counts', () => {
  test.each([
    [0, '0 days', '0 times', ''],
    [1, '1 day', 'once', 'moved once'],
    [2, '2 days', 'twice', 'moved twice'],
    [3, '3 days', '3 times', 'moved 3 times'],
    [1204, '1,204 days', '1,204 times', 'moved 1,204 times'],
  ])('of %i', (number, days, times, moved) => {
    expect([count(number, 'day'), often(number), timesMoved(number)]).toEqual([days, times, moved])
  })

  test('take a plural of their own', () => {
    expect([count(1, 'person', 'people'), count(2, 'person', 'people')]).toEqual(['1 person', '2 people'])
  })
})
