import { describe, expect, test } from 'vitest'
import type { KeptObservation } from '#workflows/measure/measure-facts.ts'
import { firstDayOf, type NewObservation, whyNotObserve } from '#workflows/measure/observation-rules.ts'

const today = '2026-11-23'
const plain: NewObservation = {
  kind: 'figure',
  asAtOn: '2026-10-31',
  periodStartOn: null,
  precision: 'day',
  dateBasis: 'stated',
  published: '61%',
  value: 61,
  numerator: 61,
  denominator: 100,
  denominatorSource: 'Register',
  status: 'validated',
  caveat: '',
  distribution: [],
  rank: null,
  source: '',
  sourceRef: null,
  corrects: null,
  reason: null,
  acknowledgeSmallCount: false,
}
const { corrects: _, acknowledgeSmallCount: __, ...facts } = plain
const kept = (fields: Partial<KeptObservation> = {}): KeptObservation => ({
  ...facts,
  id: 'first',
  measureId: 'measure',
  revision: 1,
  supersedesId: null,
  reason: null,
  smallCountAcknowledged: false,
  recordedBy: null,
  recordedAt: '2026-11-01T10:00:00.000Z',
  ...fields,
})
const refused = (
  fields: Partial<NewObservation>,
  standing: KeptObservation[] = [],
  unit = 'percent' as const,
) => {
  const refusal = whyNotObserve({ unit }, standing, { ...plain, ...fields }, today)
  return refusal && [refusal.code, refusal.field]
}
const nothing = { published: null, value: null, numerator: null, denominator: null }
const grades = [{ grade: 'Good', count: 12, published: null }]

const rank = (position: number) => ({ position, tied: false, of: 4, among: null })

test.each([
  ['count', 1.371, null, false],
  ['count', 1.5, 1, true],
  ['count', -2, null, false],
  ['count', 12, null, true],
  ['rate', -0.5, null, false],
  ['days', -3, null, false],
  ['ratio', -1.2, null, false],
  ['percentagePoints', -2, null, true],
  ['currency', -2800, null, true],
] as const)(
  'a %s of %d with %s decimals is refused in what it is before it is called small',
  (unit, value, decimals, taken) => {
    const figure = { ...plain, ...nothing, value, published: String(value), acknowledgeSmallCount: taken }
    const asked = (standing: KeptObservation[], corrects: string | null = null) =>
      whyNotObserve({ unit, decimals }, standing, { ...figure, corrects, reason: corrects }, today)
    expect(asked([])?.code ?? null).toBe(taken ? null : 'notValid')
    // What stands from before this was asked is corrected in other fields as ever.
    expect(asked([kept({ value })], 'first')?.code ?? null).not.toBe('notValid')
  },
)

test.each([
  ['a grade of the scale', [['Good', 12]], null],
  ['a grade in other letters', [['good', 12]], null],
  ['a grade that is none of the scale', [['Godo', 12]], 'distribution'],
  [
    'one grade with two numbers',
    [
      ['Good', 12],
      ['good', 3],
    ],
    'distribution',
  ],
  ['grades that nobody has', [['Good', 0]], 'distribution'],
] as const)('%s', (_, told, field) => {
  const distribution = told.map(([grade, count]) => ({ grade, count, published: null }))
  const asked = (standing: KeptObservation[], corrects: string | null = null) =>
    whyNotObserve(
      { unit: 'grade', scale: ['Good', 'Poor'] },
      standing,
      { ...plain, ...nothing, distribution, corrects, reason: corrects, acknowledgeSmallCount: true },
      today,
    )?.field ?? null
  expect(asked([])).toBe(field)
})

