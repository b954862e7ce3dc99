import { describe, expect, test } from 'vitest'
import {
  actionStates,
  type Blocker,
  type BlockerState,
  blockerStates,
} from '#workflows/action/action-facts.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import { type BlockerEvent, blockerWorkflow } from '#workflows/parts/blocker.ts'
import { anAction, TODAY } from '../support/facts.ts'
import { ask, holdsTable, type Table } from '../support/workflow-table.ts'

const tomorrow = addDays(TODAY, 1)

describe('a blocker', () => {
  const open: Blocker = {
    id: 'blocker',
    state: 'open',
    what: 'No data-sharing agreement',
    waitingOn: 'The police',
    sinceOn: '2026-11-02',
    critical: false,
    raisedBy: 'owner',
    how: null,
    resolvedOn: null,
  }
  const events: { [K in BlockerEvent['type']]: Extract<BlockerEvent, { type: K }> } = {
    raise: { type: 'raise', blockerId: 'blocker', what: 'No data', waitingOn: 'The police', sinceOn: TODAY },
    markCritical: { type: 'markCritical', blockerId: 'blocker' },
    resolve: { type: 'resolve', blockerId: 'blocker', how: 'They signed.' },
    reopen: { type: 'reopen', blockerId: 'blocker', reason: 'They signed the wrong one.' },
  }
  const table: Table<BlockerState, BlockerEvent['type']> = {
    none: { owner: ['raise'], contributor: ['raise'] },
    open: { owner: ['resolve'], lead: ['markCritical', 'resolve'] },
    resolved: { owner: ['reopen'], lead: ['reopen'] },
  }
  const inState = (state: string) =>
    anAction({ blockers: state === 'none' ? [] : [{ ...open, state: state as BlockerState }] })

  test('has a row in the table for every state', () => {
    expect(Object.keys(table).toSorted()).toEqual(['none', ...blockerStates].toSorted())
  })

  test('goes only where the table says, and says why not', () => {
    holdsTable(blockerWorkflow, table, events, inState, { blockerId: 'blocker' })
  })

  test('begins open, by whoever raised it, and ends with how and when', () => {
    expect(ask(blockerWorkflow, anAction(), 'contributor').answerTo(events.raise)).toMatchObject({
      from: null,
      to: 'open',
      after: {
        blockers: [
          {
            id: 'blocker',
            state: 'open',
            raisedBy: 'contributor',
            critical: false,
          },
        ],
      },
    })
    expect(ask(blockerWorkflow, inState('open'), 'lead').answerTo(events.resolve)).toMatchObject({
      after: { blockers: [{ state: 'resolved', how: 'They signed.', resolvedOn: TODAY }] },
    })
  })

  test('is marked critical and stays open', () => {
    expect(ask(blockerWorkflow, inState('open'), 'lead').answerTo(events.markCritical)).toMatchObject({
      from: 'open',
      to: 'open',
      after: {
        blockers: [
          {
            state: 'open',
            critical: true,
          },
        ],
      },
    })
  })

  test('is opened again with a reason, and then waits as before', () => {
    const resolved = anAction({
      blockers: [{ ...open, state: 'resolved', how: 'They signed.', resolvedOn: '2026-11-20' }],
    })
    expect(ask(blockerWorkflow, resolved, 'owner').answerTo(events.reopen)).toMatchObject({
      from: 'resolved',
      to: 'open',
      after: { blockers: [open] },
    })
    expect(ask(blockerWorkflow, resolved, 'lead').answerTo({ ...events.reopen, reason: ' ' })).toMatchObject({
      ok: false,
      code: 'fieldMissing',
      missing: [{ field: 'reason' }],
    })
  })

  test.each([
    ['raised', anAction(), events.raise],
    ['opened again', inState('resolved'), events.reopen],
  ] as const)('can be %s while the action is live, and not later', (_, action, event) => {
    const possible = actionStates.filter(
      (state) => ask(blockerWorkflow, { ...action, state }, 'owner').answerTo(event).ok,
    )
    expect(possible).toEqual(['draft', 'agreed', 'inProgress', 'submitted', 'endorsed', 'returned'])
  })

  test.each<[string, BlockerEvent]>([
    ['without what it waits for', { ...events.raise, what: ' ' }],
    ['without whom it waits for', { ...events.raise, waitingOn: '' }],
    ['since a day to come', { ...events.raise, sinceOn: tomorrow }],
  ])('is not raised %s', (_, event) => {
    expect(ask(blockerWorkflow, anAction(), 'owner').answerTo(event)).toMatchObject({
      ok: false,
      missing: [{}],
    })
  })

  test('is not resolved without saying how', () => {
    expect(
      ask(blockerWorkflow, inState('open'), 'owner').answerTo({ ...events.resolve, how: '' }),
    ).toMatchObject({ ok: false, code: 'fieldMissing', missing: [{ field: 'how' }] })
  })
})
