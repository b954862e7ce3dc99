import { setup } from 'xstate'
import type { ActionFacts, Extension, ExtensionState } from '#workflows/action/action-facts.ts'
import { type Context, guardsOf } from '#workflows/engine/machine-parts.ts'
import type { Notice } from '#workflows/engine/requirement.ts'
import type { Workflow } from '#workflows/engine/step.ts'
import {
  type ExtensionEvent,
  extensionDecider,
  extensionOf,
  extensionRequirements,
} from './extension-requirements.ts'

/** A request for more time: decided, never just typed. */
export const extensionMachine = setup({
  types: { context: {} as Context, events: {} as ExtensionEvent, input: {} as Context },
  guards: guardsOf(extensionRequirements),
}).createMachine({
  id: 'extension',
  initial: 'requested',
  context: ({ input }) => input,
  states: {
    requested: {
      on: {
        grant: { target: 'granted', guard: 'mayGrant' },
        refuse: { target: 'refused', guard: 'mayRefuse' },
        withdraw: { target: 'withdrawn', guard: 'mayWithdraw' },
      },
    },
    granted: {},
    refused: {},
    withdrawn: {},
  },
})

export const extensionWorkflow: Workflow<ExtensionEvent> = {
  machine: extensionMachine,
  requirements: extensionRequirements,
  effects: {
    request: ({ action, event, standing, today }) => ({
      ...action,
      extensions: [
        ...action.extensions,
        {
          id: event.extensionId,
          state: 'requested',
          reasonCode: event.reasonCode,
          text: event.text.trim(),
          effect: event.effect?.trim() || null,
          mitigation: event.mitigation?.trim() || null,
          previousDueOn: action.dueOn ?? event.dueOn,
          dueOn: event.dueOn,
          requestedBy: standing.personId,
          requestedOn: today,
          decidedBy: null,
          decidedOn: null,
          decisionReason: null,
          regulatorAgreement: null,
        },
      ],
    }),
    // Granting moves the due date in the same write; the forecast is answered by it and starts afresh.
    grant: ({ action, event, standing, today }) => ({
      ...withExtension(action, event.extensionId, {
        decidedBy: standing.personId,
        decidedOn: today,
        decisionReason: event.reason?.trim() || null,
        regulatorAgreement: event.regulatorAgreement?.trim() || null,
      }),
      dueOn: extensionOf(action, event)?.dueOn ?? action.dueOn,
      forecastOn: null,
      timesExtended: action.timesExtended + 1,
    }),
    refuse: ({ action, event, standing, today }) =>
      withExtension(action, event.extensionId, {
        decidedBy: standing.personId,
        decidedOn: today,
        decisionReason: event.reason.trim(),
      }),
    withdraw: ({ action }) => action,
  },
  notices: {
    request: ({ action, around, event, standing }) => {
      const request = {
        previousDueOn: action.dueOn ?? event.dueOn,
        dueOn: event.dueOn,
        requestedBy: standing.personId,
      }
      const deciders = { lead: [around.leadId], chair: around.chairIds, viceChair: around.viceChairIds }
      return notices('extensionRequested', deciders[extensionDecider(action, around, request)])
    },
    grant: ({ action, event }) =>
      notices('extensionGranted', [action.ownerId, extensionOf(action, event)?.requestedBy]),
    refuse: ({ action, event }) =>
      notices('extensionRefused', [action.ownerId, extensionOf(action, event)?.requestedBy]),
  },
  begins: 'request',
  stateOf: ({ action, event }) => extensionOf(action, event)?.state ?? null,
  withState: (action, state, { extensionId }) =>
    withExtension(action, extensionId, { state: state as ExtensionState }),
}

function withExtension(action: ActionFacts, id: string, change: Partial<Extension>): ActionFacts {
  return {
    ...action,
    extensions: action.extensions.map((each) => (each.id === id ? { ...each, ...change } : each)),
  }
}

function notices(kind: Notice['kind'], people: (string | null | undefined)[]): Notice[] {
  return [...new Set(people)].flatMap((personId) => (personId ? [{ kind, personId }] : []))
}