describe('an observation', () => {
  test.each([
    ['a plain figure', {}, null],
    ['the last of four', { rank: rank(4) }, null],
    ['the fifth of four', { rank: rank(5) }, ['notValid', 'rank']],
    ['of today', { asAtOn: today }, null],
    ['of tomorrow', { asAtOn: '2026-11-24' }, ['dateNotAllowed', 'asAtOn']],
    ['of the month that runs', { asAtOn: '2026-11-30', precision: 'month' }, null],
    ['of the month that comes', { asAtOn: '2026-12-31', precision: 'month' }, ['dateNotAllowed', 'asAtOn']],
    ['of the quarter that runs', { asAtOn: '2026-12-31', precision: 'quarter' }, null],
    ['of the year that runs', { asAtOn: '2026-12-31', precision: 'year' }, null],
    ['a period that begins after its end', { periodStartOn: '2026-11-01' }, ['notValid', 'periodStartOn']],
    ['a share over all', { value: 130 }, ['notValid', 'value']],
    ['a share below none', { value: -1 }, ['notValid', 'value']],
    ['without published text', { published: null }, ['notValid', 'published']],
    ['without a value', { value: null }, ['notValid', 'value']],
    ['grades without a value', { ...nothing, distribution: grades }, null],
    ['a claim', { ...nothing, kind: 'claim', published: 'some improvement' }, null],
    ['a claim told in its caveat', { ...nothing, kind: 'claim', caveat: 'signs of an increase' }, null],
    ['a claim without words', { ...nothing, kind: 'claim' }, ['notValid', 'published']],
    ['a claim with a figure', { kind: 'claim' }, ['notValid', 'value']],
    ['a withdrawal of nothing', { ...nothing, status: 'withdrawn' }, ['notValid', 'corrects']],
    ['a reason without a correction', { reason: 'a slip' }, ['notValid', 'reason']],
    ['a count of one to five', { numerator: 3 }, ['smallCount', 'numerator']],
    ['a count of one to five, confirmed', { numerator: 3, acknowledgeSmallCount: true }, null],
  ] as [string, Partial<NewObservation>, string[] | null][])('%s', (_name, fields, wanted) => {
    expect(refused(fields)).toEqual(wanted)
  })

  test('of a measure told in words has words and no value', () => {
    const judged = (fields: Partial<NewObservation>) =>
      whyNotObserve({ unit: 'judgement' }, [], { ...plain, ...nothing, published: 'Good', ...fields }, today)
        ?.field
    expect(judged({})).toBeUndefined()
    expect(judged({ value: 3 })).toBe('value')
    expect(judged({ published: null })).toBe('published')
  })
})

describe('beside what is there', () => {
  const correction = { corrects: 'first', reason: 'A slip of the pen' }

  test.each([
    ['the same day again', {}, [kept()], ['alreadyThere', 'asAtOn']],
    ['the same day for a period', { periodStartOn: '2026-10-01' }, [kept()], null],
    ['the same day after a claim', {}, [kept({ kind: 'claim' })], null],
    ['the same day after a withdrawal', {}, [kept({ status: 'withdrawn' })], null],
    ['a correction', correction, [kept()], null],
    ['a correction without a reason', { corrects: 'first' }, [kept()], ['notValid', 'reason']],
    [
      'a correction of what stands no more',
      correction,
      [kept({ id: 'second' })],
      ['notCorrectable', 'corrects'],
    ],
    [
      'a correction that moves it onto another',
      { ...correction, asAtOn: '2026-09-30' },
      [kept(), kept({ id: 'other', asAtOn: '2026-09-30' })],
      ['alreadyThere', 'asAtOn'],
    ],
    [
      'a correction that leaves a place as it was',
      { ...correction, rank: rank(5) },
      [kept({ rank: rank(5) })],
      null,
    ],
    [
      'a correction to a place beyond all',
      { ...correction, rank: rank(6) },
      [kept({ rank: rank(5) })],
      ['notValid', 'rank'],
    ],
    ['a withdrawal', { ...nothing, ...correction, status: 'withdrawn' }, [kept()], null],
    [
      'a withdrawal that leaves a figure',
      { ...correction, status: 'withdrawn' },
      [kept()],
      ['notValid', 'value'],
    ],
  ] as [string, Partial<NewObservation>, KeptObservation[], string[] | null][])(
    '%s',
    (_name, fields, standing, wanted) => {
      expect(refused(fields, standing)).toEqual(wanted)
    },
  )
})

