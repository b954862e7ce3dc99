import { setup } from 'xstate'
import { type ActionFacts, type Blocker, type BlockerState, isLive } from '#workflows/action/action-facts.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { type Context, guardsOf } from '#workflows/engine/machine-parts.ts'
import type { Requirement, Requirements } from '#workflows/engine/requirement.ts'
import { actorIs, dayGiven, textGiven } from '#workflows/engine/requirements-shared.ts'
import type { Workflow } from '#workflows/engine/step.ts'

export type BlockerEvent =
  | { type: 'raise'; blockerId: string; what: string; waitingOn: string; sinceOn: Day }
  | { type: 'markCritical'; blockerId: string }
  | { type: 'resolve'; blockerId: string; how: string }
  | { type: 'reopen'; blockerId: string; reason: string }

const actionIsLive: Requirement<BlockerEvent> = {
  code: 'wrongState',
  met: ({ action }) => isLive(action.state),
  because: 'The action is finished or out of the plan, so nothing can block it.',
}

const requirements: Requirements<BlockerEvent> = {
  raise: [
    actorIs('owner', 'contributor'),
    actionIsLive,
    textGiven('what', 'Say what the action waits for.'),
    textGiven('waitingOn', 'Say who has to act: a person or a body.'),
    dayGiven(
      'sinceOn',
      'Give the day since when it waits: today or earlier.',
      (day, { today }) => day <= today,
    ),
  ],
  markCritical: [actorIs('lead')],
  resolve: [actorIs('owner', 'lead'), textGiven('how', 'Say how it was resolved.')],
  reopen: [
    actorIs('owner', 'lead'),
    actionIsLive,
    textGiven('reason', 'Say why the action waits for it again.'),
  ],
}

/** What an action waits for: open until a person says how it was resolved, and again should it not be. */
export const blockerMachine = setup({
  types: { context: {} as Context, events: {} as BlockerEvent, input: {} as Context },
  guards: guardsOf(requirements),
}).createMachine({
  id: 'blocker',
  initial: 'open',
  context: ({ input }) => input,
  states: {
    open: {
      on: {
        markCritical: { target: 'open', guard: 'mayMarkCritical' },
        resolve: { target: 'resolved', guard: 'mayResolve' },
      },
    },
    resolved: { on: { reopen: { target: 'open', guard: 'mayReopen' } } },
  },
})

export const blockerWorkflow: Workflow<BlockerEvent> = {
  machine: blockerMachine,
  requirements,
  effects: {
    raise: ({ action, event, standing }) => ({
      ...action,
      blockers: [
        ...action.blockers,
        {
          id: event.blockerId,
          state: 'open',
          what: event.what.trim(),
          waitingOn: event.waitingOn.trim(),
          sinceOn: event.sinceOn,
          critical: false,
          raisedBy: standing.personId,
          how: null,
          resolvedOn: null,
        },
      ],
    }),
    markCritical: ({ action, event }) => withBlocker(action, event.blockerId, { critical: true }),
    resolve: ({ action, event, today }) =>
      withBlocker(action, event.blockerId, { how: event.how.trim(), resolvedOn: today }),
    reopen: ({ action, event }) => withBlocker(action, event.blockerId, { how: null, resolvedOn: null }),
  },
  notices: {},
  begins: 'raise',
  stateOf: ({ action, event }) => action.blockers.find(({ id }) => id === event.blockerId)?.state ?? null,
  withState: (action, state, { blockerId }) =>
    withBlocker(action, blockerId, { state: state as BlockerState }),
}

function withBlocker(action: ActionFacts, id: string, change: Partial<Blocker>): ActionFacts {
  return {
    ...action,
    blockers: action.blockers.map((each) => (each.id === id ? { ...each, ...change } : each)),
  }
}
