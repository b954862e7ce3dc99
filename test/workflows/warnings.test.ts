import { describe, expect, test } from 'vitest'
import { anAction } from '#test/support/facts.ts'
import { regions } from '#workflows/calendar/bank-holidays.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import { isWorkingDay } from '#workflows/calendar/working-days.ts'
import type { Frequency } from '#workflows/measure/figures-due.ts'
import type { Unit } from '#workflows/measure/measure-facts.ts'
import { usualOptions } from '#workflows/measure/spc.ts'
import { actionWarnings, approvalWarnings, descriptionWarnings } from '#workflows/warnings/action-warnings.ts'
import { figureWarnings, periodWarnings } from '#workflows/warnings/figure-warnings.ts'
import { farDayWarnings, termWarnings, windowWarnings } from '#workflows/warnings/plan-warnings.ts'
import { type Asked, dayWarnings } from '#workflows/warnings/unusual-day.ts'

const today = '2026-11-23'
const short = { id: 'short', label: 'Short term', firstOn: '2026-06-01', lastOn: '2026-12-31' }
const frame = {
  plan: { firstOn: '2026-06-01', lastOn: '2028-05-31' },
  horizons: [short, { id: 'long', label: 'Long term', firstOn: '2027-07-01', lastOn: '2028-05-31' }],
  region: 'englandAndWales' as const,
}
const around = { today, plan: frame.plan, horizon: short, region: frame.region }

const measured = (unit: Unit) => ({
  unit,
  decimals: null,
  polarity: 'lowerIsBetter' as const,
  steps: [],
  ...usualOptions,
})
const earlier = (value: number | null, at = 0) => ({
  asAtOn: addDays('2024-01-01', at * 28),
  value,
  published: null,
})

describe('a figure beside all before it', () => {
  const rising = [205, 209, 206, 210, 207, 211, 208, 205, 209, 206, 210, 207, 214, 221, 233, 247, 262, 276]
  const steady = Array.from({ length: 18 }, (_, at) => 62 + (at % 3))
  test.each([
    ['count', 'goes on rising', rising, 291, false],
    ['count', 'falls back to where it began', rising, 206, false],
    ['count', 'has a figure of another row', rising, 61, true],
    ['count', 'has a figure left out', rising, 29, true],
    ['count', 'rises a little beyond its limits', steady, 72, false],
    ['count', 'rises far beyond its limits', steady, 95, true],
    ['count', 'varied as much before', [10, 90, 12, 88, 11, 91], 12, false],
    ['count', 'varies, and leaps', [10, 90, 12, 88, 11, 91], 300, true],
    ['count', 'is small', [2, 3, 2, 3, 2, 3], 9, false],
    ['count', 'never varied', [50, 50, 50, 50, 50], 59, false],
    ['count', 'never varied and leaps', [50, 50, 50, 50, 50], 62, true],
    ['percent', 'drops by a few points', [94, 93, 95, 94, 93, 95], 86, false],
    ['percent', 'drops by many', [94, 93, 95, 94, 93, 95], 64, true],
    ['percent', 'is a part of one', [94, 93, 95, 94, 93, 95], 0.94, true],
  ] as const)('of a %s that %s is asked about, from %j to %d: %s', (unit, _, values, value, isAsked) => {
    const before = values.map((each, at) => earlier(each, at))
    const said = figureWarnings(measured(unit), before, { value, published: null })
    expect(said.map(({ code }) => code)).toEqual(isAsked ? ['figureUnusual'] : [])
  })

  test('is asked about with the figures between which it used to lie', () => {
    const before = steady.map((each, at) => earlier(each, at))
    const [said] = figureWarnings(measured('count'), before, { value: 288, published: '288' })
    expect(said?.detail).toBe('288 is far from its figures so far, which lie between 62 and 64. Is it right?')
  })

  test('is held against those since counting began anew alone', () => {
    const steps = [{ startOn: addDays('2024-01-01', 12 * 28), reason: '', fixedAfter: null }]
    const before = [...steady.slice(0, 12), 290, 288, 291, 289, 290, 288].map((each, at) => earlier(each, at))
    expect(figureWarnings({ ...measured('count'), steps }, before, { value: 292, published: null })).toEqual(
      [],
    )
    expect(
      figureWarnings({ ...measured('count'), steps }, before, { value: 63, published: null }),
    ).toHaveLength(1)
  })
})

