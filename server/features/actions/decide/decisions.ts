import type { ActionRead } from '#db/read/action-facts.ts'
import { extensionEvents } from '#server/features/actions/extension-sheet.ts'
import { type Offer, offered } from '#server/sheets/option.ts'
import type { ActionEvent, ActionEventName } from '#workflows/action/action-events.ts'
import { actionRequirements } from '#workflows/action/action-requirements.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import { type ExtensionEvent, extensionRequirements } from '#workflows/parts/extension-requirements.ts'
import { actionEvents } from '../action-sheet.ts'
import type { ActionModel } from '../page/action-model.ts'
import { type DecisionOption, requesting } from './options.ts'

/** Names of the decisions that this person may make now and that the state of the action asks for. */
export function principalDecisions({ read, may }: ActionModel): string[] {
  const open = read.facts.extensions.find(({ state }) => state === 'requested')
  const asked =
    open === undefined
      ? []
      : (['grant', 'refuse'] as const).filter((name) => may.extension(open.id)[name].allowed)
  if (asked.length > 0) return asked
  return principal.filter((name) => may.action[name].allowed)
}

/** Whether all that this person may do with what is submitted or endorsed is to return it. */
export function onlyReturns(names: readonly string[]): boolean {
  return names.length === 1 && names[0] === 'return'
}

/** Decisions that this person may make but that no person waits for, each with the words of a link. */
export function minorDecisions({ may }: ActionModel): { name: ActionEventName; link: string }[] {
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

/** What a decision may be chosen from beside the action itself. */
export type Offers = {
  successors: readonly { value: string; text: string }[]
  people: readonly { value: string; text: string }[]
}

/** The form of one decision, by its name. Whether it may be made is asked elsewhere. */
export function decisionOption(name: string, model: ActionModel, offers: Offers): DecisionOption {
  const offer = offerOf(model, offers)
  const { may } = model
  if (name === 'grant' || name === 'refuse') {
    const extensionId = model.read.facts.extensions.find(({ state }) => state === 'requested')?.id ?? ''
    return requesting(
      name,
      offered(extensionEvents[name], {
        ...offer,
        rule: (field) => may.rule(extensionRequirements, name, field),
      }),
      (fields) => ({
        subject: 'extension',
        event: { ...fields, type: name, extensionId } as ExtensionEvent,
      }),
    )
  }
  const event = name as ActionEventName
  const rule = (field: string) => may.rule(actionRequirements, event, field)
  return requesting(name, offered(actionEvents[event], { ...offer, rule }), (fields) => ({
    subject: 'action',
    event: { ...fields, type: name } as ActionEvent,
  }))
}

function offerOf({ read, today }: ActionModel, { successors, people }: Offers): Offer<ActionRead> {
  const criteria = read.facts.criteria.map(({ id, text }) => ({ value: id, text }))
  return {
    before: read,
    picks: { criterionId: criteria, successorId: successors, ownerId: people },
    days: { embedCheckOn: addDays(today, read.plan.settings.embedAfterDays), fromOn: today },
  }
}
