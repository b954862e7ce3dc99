import { setup } from 'xstate'
import { type Context, guardsOf } from '#workflows/engine/machine-parts.ts'
import type { Workflow } from '#workflows/engine/step.ts'
import { actionEffects, actionNotices } from './action-effects.ts'
import type { ActionEvent } from './action-events.ts'
import { actionRequirements } from './action-requirements.ts'

/** An action's life: flat and pure. Colour, overdue and stale are derived from facts and are no states. */
export const actionMachine = setup({
  types: { context: {} as Context, events: {} as ActionEvent, input: {} as Context },
  guards: guardsOf(actionRequirements),
}).createMachine({
  id: 'action',
  initial: 'draft',
  context: ({ input }) => input,
  states: {
    draft: {
      on: {
        agree: { target: 'agreed', guard: 'mayAgree' },
        cancel: { target: 'cancelled', guard: 'mayCancel' },
        supersede: { target: 'superseded', guard: 'maySupersede' },
        transfer: { target: 'draft', guard: 'mayTransfer' },
      },
    },
    agreed: {
      on: {
        start: { target: 'inProgress', guard: 'mayStart' },
        report: { target: 'inProgress', guard: 'mayReport' },
        cancel: { target: 'cancelled', guard: 'mayCancel' },
        supersede: { target: 'superseded', guard: 'maySupersede' },
        transfer: { target: 'agreed', guard: 'mayTransfer' },
      },
    },
    inProgress: {
      on: {
        report: { target: 'inProgress', guard: 'mayReport' },
        submit: { target: 'submitted', guard: 'maySubmit' },
        cancel: { target: 'cancelled', guard: 'mayCancel' },
        supersede: { target: 'superseded', guard: 'maySupersede' },
        transfer: { target: 'inProgress', guard: 'mayTransfer' },
      },
    },
    submitted: {
      on: {
        withdraw: { target: 'inProgress', guard: 'mayWithdraw' },
        endorse: { target: 'endorsed', guard: 'mayEndorse' },
        return: { target: 'returned', guard: 'mayReturn' },
        signOff: { target: 'signedOff', guard: 'maySignOff' },
        cancel: { target: 'cancelled', guard: 'mayCancel' },
        supersede: { target: 'superseded', guard: 'maySupersede' },
        transfer: { target: 'submitted', guard: 'mayTransfer' },
      },
    },
    endorsed: {
      on: {
        return: { target: 'returned', guard: 'mayReturn' },
        signOff: { target: 'signedOff', guard: 'maySignOff' },
        cancel: { target: 'cancelled', guard: 'mayCancel' },
        supersede: { target: 'superseded', guard: 'maySupersede' },
        transfer: { target: 'endorsed', guard: 'mayTransfer' },
      },
    },
    returned: {
      on: {
        report: { target: 'returned', guard: 'mayReport' },
        submit: { target: 'submitted', guard: 'maySubmit' },
        cancel: { target: 'cancelled', guard: 'mayCancel' },
        supersede: { target: 'superseded', guard: 'maySupersede' },
        transfer: { target: 'returned', guard: 'mayTransfer' },
      },
    },
    signedOff: {
      on: {
        embed: { target: 'embedded', guard: 'mayEmbed' },
        askEvidence: { target: 'signedOff', guard: 'mayAskEvidence' },
        reopen: { target: 'inProgress', guard: 'mayReopen' },
      },
    },
    embedded: { on: { reopen: { target: 'inProgress', guard: 'mayReopen' } } },
    cancelled: { on: { reinstate: { target: 'agreed', guard: 'mayReinstate' } } },
    superseded: { on: { reinstate: { target: 'agreed', guard: 'mayReinstate' } } },
  },
})

export const actionWorkflow: Workflow<ActionEvent> = {
  machine: actionMachine,
  requirements: actionRequirements,
  effects: actionEffects,
  notices: actionNotices,
  stateOf: ({ action }) => action.state,
  withState: (action, state) => ({ ...action, state: state as typeof action.state }),
}