describe('a figure beside the one before it', () => {
  test.each([
    ['percent', 94, 9.4, true],
    ['percent', 94, 0.94, true],
    ['percent', 94, 60, false],
    ['percent', 94, 54, true],
    ['percent', 0.5, 0.4, false],
    ['percent', 1.5, 0.5, true],
    ['percent', 1.1, 0.9, true],
    ['percent', 1, 0.5, false],
    ['percent', 3, 1, false],
    ['percentagePoints', 20, -20, true],
    ['percentagePoints', 20, -19, false],
    ['currency', -120, -1200, true],
    ['currency', -120, -40, true],
    ['currency', -120, -41, false],
    ['currency', -21, -7, true],
    ['currency', -19, -1, false],
    ['count', 120, 1200, true],
    ['count', 120, 360, true],
    ['count', 120, 359, false],
    ['count', 120, 40, true],
    ['count', 120, 41, false],
    ['count', 83, 288, true],
    ['count', 358, 86, true],
    ['count', 3, 15, false],
    ['count', 0, 19, false],
    ['count', 0, 20, true],
    ['currency', 2800, 28, true],
    ['rate', null, 98, false],
    ['rate', 98, null, false],
  ] as const)('of a %s, from %s to %s, is unusual: %s', (unit, from, to, unusual) => {
    const figure = (value: number | null) => ({ value, published: null })
    const said = figureWarnings(measured(unit), [earlier(from)], figure(to))
    expect(said.map(({ code }) => code)).toEqual(unusual ? ['figureUnusual'] : [])
    const isPart = unit === 'percent' && to < 1
    expect(figureWarnings(measured(unit), [], figure(to))).toHaveLength(isPart ? 1 : 0)
  })

  test.each([
    ['count', 9_999_999, 0],
    ['count', 10_000_000, 1],
    ['count', 1_000_000_000, 1],
    ['count', 276.5, 1],
    ['count', 277, 0],
    ['rate', 276.5, 0],
    ['currency', 1_000_000_000, 0],
    ['percent', 0.57, 1],
    ['percent', 0, 0],
    ['percent', 1, 0],
    ['rate', 0.57, 0],
  ] as const)('a %s of %d is asked about by itself: %d', (unit, value, warnings) => {
    expect(figureWarnings(measured(unit), [], { value, published: null })).toHaveLength(warnings)
  })

  test('a share that is told as a part of one is asked about with what it would be', () => {
    const figure = { value: 0.57, published: '0.57%' }
    expect(figureWarnings(measured('percent'), [], figure)[0]?.detail).toBe(
      '0.57% is less than one in a hundred. Is it right, or is 57% meant?',
    )
  })
})

describe('a figure beside those of its own period', () => {
  type Standing = Parameters<typeof periodWarnings>[1][number]
  const there: Standing = {
    kind: 'figure',
    status: 'validated',
    asAtOn: '2026-10-15',
    periodStartOn: null,
    published: '94%',
    value: 94,
    distribution: [],
  }
  const asked = (
    change: object = {},
    standing: Partial<Standing> = {},
    every: Frequency | null = 'month',
  ) => {
    const figure = {
      kind: 'figure',
      status: 'provisional',
      asAtOn: '2026-10-31',
      periodStartOn: null,
      corrects: null,
    } as const
    return periodWarnings({ every }, [{ ...there, ...standing }], { ...figure, ...change })
  }

  test.each<[string, boolean, ReturnType<typeof asked>]>([
    ['of one month with another', true, asked()],
    ['of its first day', true, asked({ asAtOn: '2026-10-01' })],
    ['beside one of its first day', true, asked({}, { asAtOn: '2026-10-01' })],
    ['beside one of its last day', true, asked({}, { asAtOn: '2026-10-31' })],
    ['beside one of the month before', false, asked({}, { asAtOn: '2026-09-30' })],
    ['beside one of the month after', false, asked({}, { asAtOn: '2026-11-01' })],
    [
      'beside four weeks, most of them before',
      false,
      asked({}, { periodStartOn: '2026-09-15', asAtOn: '2026-10-12' }),
    ],
    ['of one quarter with another', true, asked({ asAtOn: '2026-12-31' }, {}, 'quarter')],
    ['at no set times', false, asked({}, {}, null)],
    ['that corrects another', false, asked({ corrects: 'other' })],
    ['that is taken back', false, asked({ status: 'withdrawn' })],
    ['that is a claim', false, asked({ kind: 'claim' })],
    ['beside one taken back', false, asked({}, { status: 'withdrawn' })],
    ['beside a claim', false, asked({}, { kind: 'claim' })],
  ])('%s is asked about: %s', (_, isAsked, warnings) => {
    expect(warnings.map(({ field, code }) => [field, code])).toEqual(
      isAsked ? [['asAtOn', 'figureUnusual']] : [],
    )
  })

  test.each([
    ['94%', {}],
    ['94', { published: null }],
    ['0', { published: null, value: 0 }],
  ])('is told with the one that is there: %s', (shown, standing) => {
    expect(asked({}, standing)[0]?.detail).toBe(
      `There is a figure for October 2026 already: ${shown}, of 15 October 2026. Is it another?`,
    )
  })
})

