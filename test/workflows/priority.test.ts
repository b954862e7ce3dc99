import { describe, expect, test } from 'vitest'
import { step } from '#workflows/engine/step.ts'
import { type PriorityState, priorityStates } from '#workflows/plan/plan-settings.ts'
import {
  type PriorityEvent,
  type PriorityFacts,
  type PrioritySurroundings,
  priorityWorkflow,
} from '#workflows/priority/priority.ts'
import { NOW, type StandingName, standing, TODAY } from '../support/facts.ts'
import { holdsTableOf } from '../support/workflow-table.ts'

const aPriority = (state: PriorityState): PriorityFacts => ({
  id: 'priority',
  state,
  version: 2,
  updatedAt: '2026-11-01T09:00:00.000Z',
  outcomeNote: state === 'sustained' ? 'Waits are short.' : '',
})
const done: PrioritySurroundings = { plan: { id: 'plan', state: 'active' }, live: [], notEmbedded: [] }
const events: { [K in PriorityEvent['type']]: Extract<PriorityEvent, { type: K }> } = {
  agree: { type: 'agree' },
  deliver: { type: 'deliver' },
  sustain: { type: 'sustain', outcomeNote: ' Families wait nine days. ' },
  pause: { type: 'pause', reason: 'The grant is under review.' },
  resume: { type: 'resume', reason: 'The grant was confirmed.' },
  reopen: { type: 'reopen', reason: 'Waits have grown again.' },
}
const table: Record<PriorityState, Partial<Record<StandingName, PriorityEvent['type'][]>>> = {
  draft: { chair: ['agree'] },
  active: { chair: ['deliver', 'pause'] },
  delivered: { chair: ['sustain', 'reopen'] },
  sustained: { chair: ['reopen'] },
  paused: { chair: ['resume'] },
}

function answerTo(event: PriorityEvent, state: PriorityState, around: Partial<PrioritySurroundings> = {}) {
  const subject = { priority: aPriority(state), around: { ...done, ...around } }
  return step(priorityWorkflow, { ...subject, standing: standing('chair'), today: TODAY, now: NOW, event })
}

describe('a priority', () => {
  test('has a row in the table for every state', () => {
    expect(Object.keys(table).toSorted()).toEqual([...priorityStates].toSorted())
  })

  test('goes only where the table says, and says why not', () => {
    holdsTableOf(priorityWorkflow, table, events, (state) => ({
      priority: aPriority(state as PriorityState),
      around: done,
    }))
  })

  test('is not delivered while an action is live, and names each', () => {
    const live = [
      { ref: 'P1.S1', state: 'draft' as const },
      { ref: 'P1.S2', state: 'endorsed' as const },
    ]
    expect(answerTo(events.deliver, 'active', { live })).toMatchObject({
      ok: false,
      code: 'actionsLive',
      missing: [{ detail: 'P1.S1 is draft.' }, { detail: 'P1.S2 is endorsed.' }],
    })
  })

  test('is not sustained while an action that counts is not embedded, nor without a word on outcomes', () => {
    const notEmbedded = [{ ref: 'P1.S1', state: 'signedOff' as const }]
    expect(answerTo(events.sustain, 'delivered', { notEmbedded })).toMatchObject({
      code: 'notEmbedded',
      missing: [{ detail: 'P1.S1 is signedOff.' }],
    })
    expect(answerTo({ type: 'sustain', outcomeNote: '  ' }, 'delivered')).toMatchObject({
      code: 'fieldMissing',
      missing: [{ field: 'outcomeNote' }],
    })
    expect(answerTo(events.sustain, 'delivered')).toMatchObject({
      ok: true,
      after: { state: 'sustained', outcomeNote: 'Families wait nine days.' },
    })
  })

  test('is opened again only in a plan that is open, and then says nothing of outcomes any more', () => {
    const closed = { plan: { id: 'plan', state: 'closed' as const } }
    expect(answerTo(events.reopen, 'sustained', closed)).toMatchObject({ ok: false, code: 'planClosed' })
    expect(answerTo(events.reopen, 'sustained')).toMatchObject({
      ok: true,
      after: { state: 'active', outcomeNote: '', version: 3 },
    })
  })

  test.each([
    ['closed', /^The plan is closed\. Reopen it first\./],
    ['withdrawn', /^The plan is withdrawn\. Have its administrator reinstate it first\./],
  ] as const)('is not opened again in a plan that is %s, and says what to do first', (state, because) => {
    const answer = answerTo(events.reopen, 'delivered', { plan: { id: 'plan', state } })
    expect(answer.ok ? null : answer.because).toMatch(because)
  })

  test.each(['pause', 'resume', 'reopen'] as const)('is not changed by %s without a reason', (type) => {
    const state = { pause: 'active', resume: 'paused', reopen: 'delivered' } as const
    expect(answerTo({ ...events[type], reason: '' }, state[type])).toMatchObject({
      code: 'fieldMissing',
      missing: [{ field: 'reason' }],
    })
  })
})
