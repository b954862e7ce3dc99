import type { ActionFacts, Extension, ExtensionReason } from './action-facts.ts'
import { extensionReasons } from './action-facts.ts'
import { type Day, daysBetween } from './calendar.ts'
import type { Question, Requirement, Requirements } from './requirement.ts'
import { actorIs, dayGiven, textGiven } from './requirements-shared.ts'

export type ExtensionEvent =
  | {
      type: 'request'
      extensionId: string
      dueOn: Day
      reasonCode: ExtensionReason
      text: string
      effect?: string | null
      mitigation?: string | null
    }
  | { type: 'grant'; extensionId: string; reason?: string; regulatorAgreement?: string }
  | { type: 'refuse'; extensionId: string; reason: string }
  | { type: 'withdraw'; extensionId: string }

type Deciding = { type: 'grant' | 'refuse'; extensionId: string }

/** A lead may grant an action's first extension up to this many days; all others are the chair's. */
const LEAD_DECIDES_UP_TO_DAYS = 28

const notTheRequester: Requirement<Deciding> = {
  code: 'ownWork',
  met: ({ action, event, standing }) => extensionOf(action, event)?.requestedBy !== standing.personId,
  because: 'You asked for this extension, so somebody else has to decide on it.',
}

const decider: Requirement<Deciding> = {
  code: 'notYourRole',
  met: (question) => question.standing[isTheLeads(question) ? 'lead' : 'chair'],
  because: (question) =>
    isTheLeads(question)
      ? 'The lead of the priority decides on a first extension of at most 28 days.'
      : 'The chair of the board decides on a second extension, on one of more than 28 days, and on one the lead asked for.',
}

/** What each event of a request for more time needs. */
export const extensionRequirements: Requirements<ExtensionEvent> = {
  request: [
    actorIs('owner', 'contributor'),
    {
      code: 'wrongState',
      met: ({ action }) => ['agreed', 'inProgress', 'returned'].includes(action.state),
      because: 'More time can be asked for while the action is agreed, in progress or returned.',
    },
    {
      code: 'extensionOpen',
      met: ({ action }) => action.extensions.every(({ state }) => state !== 'requested'),
      because: 'A request for more time is already open. Withdraw it first, or wait until it is decided.',
    },
    dayGiven(
      'dueOn',
      'The new date has to lie after the current due date.',
      (day, { action, today }) => (action.dueOn === null || day > action.dueOn) && day > today,
    ),
    {
      code: 'fieldMissing',
      field: 'reasonCode',
      met: ({ event }) => extensionReasons.includes(event.reasonCode),
      because: 'Choose the reason that fits best.',
      missing: () => [{ field: 'reasonCode', detail: `One of: ${extensionReasons.join(', ')}.` }],
    },
    textGiven('text', 'Say why more time is needed.'),
  ],
  grant: [
    notTheRequester,
    decider,
    {
      code: 'regulatorAgreementMissing',
      field: 'regulatorAgreement',
      met: ({ action, event }) => !action.regulatorDate || Boolean(event.regulatorAgreement?.trim()),
      because: 'The date was fixed by a regulator. Record their agreement to the new one.',
      missing: () => [{ field: 'regulatorAgreement', detail: 'Say who agreed for the regulator, and when.' }],
    },
  ],
  refuse: [notTheRequester, decider, textGiven('reason', 'Say why the request is refused.')],
  withdraw: [actorIs('owner', 'contributor')],
}

/** The extension an event is about, as the action has it. */
export function extensionOf(action: ActionFacts, event: { extensionId: string }): Extension | undefined {
  return action.extensions.find(({ id }) => id === event.extensionId)
}

/**
 * Whether the lead decides on a request: an action's first, of at most 28 days. All others are the chair's, and so
 * is one that the lead asked for, because nobody decides on their own request.
 */
export function leadDecides(
  action: ActionFacts,
  leadId: string | null,
  request: Pick<Extension, 'previousDueOn' | 'dueOn' | 'requestedBy'>,
): boolean {
  return (
    leadId !== null &&
    leadId !== request.requestedBy &&
    action.timesExtended === 0 &&
    daysBetween(request.previousDueOn, request.dueOn) <= LEAD_DECIDES_UP_TO_DAYS
  )
}

function isTheLeads({ action, around, event }: Question<Deciding>): boolean {
  const request = extensionOf(action, event)
  return request !== undefined && leadDecides(action, around.leadId, request)
}