describe('a day is asked', () => {
  test.each<[string, Asked, string[]]>([
    ['2026-12-31', ['horizon'], []],
    ['2026-06-01', ['horizon'], []],
    ['2026-05-31', ['horizon'], ['outsideHorizon']],
    ['2027-01-01', ['horizon'], ['outsideHorizon']],
    ['2028-05-31', ['plan'], []],
    ['2028-06-01', ['plan'], ['outsidePlan']],
    ['2028-06-01', [], []],
    ['2036-11-23', [], []],
    ['2036-11-24', [], ['dayFar']],
    ['2062-03-11', ['horizon', 'plan', 'working'], ['dayFar']],
    ['2000-01-01', [], []],
    ['1999-12-31', [], ['dayFar']],
    ['1999-12-31', ['past'], ['dayFar']],
    [today, ['past'], []],
    ['2026-11-22', ['past'], ['dayPast']],
    ['2026-11-22', ['past', 'working'], ['dayPast', 'dayNotWorking']],
    ['2026-12-25', ['working'], ['dayNotWorking']],
    ['2026-12-28', ['working'], ['dayNotWorking']],
    ['2026-12-29', ['working'], []],
    ['2026-02-30', ['horizon', 'past'], []],
    ['2200-01-01', ['plan'], []],
  ])('%s, whether %j: %j', (day, asked, codes) => {
    expect(dayWarnings('dueOn', day, asked, around).map(({ code }) => code)).toEqual(codes)
  })

  test('in words that name the day, the window and what it is', () => {
    const said = (day: string, asked: Asked) =>
      dayWarnings('dueOn', day, asked, around).map(({ detail }) => detail)
    expect(said('2027-01-01', ['horizon'])).toEqual([
      '1 January 2027 lies outside its horizon: Short term runs from 1 June 2026 until 31 December 2026.',
    ])
    expect(said('2028-06-01', ['plan'])).toEqual([
      '1 June 2028 lies outside the plan, which runs from 1 June 2026 until 31 May 2028.',
    ])
    expect(said('2062-03-11', [])).toEqual([
      '11 March 2062 is more than ten years from now. Is the year right?',
    ])
    expect(said('1926-03-11', [])).toEqual(['11 March 1926 lies before the year 2000. Is the year right?'])
    expect(said('2026-12-26', ['working'])).toEqual(['26 December 2026 is a Saturday.'])
    expect(said('2026-12-25', ['working'])).toEqual(['25 December 2026 is a bank holiday.'])
  })

  test('nothing of what is not known: a plan without days, an action without a horizon', () => {
    const bare = { today, plan: { firstOn: null, lastOn: null }, horizon: null }
    expect(dayWarnings('dueOn', '2030-01-01', ['horizon', 'plan'], bare)).toEqual([])
  })

  test('to be a working day exactly where the calendar of its part of the country has one', () => {
    for (const region of regions) {
      for (let day = '2026-01-01'; day < '2029-01-01'; day = addDays(day, 1)) {
        const idle = dayWarnings('dueOn', day, ['working'], { today, region }).length > 0
        expect([day, region, idle]).toEqual([day, region, !isWorkingDay(day, region)])
      }
    }
  })
})

describe('days of a plan, a horizon or anything else are asked', () => {
  const codes = (warnings: { field: string; code: string }[]) =>
    warnings.map(({ field, code }) => `${field} ${code}`)
  const far = { firstOn: '1999-12-31', lastOn: '2036-11-24' }

  test('at both ends whether they are far', () => {
    expect(codes(termWarnings(far, today))).toEqual(['firstOn dayFar', 'lastOn dayFar'])
    expect(codes(termWarnings(far, today, { firstOn: far.firstOn }))).toEqual(['lastOn dayFar'])
    expect(termWarnings(frame.plan, today)).toEqual([])
  })

  test('at both ends of a horizon whether they lie in the plan', () => {
    const wide = { firstOn: '2026-05-31', lastOn: '2028-06-01' }
    expect(codes(windowWarnings(wide, frame.plan, today))).toEqual([
      'firstOn outsidePlan',
      'lastOn outsidePlan',
    ])
    expect(codes(windowWarnings(wide, frame.plan, today, { lastOn: wide.lastOn }))).toEqual([
      'firstOn outsidePlan',
    ])
    expect(windowWarnings(frame.plan, frame.plan, today)).toEqual([])
  })

  test('in those fields alone that a change gives another day', () => {
    const fields = ['heldOn', 'nextOn'] as const
    const change = { heldOn: '1999-12-31', nextOn: '1999-12-31', other: '1999-12-31' }
    expect(codes(farDayWarnings(fields, change, today))).toEqual(['heldOn dayFar', 'nextOn dayFar'])
    expect(codes(farDayWarnings(fields, change, today, { heldOn: '1999-12-31' }))).toEqual(['nextOn dayFar'])
    expect(farDayWarnings(fields, {}, today, { heldOn: '1999-12-31' })).toEqual([])
  })
})

