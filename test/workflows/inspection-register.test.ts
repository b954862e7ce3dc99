import { describe, expect, test } from 'vitest'
import { changeFrom, givesJudgement, isBelowGood, placeOf } from '#workflows/inspection/judgements.ts'
import { judgementsBefore, settingsIn } from '#workflows/inspection/register.ts'
import { anInspection } from '../support/inspections.ts'

describe('a judgement', () => {
  test.each<[string, number | null]>([
    ['Outstanding', 1],
    ['good', 2],
    ['Requires improvement', 3],
    ['Requires improvement to be good', 3],
    ['INADEQUATE', 4],
    ['Satisfactory', null],
    ['Strong standard', null],
    ['', null],
  ])('%s has its place on the scale: %s', (judgement, place) => {
    expect(placeOf(judgement)).toBe(place)
    expect(isBelowGood(judgement)).toBe(place === 3 || place === 4)
  })

  test.each([
    ['full', true],
    ['short', true],
    ['other', true],
    ['monitoring', false],
    ['focused', false],
    ['assurance', false],
    ['jointTargeted', false],
  ] as const)('is given after a visit of the kind %s: %s', (visit, given) => {
    expect(givesJudgement(visit)).toBe(given)
  })

  const before = (judgement: string, inspector = 'Ofsted') => ({ judgement, inspector })

  test.each([
    ['Good', 'Outstanding', 'better'],
    ['Inadequate', 'Requires improvement to be good', 'better'],
    ['Good', 'Requires improvement', 'worse'],
    ['Good', ' good ', 'same'],
    ['Requires improvement', 'Requires improvement to be good', 'same'],
    ['Good', 'Strong standard', 'notComparable'],
    ['Satisfactory', 'Good', 'notComparable'],
    ['Expected standard', 'Expected standard', 'same'],
  ])('that was %s and is %s is %s, with both said', (was, is, change) => {
    const said = changeFrom(before(was), anInspection({ judgement: is }))
    expect(said.change).toBe(change)
    expect(said.because).toContain(`${was} before, ${is} now.`)
  })

  test('is not compared with that of another inspectorate', () => {
    const said = changeFrom(before('Good', 'CQC'), anInspection({ judgement: 'Inadequate' }))
    expect(said).toEqual({
      change: 'notComparable',
      because: 'Good before, Inadequate now. CQC and Ofsted do not judge by one scale.',
    })
  })

  test('is compared with nothing where nothing is known before', () => {
    expect(changeFrom(null, anInspection())).toEqual({
      change: 'noneBefore',
      because: 'No judgement before it is known.',
    })
  })

  test.each([
    [{ visit: 'monitoring' }, 'A visit of this kind gives no judgement.'],
    [{ publishedOn: null }, 'The report is not out yet.'],
    [
      { aspects: [{ aspect: 'Leadership', judgement: 'Good' }] },
      'The report judges aspects and gives no overall judgement.',
    ],
    [{}, 'No judgement was given.'],
  ] as const)('that is not given says why: %o', (change, because) => {
    const said = changeFrom(before('Good'), anInspection({ ...(change as object), judgement: '' }))
    expect(said).toEqual({ change: 'noJudgement', because })
  })
})

describe('a register', () => {
  const entry = (id: string, inspectedOn: string, change: Parameters<typeof anInspection>[0] = {}) =>
    anInspection({ id, ref: id, inspectedOn, ...change })
  const idsOf = (settings: { id: string }[][]) => settings.map((each) => each.map(({ id }) => id))

  test('knows a setting by its name however it is written, newest first', () => {
    const entries = [
      entry('a', '2024-01-10'),
      entry('b', '2026-02-01', { title: 'LARCH  house' }),
      entry('c', '2026-03-01', { title: 'Rowan Lodge' }),
    ]
    expect(idsOf(settingsIn(entries))).toEqual([['c'], ['b', 'a']])
  })

  test('knows a setting by its number where it was given another name, and joins what that shows to be one', () => {
    const entries = [
      entry('a', '2022-01-10', { title: 'The Larches', urn: 'SC 100' }),
      entry('b', '2024-01-10', { title: 'Larch House' }),
      entry('c', '2026-01-10', { title: 'Larch House', urn: 'sc100' }),
    ]
    expect(idsOf(settingsIn(entries))).toEqual([['c', 'b', 'a']])
    const bridged = [
      entry('x', '2026-01-10', { title: 'One' }),
      entry('y', '2025-01-10', { title: 'Two', urn: '7' }),
      entry('z', '2024-01-10', { title: 'One', urn: '7' }),
    ]
    expect(idsOf(settingsIn(bridged))).toEqual([['x', 'y', 'z']])
  })

  test('takes the judgement before from the newest entry before that gave one, and never from one that was withdrawn', () => {
    const entries = [
      entry('first', '2023-01-10', { judgement: 'Inadequate' }),
      entry('wrong', '2025-01-10', { judgement: 'Outstanding', state: 'withdrawn' }),
      entry('visit', '2025-06-10', { judgement: '', visit: 'monitoring' }),
      entry('last', '2026-01-10', { judgement: 'Good', judgementBefore: 'Good' }),
    ]
    const before = judgementsBefore(entries)
    expect(before.get('last')).toEqual({
      judgement: 'Inadequate',
      inspector: 'Ofsted',
      on: '2023-01-10',
      precision: 'day',
      inspection: { id: 'first', ref: 'first' },
    })
    expect(before.get('visit')?.inspection?.id).toBe('first')
    expect(before.get('first')).toBeNull()
    expect(before.has('wrong')).toBe(false)
  })

  test('takes what a report tells of the time before where the register has nothing of it', () => {
    const told = { judgementBefore: 'Requires improvement', judgementBeforeOn: '2021-05-04' }
    const before = judgementsBefore([
      entry('first', '2023-01-10', { ...told, judgement: '', publishedOn: null }),
      entry('next', '2024-01-10'),
    ])
    const known = {
      judgement: 'Requires improvement',
      inspector: 'Ofsted',
      on: '2021-05-04',
      precision: 'day',
      inspection: null,
    }
    expect(before.get('first')).toEqual(known)
    expect(before.get('next')).toEqual(known)
  })
})
