import type { ActionEventName } from '#workflows/action/action-events.ts'
import type { Look } from '../page/look.ts'
import type { DecisionForm, Offers } from './decision-form.ts'
import { closingForms } from './decisions-closing.ts'
import { extensionForms } from './decisions-extension.ts'
import { standingForms } from './decisions-standing.ts'
import type { DecisionOption } from './options.ts'

/** Names of the decisions that this person may make now and that the state of the action asks for. */
export function principalDecisions({ read, may }: Look): string[] {
  const open = read.facts.extensions.find(({ state }) => state === 'requested')
  const asked =
    open === undefined
      ? []
      : (['grant', 'refuse'] as const).filter((name) => may.extension(open.id)[name].allowed)
  if (asked.length > 0) return asked
  return principal.filter((name) => may.action[name].allowed)
}

/** Decisions that this person may make but that nobody waits for, each with the words of a link. */
export function minorDecisions({ may }: Look): { name: ActionEventName; link: string }[] {
  return Object.entries(minor).flatMap(([name, link]) =>
    may.action[name as ActionEventName].allowed ? [{ name: name as ActionEventName, link }] : [],
  )
}

const principal = ['agree', 'endorse', 'signOff', 'return', 'embed', 'reopen', 'reinstate'] as const
const minor = {
  start: 'Start work without an update',
  withdraw: 'Take the submission back',
  transfer: 'Hand it over to another owner',
  supersede: 'Have another action take over',
  cancel: 'Cancel this action',
} as const satisfies Partial<Record<ActionEventName, string>>

/** The form of one decision, by its name. Whether it may be made is asked elsewhere. */
export function decisionOption(name: string, look: Look, offers: Offers): DecisionOption | undefined {
  const make = forms[name]
  return make && { name, ...make(look, offers) }
}

const forms: Record<string, DecisionForm> = { ...closingForms, ...standingForms, ...extensionForms }