describe('a change of an action is told', () => {
  const action = anAction({ horizonId: 'short', dueOn: '2026-11-20', startOn: '2026-07-01' })
  const codesOf = (event: Parameters<typeof actionWarnings>[0], of = action) =>
    actionWarnings(event, of, frame, today).map(({ field, code }) => `${field} ${code}`)
  const asks = (dueOn: string) =>
    ({ type: 'request', extensionId: 'e', dueOn, reasonCode: 'partner', text: 'Later.' }) as const

  test.each([
    [{ type: 'edit', change: { dueOn: '2029-01-01' } }, ['dueOn outsideHorizon']],
    [{ type: 'edit', change: { dueOn: '2026-11-19' } }, ['dueOn dayPast']],
    [{ type: 'edit', change: { startOn: '2029-01-01' } }, ['startOn outsidePlan']],
    [{ type: 'edit', change: { startOn: '2026-07-02' } }, []],
    [{ type: 'edit', change: { horizonId: 'long' } }, ['dueOn outsideHorizon']],
    [{ type: 'edit', change: { title: 'Another', dueOn: '2026-11-20' } }, []],
    [{ type: 'agree' }, ['dueOn dayPast']],
    [{ type: 'start' }, []],
    [{ type: 'addMilestone', milestoneId: 'm', title: 'It', dueOn: '2026-05-01' }, ['dueOn outsidePlan']],
    [{ type: 'report', updateId: 'u', note: 'It', forecastOn: '2029-01-01' }, ['forecastOn outsidePlan']],
    [{ type: 'report', updateId: 'u', note: 'It', forecastOn: null }, []],
    [{ type: 'signOff', embedCheckOn: '2062-01-01' }, ['embedCheckOn dayFar']],
    [{ type: 'reopen', reason: 'It', dueOn: '2028-06-01' }, ['dueOn outsidePlan']],
    [{ type: 'reinstate', reason: 'It', dueOn: '2062-06-01' }, ['dueOn dayFar']],
    [{ type: 'transfer', ownerId: 'o', fromOn: '1999-06-01', reason: 'It' }, ['fromOn dayFar']],
    [{ type: 'meet', milestoneId: 'm', metOn: '1999-06-01' }, ['metOn dayFar']],
    [{ type: 'replan', milestoneId: 'm', dueOn: '2026-05-31', reason: 'It' }, ['dueOn outsidePlan']],
    [
      { type: 'raise', blockerId: 'b', what: 'It', waitingOn: 'Us', sinceOn: '1999-01-01' },
      ['sinceOn dayFar'],
    ],
    [asks('2026-11-21'), ['dueOn dayPast', 'dueOn dayNotWorking']],
    [asks('2026-12-25'), ['dueOn dayNotWorking']],
    [asks('2027-01-04'), []],
    [asks('2028-06-01'), ['dueOn outsidePlan']],
    [asks('2026-12-18'), []],
  ] as [Parameters<typeof actionWarnings>[0], string[]][])('%j', (event, codes) => {
    expect(codesOf(event)).toEqual(codes)
  })

  test('of the day that a request asks for, when it is granted', () => {
    const requested = { id: 'e', dueOn: '2026-11-21' } as (typeof action.extensions)[number]
    expect(codesOf({ type: 'grant', extensionId: 'e' }, { ...action, extensions: [requested] })).toEqual([
      'dueOn dayPast',
      'dueOn dayNotWorking',
    ])
  })

  test('nothing of days that stood there before', () => {
    const odd = { startOn: '1950-01-01', dueOn: '2062-01-01', horizonId: 'short' }
    expect(descriptionWarnings(odd, frame, today, odd)).toEqual([])
    expect(descriptionWarnings(odd, frame, today)).toHaveLength(2)
    expect(termWarnings({ firstOn: '1950-01-01' }, today, { firstOn: '1950-01-01' })).toEqual([])
    expect(windowWarnings(short, { firstOn: '2027-01-01' }, today, short)).toEqual([])
  })
})

test('an approval is told which actions it agrees that are due on a day gone by, and no other', () => {
  const drafts = [
    { ref: 'P1.S1', dueOn: '2026-11-22' },
    { ref: 'P1.S2', dueOn: today },
    { ref: 'P1.S3', dueOn: null },
  ]
  expect(approvalWarnings(drafts, today)).toEqual([
    {
      field: 'actions/P1.S1',
      code: 'dayPast',
      detail: 'The due date of P1.S1: 22 November 2026 is already past.',
    },
  ])
})
