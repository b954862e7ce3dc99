import type { ActionEvent } from '#workflows/action/action-events.ts'
import type {
  ActionFacts,
  ActionState,
  ActionSurroundings,
  Extension,
} from '#workflows/action/action-facts.ts'
import { actionWorkflow } from '#workflows/action/action.ts'
import { type Accepted, type Refused, step } from '#workflows/engine/step.ts'
import { defaultSettings, type PlanSettings } from '#workflows/plan/plan-settings.ts'
import { anActionIn, NOW, type StandingName, standing, surroundings, TODAY } from './facts.ts'

/** What is special about the action and about what surrounds it. */
export type Special = { action?: Partial<ActionFacts>; around?: Partial<ActionSurroundings> }

/** Who may be several at once: a lead who owns the action. */
export type Actor = StandingName | [StandingName, ...StandingName[]]

export const signOff = { type: 'signOff' } as const
export const endorse = { type: 'endorse', statement: 'I opened both documents.' } as const
export const report = { type: 'report', updateId: 'update', note: 'Seven families were seen.' } as const
export const submit = { type: 'submit', whatChanged: 'Families wait nine days.' } as const
export const cancel = { type: 'cancel', reason: 'The service has closed.' } as const
export const supersede = { type: 'supersede', successorId: 'successor' } as const
export const transfer = { type: 'transfer', ownerId: 'heir', fromOn: TODAY, reason: 'A new post.' } as const

/** A first request for two more weeks, by the owner. */
export const openRequest: Extension = {
  id: 'extension',
  state: 'requested',
  reasonCode: 'capacity',
  text: 'Two posts are empty.',
  effect: null,
  mitigation: null,
  previousDueOn: '2027-02-26',
  dueOn: '2027-03-12',
  requestedBy: 'owner',
  requestedOn: '2026-11-20',
  decidedBy: null,
  decidedOn: null,
  decisionReason: null,
  regulatorAgreement: null,
}

/** A plan in another state, or with other settings. */
export function inPlan(
  settings: Partial<PlanSettings>,
  state: ActionSurroundings['plan']['state'] = 'active',
): Partial<ActionSurroundings> {
  return { plan: { id: 'plan', state, settings: { ...defaultSettings, ...settings } } }
}

/** What the workflow of an action answers to the actor about the event, the action being in the state. */
export function answerTo(
  state: ActionState,
  by: Actor,
  event: ActionEvent,
  special: Special = {},
): Accepted | Refused {
  const names: [StandingName, ...StandingName[]] = typeof by === 'string' ? [by] : by
  return step(actionWorkflow, {
    action: anActionIn(state, special.action),
    around: surroundings(special.around),
    standing: standing(...names),
    today: TODAY,
    now: NOW,
    event,
  })
}
