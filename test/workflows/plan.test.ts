import { describe, expect, test } from 'vitest'
import { nextDigestWeek } from '#workflows/calendar/weeks.ts'
import { possibilities, step } from '#workflows/engine/step.ts'
import type { planStates } from '#workflows/plan/plan-settings.ts'
import { defaultReminders } from '#workflows/plan/plan-settings.ts'
import {
  type PlanEvent,
  type PlanFacts,
  type PlanSubject,
  type PlanSurroundings,
  planWorkflow,
} from '#workflows/plan/plan.ts'
import { NOW, type StandingName, standing, TODAY } from '../support/facts.ts'
import { holdsTableOf } from '../support/workflow-table.ts'

const aPlan = (change: Partial<PlanFacts> = {}): PlanFacts => ({
  ...defaultReminders,
  earlierSlots: [],
  id: 'plan',
  state: 'draft',
  version: 4,
  updatedAt: '2026-11-01T09:00:00.000Z',
  activeFrom: null,
  digestsFrom: null,
  successorId: null,
  ...change,
})
const nothingOpen: PlanSurroundings = {
  priorities: 2,
  actions: 5,
  incomplete: [],
  uncovered: [],
  openPriorities: [],
  successor: null,
}
const events: { [K in PlanEvent['type']]: Extract<PlanEvent, { type: K }> } = {
  submit: { type: 'submit' },
  return: { type: 'return', reason: 'Two owners are missing.' },
  approve: { type: 'approve' },
  close: { type: 'close' },
  reopen: { type: 'reopen', reason: 'The inspectors come back.' },
  withdraw: { type: 'withdraw', reason: 'It was started twice.' },
  reinstate: { type: 'reinstate', reason: 'It is the right one after all.' },
}
const table: Record<(typeof planStates)[number], Partial<Record<StandingName, PlanEvent['type'][]>>> = {
  draft: { administrator: ['submit', 'withdraw'] },
  submitted: { chair: ['return', 'approve'], administrator: ['withdraw'] },
  active: { chair: ['close'] },
  closed: { chair: ['reopen'] },
  withdrawn: { administrator: ['reinstate'] },
}

function answerTo(
  event: PlanEvent,
  by: StandingName,
  plan: Partial<PlanFacts>,
  around: Partial<PlanSurroundings> = {},
) {
  const subject: PlanSubject = { plan: aPlan(plan), around: { ...nothingOpen, ...around } }
  return step(planWorkflow, { ...subject, standing: standing(by), today: TODAY, now: NOW, event })
}

