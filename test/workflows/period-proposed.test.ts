import { describe, expect, test } from 'vitest'
import { periodProposed } from '#workflows/measure/period-proposed.ts'
import { unfinishedWarnings } from '#workflows/warnings/figure-warnings.ts'

const on = { asAtOn: '2026-09-30', precision: 'day', periodStartOn: null } as const
const month = { endOn: '2026-10-31', today: '2026-11-23' }

describe('the period that is proposed for a figure is that of the figure before it', () => {
  test.each([
    ['a count on the day', on, null, { ...on, asAtOn: '2026-10-31' }],
    ['a count on the day that is due by the quarter', on, 'quarter', { ...on, asAtOn: '2026-10-31' }],
    [
      'a rolling year',
      { ...on, periodStartOn: '2025-10-01' },
      'month',
      { ...on, asAtOn: '2026-10-31', periodStartOn: '2025-11-01' },
    ],
    [
      'a rolling year of 52 weeks',
      { ...on, asAtOn: '2026-10-11', periodStartOn: '2025-10-13' },
      'month',
      { ...on, asAtOn: '2026-10-31', periodStartOn: '2025-11-01' },
    ],
    [
      'four weeks',
      { ...on, periodStartOn: '2026-09-03' },
      'month',
      { ...on, asAtOn: '2026-10-31', periodStartOn: '2026-10-04' },
    ],
    [
      'three whole months, told by their days',
      { ...on, periodStartOn: '2026-07-01' },
      'month',
      { ...on, asAtOn: '2026-10-31', periodStartOn: '2026-08-01' },
    ],
    ['a month', { ...on, precision: 'month' }, null, { ...on, asAtOn: '2026-10-31', precision: 'month' }],
    [
      'a month, by the quarter',
      { ...on, precision: 'month' },
      'quarter',
      { ...on, asAtOn: '2026-10-31', precision: 'quarter' },
    ],
    [
      'a year, by the month',
      { ...on, precision: 'year' },
      'month',
      { ...on, asAtOn: '2026-10-31', precision: 'year' },
    ],
    ['none, by the year', null, 'yearToMarch', { ...on, asAtOn: '2026-10-31', precision: 'year' }],
  ] as const)('%s', (_, last, every, proposed) => {
    expect(periodProposed({ every }, last, month)).toEqual(proposed)
  })

  test('up to today, where the month is not over and it is no whole one', () => {
    const unfinished = { endOn: '2026-11-30', today: '2026-11-23' }
    expect(periodProposed({ every: 'month' }, on, unfinished)).toMatchObject({ asAtOn: '2026-11-23' })
    const rolling = { ...on, periodStartOn: '2025-10-01' }
    expect(periodProposed({ every: 'month' }, rolling, unfinished)).toMatchObject({
      asAtOn: '2026-11-23',
      periodStartOn: '2025-11-24',
    })
    expect(periodProposed({ every: 'month' }, null, unfinished)).toMatchObject({ asAtOn: '2026-11-30' })
  })
})

test.each([
  ['month', '2026-11-30', true],
  ['month', '2026-11-15', true],
  ['month', '2026-10-31', false],
  ['quarter', '2026-12-31', true],
  ['year', '2026-12-31', true],
  ['year', '2026-11-23', false],
  ['day', '2026-11-23', false],
] as const)(
  'a figure of a whole %s to %s is asked about on 23 November: %s',
  (precision, asAtOn, isAsked) => {
    const said = unfinishedWarnings(
      { kind: 'figure', status: 'provisional', asAtOn, precision },
      '2026-11-23',
    )
    expect(said.map(({ field }) => field)).toEqual(isAsked ? ['asAtOn'] : [])
    if (precision === 'month' && isAsked)
      expect(said[0]?.detail).toBe(
        'November 2026 is not over, so that no figure of all of it can be known. Give the day to which it was counted, or wait until it is over. Is it right?',
      )
  },
)