describe('figures', () => {
  const figures: [string, Partial<NewObservation>][] = [
    ['a value', { value: 61 }],
    ['a value of nought', { value: 0 }],
    ['a numerator', { numerator: 61 }],
    ['a denominator', { denominator: 100 }],
    ['grades', { distribution: grades }],
  ]

  test.each(figures)('have no place in a claim: %s', (_, figure) => {
    const claim = { ...nothing, kind: 'claim', published: 'some improvement' } as const
    expect(refused(claim)).toBeNull()
    expect(refused({ ...claim, ...figure })).toEqual(['notValid', 'value'])
  })

  test.each([...figures, ['published text', { published: 'Withdrawn' }]] as typeof figures)(
    'have no place in a withdrawal: %s',
    (_, figure) => {
      const withdrawal = { ...nothing, corrects: 'first', reason: 'A slip', status: 'withdrawn' } as const
      expect(refused(withdrawal, [kept()])).toBeNull()
      expect(refused({ ...withdrawal, ...figure }, [kept()])).toEqual(['notValid', 'value'])
    },
  )
})

test.each<[string, Partial<NewObservation>, string[] | null]>([
  ['a period that begins on the day it ends', { periodStartOn: '2026-10-31' }, null],
  ['words of a figure told by grades', { ...nothing, distribution: grades, published: 'mostly good' }, null],
  ['a figure told in its caveat', { ...nothing, caveat: 'signs of an increase' }, ['notValid', 'published']],
  ['a published text without figures', { ...nothing, published: 'better' }, ['notValid', 'value']],
  [
    'a correction of nothing that is there',
    { corrects: 'other', reason: 'A slip' },
    ['notCorrectable', 'corrects'],
  ],
])('an observation: %s', (_, fields, wanted) => {
  expect(refused(fields)).toEqual(wanted)
})

test.each<[string, Partial<NewObservation>, Partial<KeptObservation>, boolean]>([
  ['the same day', {}, {}, true],
  ['another day', {}, { asAtOn: '2026-10-30' }, false],
  ['the same period', { periodStartOn: '2026-10-01' }, { periodStartOn: '2026-10-01' }, true],
  ['another period', { periodStartOn: '2026-10-01' }, { periodStartOn: '2026-09-01' }, false],
  ['a claim beside it', { ...nothing, kind: 'claim', published: 'better' }, {}, false],
  ['a claim before it', {}, { kind: 'claim' }, false],
  ['what was withdrawn', {}, { status: 'withdrawn' }, false],
])('a figure stands once for its day or period: %s', (_, fields, before, double) => {
  expect(
    refused(fields, [kept({ id: 'other', asAtOn: '2026-09-30' }), kept(before)])?.[0] === 'alreadyThere',
  ).toBe(double)
})

test.each([
  ['61%', {}],
  ['61%', { published: null }],
  ['12 of 12 Good', { ...nothing, distribution: grades }],
])('a figure that is there already is told: %s', (said, before) => {
  const refusal = whyNotObserve({ unit: 'percent' }, [kept(before)], plain, today)
  expect(refusal?.because).toContain(`already: ${said}.`)
})

test('every month as a quarter began in January, April, July or October', () => {
  const months = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0'))
  expect(months.map((month) => firstDayOf(`2026-${month}-15`, 'quarter').slice(5, 7)).join(' ')).toBe(
    '01 01 01 04 04 04 07 07 07 10 10 10',
  )
})

test.each([
  ['2026-05-31', 'day', '2026-05-31'],
  ['2026-05-31', 'month', '2026-05-01'],
  ['2026-03-31', 'quarter', '2026-01-01'],
  ['2026-12-31', 'quarter', '2026-10-01'],
  ['2026-12-31', 'year', '2026-01-01'],
] as const)('%s as a %s began on %s', (asAtOn, precision, wanted) => {
  expect(firstDayOf(asAtOn, precision)).toBe(wanted)
})
