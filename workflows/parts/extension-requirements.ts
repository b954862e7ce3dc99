import type { ActionFacts, Extension, ExtensionReason } from '#workflows/action/action-facts.ts'
import { extensionReasons } from '#workflows/action/action-facts.ts'
import { type Day, daysBetween } from '#workflows/calendar/calendar.ts'
import type { Question, Requirement, Requirements } from '#workflows/engine/requirement.ts'
import { actorIs, dayGiven, notTheOwner, textGiven } from '#workflows/engine/requirements-shared.ts'

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

/**
 * A lead may decide on an action's first extension up to this many days; all others are the chair's. It is the design's
 * rule for requests, the same in every plan.
 */
const LEAD_DECIDES_UP_TO_DAYS = 28

const notTheRequester: Requirement<Deciding> = {
  code: 'ownWork',
  met: ({ action, event, standing }) => extensionOf(action, event)?.requestedBy !== standing.personId,
  because: 'You asked for more time, so somebody else has to decide on it.',
}

const decider: Requirement<Deciding> = {
  code: 'notYourRole',
  met: (question) => question.standing[deciderFor(question)],
  because: (question) => deciderSentences[deciderFor(question)],
  who: `the lead of the priority for a first one of at most ${LEAD_DECIDES_UP_TO_DAYS} days, otherwise the chair of the board, or the vice-chair where the chair asked for it or owns the action`,
}

const deciderSentences = {
  lead: `The lead of the priority decides on a first request for more time, of at most ${LEAD_DECIDES_UP_TO_DAYS} days.`,
  chair: `The chair of the board decides on a second request for more time, on one of more than ${LEAD_DECIDES_UP_TO_DAYS} days, and on one for an action that the lead owns or asked more time for.`,
  viceChair: 'The vice-chair decides here, because the chair asked for more time or owns the action.',
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
      (day, { action }) => action.dueOn === null || day > action.dueOn,
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
    notTheOwner,
    decider,
    {
      code: 'regulatorAgreementMissing',
      field: 'regulatorAgreement',
      met: ({ action, event }) => !action.regulatorDate || Boolean(event.regulatorAgreement?.trim()),
      because: 'The date was fixed by a regulator. Say who agreed for the regulator, and when.',
      missing: () => [
        {
          field: 'regulatorAgreement',
          detail: 'The date was fixed by a regulator. Say who agreed for the regulator, and when.',
        },
      ],
    },
  ],
  refuse: [notTheRequester, notTheOwner, decider, textGiven('reason', 'Say why the request is refused.')],
  withdraw: [actorIs('owner', 'contributor')],
}

/** The extension an event is about, as the action has it. */
export function extensionOf(action: ActionFacts, event: { extensionId: string }): Extension | undefined {
  return action.extensions.find(({ id }) => id === event.extensionId)
}

/** What of a request says who decides on it. */
export type ExtensionAsked = Pick<Extension, 'previousDueOn' | 'dueOn' | 'requestedBy'>

/**
 * Who decides on a request: the lead of the priority where it is the action's first and of at most 28 days, and
 * otherwise the chair. No person decides on their own request: a lead who asked or who owns the action leaves it to the
 * chair, and where every chair asked or owns it, the vice-chair decides.
 */
export function extensionDecider(
  action: Pick<ActionFacts, 'ownerId' | 'timesExtended'>,
  around: { leadId: string | null; chairIds: readonly string[] },
  request: ExtensionAsked,
): 'lead' | 'chair' | 'viceChair' {
  const isInvolved = (id: string) => id === request.requestedBy || id === action.ownerId
  const short =
    action.timesExtended === 0 && daysBetween(request.previousDueOn, request.dueOn) <= LEAD_DECIDES_UP_TO_DAYS
  if (short && around.leadId !== null && !isInvolved(around.leadId)) return 'lead'
  return around.chairIds.every(isInvolved) ? 'viceChair' : 'chair'
}

function deciderFor({ action, around, event }: Question<Deciding>) {
  const request = extensionOf(action, event)
  return request ? extensionDecider(action, around, request) : 'chair'
}