describe('a plan', () => {
  test('goes only where the table says, and says why not', () => {
    holdsTableOf(planWorkflow, table, events, (state) => ({
      plan: aPlan({ state: state as PlanFacts['state'] }),
      around: nothingOpen,
    }))
  })

  test.each(['submit', 'approve'] as const)(
    'is not taken further by %s while an action or a recommendation is open, and names each',
    (type) => {
      const around: Partial<PlanSurroundings> = {
        incomplete: [
          { ref: 'P1.S1', lacks: ['owner', 'criteria'] },
          { ref: 'P2.L1', lacks: ['dueOn'] },
        ],
        uncovered: [{ ref: 'R7' }],
      }
      const by = type === 'submit' ? 'administrator' : 'chair'
      const answer = answerTo(events[type], by, { state: type === 'submit' ? 'draft' : 'submitted' }, around)
      expect(answer).toMatchObject({ ok: false, code: 'incomplete' })
      expect(!answer.ok && answer.missing.map(({ detail }) => detail)).toEqual([
        'P1.S1 lacks one owner, closure criteria.',
        'P2.L1 lacks a due date.',
        'No action answers recommendation R7.',
      ])
    },
  )

  test.each(['submit', 'approve'] as const)(
    'is not taken further by %s without any action, and says what to add, beside what else is missing',
    (type) => {
      const by = type === 'submit' ? 'administrator' : 'chair'
      const state = type === 'submit' ? 'draft' : 'submitted'
      const uncovered = [{ ref: 'R7' }]
      for (const [priorities, field, detail] of [
        [0, 'priorities', 'Add at least one priority, and an action in it.'],
        [2, 'actions', 'Add at least one action to a priority.'],
      ] as const) {
        const around = { priorities, actions: 0, uncovered }
        expect(answerTo(events[type], by, { state }, around)).toMatchObject({
          ok: false,
          code: 'incomplete',
          because: expect.stringMatching(/^A plan needs at least one action\. /),
          missing: [{ field, detail }, { field: 'recommendations/R7' }],
        })
      }
    },
  )

  test('asks for no action beside the only one, whatever that lacks', () => {
    const around: Partial<PlanSurroundings> = {
      actions: 1,
      incomplete: [{ ref: 'P1.S1', lacks: ['owner'] }],
    }
    const answer = answerTo(events.submit, 'administrator', { state: 'draft' }, around)
    expect(!answer.ok && answer.missing.map(({ field }) => field)).toEqual(['actions/P1.S1'])
  })

  test.each<[boolean, string, Partial<PlanSurroundings>]>([
    [true, 'one action, complete', { actions: 1 }],
    [false, 'no action', { actions: 0 }],
    [false, 'an incomplete action', { incomplete: [{ ref: 'P1.S1', lacks: ['owner'] }] }],
    [false, 'an uncovered recommendation', { uncovered: [{ ref: 'R7' }] }],
  ])('is submitted: %s, with %s', (ok, _, around) => {
    expect(answerTo(events.submit, 'administrator', { state: 'draft' }, around).ok).toBe(ok)
  })

  test('is active from the day of its approval, and mailed from the next week whose digest is not yet due', () => {
    const after = { state: 'active', activeFrom: TODAY, digestsFrom: nextDigestWeek(NOW), version: 5 }
    expect(answerTo(events.approve, 'chair', { state: 'submitted' })).toMatchObject({ ok: true, after })
    expect(nextDigestWeek(NOW)).toBe('2026-11-30')
  })

  test('is mailed again from the next week after it was reopened, not for the weeks it was closed', () => {
    const closed = {
      state: 'closed',
      digestsFrom: '2026-01-05',
      activeFrom: '2026-01-01',
      successorId: 'next',
    } as const
    expect(answerTo(events.reopen, 'chair', closed)).toMatchObject({
      ok: true,
      after: { state: 'active', activeFrom: '2026-01-01', digestsFrom: '2026-11-30', successorId: null },
    })
  })

  test('is not closed while a priority is open, unless a plan is named that takes it', () => {
    const openPriorities = [{ ref: 'P2', title: 'Schools', state: 'paused' as const }]
    const successor = { id: 'next', state: 'draft' as const }
    expect(answerTo(events.close, 'chair', { state: 'active' }, { openPriorities })).toMatchObject({
      ok: false,
      code: 'prioritiesOpen',
      missing: [{ detail: 'P2 Schools is paused.' }],
    })
    const carried = { type: 'close', successorId: 'next' } as const
    expect(answerTo(carried, 'chair', { state: 'active' }, { openPriorities, successor })).toMatchObject({
      ok: true,
      after: { state: 'closed', successorId: 'next' },
    })
  })

  test.each([
    ['there is not', null],
    ['is closed itself', { id: 'next', state: 'closed' as const }],
    ['was withdrawn', { id: 'next', state: 'withdrawn' as const }],
    ['is itself', { id: 'plan', state: 'active' as const }],
  ])('is not carried to a plan that %s', (_, successor) => {
    const close = { type: 'close', successorId: 'next' } as const
    expect(answerTo(close, 'chair', { state: 'active' }, { successor })).toMatchObject({
      ok: false,
      code: 'successorNotSuitable',
    })
  })

  test('asks for what each event cannot do without', () => {
    const asked = { plan: aPlan(), around: nothingOpen, standing: standing('chair'), today: TODAY, now: NOW }
    const needs = possibilities<PlanEvent, PlanSubject>(planWorkflow, asked)
    expect(Object.fromEntries(needs.map((each) => [each.event, each.needs]))).toEqual({
      submit: [],
      return: ['reason'],
      approve: [],
      close: [],
      reopen: ['reason'],
      withdraw: ['reason'],
      reinstate: ['reason'],
    })
    for (const type of ['return', 'reopen'] as const) {
      const state = type === 'return' ? 'submitted' : 'closed'
      expect(answerTo({ ...events[type], reason: ' \n' }, 'chair', { state })).toMatchObject({
        code: 'fieldMissing',
        missing: [{ field: 'reason' }],
      })
    }
  })
})
