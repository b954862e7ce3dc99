import { describe, expect, test } from 'vitest'
import {
  deliversUnmoved,
  deliversWithoutOutcome,
  priorityRatingOf,
  type RatedAction,
} from '#workflows/rating/priority-rating.ts'
import { type Rating, ratings } from '#workflows/rating/rating.ts'

const some = (number: number, rating: Rating, more: Partial<RatedAction> = {}): RatedAction[] =>
  Array.from({ length: number }, () => ({ state: 'inProgress', rating, critical: false, ...more }))

describe('the colour of a priority', () => {
  test.each<[string, RatedAction[], Rating]>([
    ['has none without an action', [], 'none'],
    ['has none while all are drafts', some(3, 'none', { state: 'draft' }), 'none'],
    ['has none when all are taken out', some(2, 'none', { state: 'cancelled' }), 'none'],
    [
      'is red with one critical red one of many',
      [...some(1, 'red', { critical: true }), ...some(99, 'green')],
      'red',
    ],
    ['is red at a fifth red', [...some(1, 'red'), ...some(4, 'green')], 'red'],
    ['is amber below a fifth red', [...some(1, 'red'), ...some(5, 'green')], 'amber'],
    ['is amber at a quarter amber', [...some(1, 'amber'), ...some(3, 'green')], 'amber'],
    ['is green below a quarter amber', [...some(1, 'amber'), ...some(4, 'green')], 'green'],
    [
      'is not made red by a critical one that is amber',
      [...some(1, 'amber', { critical: true }), ...some(4, 'green')],
      'green',
    ],
    [
      'does not dilute red with finished ones',
      [...some(1, 'red'), ...some(4, 'green'), ...some(50, 'blue', { state: 'embedded' })],
      'red',
    ],
    [
      'does not dilute red with drafts or cancelled ones',
      [
        ...some(1, 'red'),
        ...some(4, 'green'),
        ...some(5, 'none', { state: 'draft' }),
        ...some(5, 'none', { state: 'superseded' }),
      ],
      'red',
    ],
    [
      'is amber when the check of a finished one is overdue',
      [...some(1, 'amber', { state: 'signedOff' }), ...some(3, 'blue', { state: 'embedded' })],
      'amber',
    ],
    ['is blue when all are embedded', some(3, 'blue', { state: 'embedded' }), 'blue'],
    [
      'is blue when all that count are embedded',
      [...some(1, 'blue', { state: 'embedded' }), ...some(1, 'none', { state: 'cancelled' })],
      'blue',
    ],
    [
      'is not blue with one only signed off',
      [...some(2, 'blue', { state: 'embedded' }), ...some(1, 'green', { state: 'signedOff' })],
      'green',
    ],
    [
      'is not blue while one is a draft',
      [...some(2, 'blue', { state: 'embedded' }), ...some(1, 'none', { state: 'draft' })],
      'green',
    ],
    ['is green when none is due yet', some(3, 'grey', { state: 'agreed' }), 'green'],
  ])('%s', (_, actions, rating) => {
    expect(priorityRatingOf(actions).rating).toBe(rating)
  })

  test.each<[Rating, number, number]>([
    ['red', 20, 100],
    ['amber', 19, 100],
    ['amber', 1, 100],
    ['green', 0, 100],
  ])('is %s with %i red ones of %i', (rating, red, all) => {
    expect(priorityRatingOf([...some(red, 'red'), ...some(all - red, 'green')]).rating).toBe(rating)
  })

  test.each<[Rating, number, number]>([
    ['amber', 25, 100],
    ['green', 24, 100],
    ['green', 0, 100],
  ])('is %s with %i amber ones of %i', (rating, amber, all) => {
    expect(priorityRatingOf([...some(amber, 'amber'), ...some(all - amber, 'green')]).rating).toBe(rating)
  })

  test.each<[string, RatedAction[]]>([
    [
      '1 critical action is red.',
      [...some(1, 'red', { critical: true }), ...some(1, 'amber', { critical: true })],
    ],
    ['2 critical actions are red.', some(2, 'red', { critical: true })],
    ['1 of 1 open action is red.', some(1, 'red')],
    ['2 of 2 open actions are red.', some(2, 'red')],
    ['1 action is red.', [...some(1, 'red'), ...some(9, 'green')]],
    ['2 actions are red.', [...some(2, 'red'), ...some(18, 'green')]],
    ['1 of 4 open actions is amber.', [...some(1, 'amber'), ...some(3, 'green')]],
    ['2 of 4 open actions are amber.', [...some(2, 'amber'), ...some(2, 'green')]],
  ])('says why in numbers: %s', (because, actions) => {
    expect(priorityRatingOf(actions).because).toBe(because)
  })
})

test.each<[Rating, string]>(ratings.map((rating) => [rating, rating]))(
  'delivery rated %s is flagged without a sign of the outcome only when it looks good',
  (rating) => {
    const good = rating === 'green' || rating === 'blue'
    expect(deliversWithoutOutcome(rating, 'low')).toBe(good)
    expect(deliversWithoutOutcome(rating, 'noData')).toBe(good)
    expect(deliversWithoutOutcome(rating, 'medium')).toBe(false)
    expect(deliversWithoutOutcome(rating, 'high')).toBe(false)
  },
)

test.each<[Rating, string]>(ratings.map((rating) => [rating, rating]))(
  'delivery rated %s is flagged beside one measure that is no better than at first only when it looks good',
  (rating) => {
    const good = rating === 'green' || rating === 'blue'
    expect(deliversUnmoved(rating, [{ unmoved: true }])).toBe(good)
    expect(deliversUnmoved(rating, [{ unmoved: false }, { unmoved: true }, { unmoved: null }])).toBe(good)
    expect(deliversUnmoved(rating, [{ unmoved: false }, { unmoved: null }])).toBe(false)
    expect(deliversUnmoved(rating, [])).toBe(false)
  },
)
