import { describe, expect, test } from 'vitest'
import { step } from '#workflows/engine/step.ts'
import {
  type InspectionDescription,
  type InspectionState,
  inspectionStates,
} from '#workflows/inspection/inspection-facts.ts'
import { editInspection, type InspectionEvent, inspectionWorkflow } from '#workflows/inspection/inspection.ts'
import { NOW, type StandingName, standing, standingNames, TODAY } from '../support/facts.ts'
import { anInspection } from '../support/inspections.ts'
import { holdsTableOf } from '../support/workflow-table.ts'

const around = { plan: { state: 'active' as const }, recommendationIds: ['R1', 'R2'] }
const asked = (by: StandingName) => ({ around, standing: standing(by), today: TODAY, now: NOW })
const events: { [K in InspectionEvent['type']]: Extract<InspectionEvent, { type: K }> } = {
  withdraw: { type: 'withdraw', reason: 'It is of another home.' },
  reinstate: { type: 'reinstate', reason: 'It was this home after all.' },
}
const table: Record<InspectionState, Partial<Record<StandingName, InspectionEvent['type'][]>>> = {
  recorded: { administrator: ['withdraw'] },
  withdrawn: { administrator: ['reinstate'] },
}

describe('an inspection', () => {
  test('has a row in the table for every state', () => {
    expect(Object.keys(table).toSorted()).toEqual([...inspectionStates].toSorted())
  })

  test('goes only where the table says, and says why not', () => {
    holdsTableOf(inspectionWorkflow, table, events, (state) => ({
      inspection: anInspection({ state: state as InspectionState }),
      around,
    }))
  })

  test.each([
    ['withdraw', 'recorded', 'withdrawn'],
    ['reinstate', 'withdrawn', 'recorded'],
  ] as const)('keeps all that it says when it takes the step %s, and needs a reason', (type, from, to) => {
    const inspection = anInspection({ state: from })
    const done = step(inspectionWorkflow, { inspection, ...asked('administrator'), event: events[type] })
    expect(done.ok && done.after).toEqual({ ...inspection, state: to, version: 4, updatedAt: NOW })
    expect(
      step(inspectionWorkflow, {
        inspection,
        ...asked('administrator'),
        event: { ...events[type], reason: ' ' },
      }),
    ).toMatchObject({ ok: false, code: 'fieldMissing', missing: [{ field: 'reason' }] })
  })

  test('of a plan that was withdrawn stays as it is', () => {
    const inspection = anInspection()
    const withdrawn = { ...around, plan: { state: 'withdrawn' as const } }
    const question = { inspection, ...asked('administrator'), around: withdrawn }
    expect(step(inspectionWorkflow, { ...question, event: events.withdraw })).toMatchObject({
      code: 'planClosed',
    })
    expect(editInspection({ ...question, event: { type: 'edit', change: { note: 'x' } } })).toMatchObject({
      code: 'planClosed',
    })
  })
})

describe('an edit of an inspection', () => {
  const edit = (
    change: Partial<InspectionDescription>,
    before = anInspection(),
    by: StandingName = 'administrator',
  ) => editInspection({ inspection: before, ...asked(by), event: { type: 'edit', change } })

  test('is the administrator’s, while the entry stands', () => {
    const able = standingNames.filter((name) => edit({ note: 'Seen' }, anInspection(), name).ok)
    expect(able).toEqual(['administrator'])
    expect(edit({ note: 'Seen' }, anInspection({ state: 'withdrawn' }))).toMatchObject({
      ok: false,
      code: 'wrongState',
    })
  })

  test('of an inspection of which only the month is known keeps the first day of it', () => {
    expect(edit({ precision: 'month' })).toMatchObject({ ok: true, after: { inspectedOn: '2026-06-01' } })
    const known = anInspection({ precision: 'month', inspectedOn: '2026-06-01' })
    expect(edit({ inspectedOn: '2026-05-17' }, known)).toMatchObject({ after: { inspectedOn: '2026-05-01' } })
    expect(edit({ inspectedOn: '2026-05-17', precision: 'day' }, known)).toMatchObject({
      after: { inspectedOn: '2026-05-17' },
    })
  })

  test.each<[string, Partial<InspectionDescription>, string, string]>([
    ['a day that lies ahead', { inspectedOn: '2026-11-24' }, 'dateNotAllowed', 'inspectedOn'],
    ['a report that is out tomorrow', { publishedOn: '2026-11-24' }, 'dateNotAllowed', 'publishedOn'],
    ['a report before the inspection', { publishedOn: '2026-06-09' }, 'dateNotAllowed', 'publishedOn'],
    ['an inspection after its report', { inspectedOn: '2026-07-04' }, 'dateNotAllowed', 'inspectedOn'],
    [
      'a judgement before that came later',
      { judgementBefore: 'Good', judgementBeforeOn: '2026-06-11' },
      'dateNotAllowed',
      'judgementBeforeOn',
    ],
    [
      'a day of a judgement that is not told',
      { judgementBeforeOn: '2024-01-10' },
      'fieldMissing',
      'judgementBefore',
    ],
    ['a report that judges nothing', { judgement: '' }, 'fieldMissing', 'judgement'],
    [
      'a recommendation of another plan',
      { recommendationIds: ['R1', 'R9'] },
      'recommendationUnknown',
      'recommendationIds',
    ],
  ])('with %s is refused, naming the field', (_, change, code, field) => {
    expect(edit(change)).toMatchObject({ ok: false, code, missing: [{ field }] })
  })

  test.each<[string, Partial<InspectionDescription>]>([
    ['today', { inspectedOn: TODAY, publishedOn: null }],
    ['the month that is not over', { inspectedOn: '2026-11-30', precision: 'month', publishedOn: null }],
    ['a report on the day itself', { publishedOn: '2026-06-10' }],
    ['a report that is not out, without a judgement', { publishedOn: null, judgement: '' }],
    ['a monitoring visit without a judgement', { visit: 'monitoring', judgement: '' }],
    [
      'judgements of aspects alone',
      { judgement: '', aspects: [{ aspect: 'Leadership', judgement: 'Good' }] },
    ],
    ['recommendations of the plan', { recommendationIds: ['R2'] }],
    ['words of another scale', { judgement: 'Strong standard' }],
  ])('takes %s', (_, change) => {
    expect(edit(change)).toMatchObject({ ok: true })
  })

  test('lets days be that stood out of order before, and are not touched', () => {
    const before = anInspection({ publishedOn: '2026-06-01', judgement: '' })
    expect(edit({ note: 'Seen' }, before)).toMatchObject({ ok: true })
  })
})
