import type { ActionChangeRequest } from '#db/write/action-change.ts'
import type { ActionEvent } from '#workflows/action/action-events.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { DemoAction, DemoEvent, DemoEventName } from './action-form.ts'
import type { Offset } from './names.ts'

/** What an event of a story is about: the action as written, as it stands now, and how its keys become ids. */
export type EventContext = {
  action: DemoAction
  facts: ActionFacts
  dayOf: (offset: Offset) => Day
  personId: (key: string) => string
  actionId: (ref: string) => string
  newId: () => string
}

/**
 * The change that an event of a story asks for, as every change is asked for. Parts are found by what
 * the story says of them, not by where a list happens to hold them.
 * @throws when the story names a part that the action does not have
 */
export function changeOf(event: DemoEvent, context: EventContext): ActionChangeRequest {
  const change = changes[event.event] as (event: DemoEvent, context: EventContext) => ActionChangeRequest
  return change(event, context)
}

type Changes = {
  [Name in DemoEventName]: (
    event: Extract<DemoEvent, { event: Name }>,
    context: EventContext,
  ) => ActionChangeRequest
}

const changes: Changes = {
  agree: () => onAction({ type: 'agree' }),
  start: () => onAction({ type: 'start' }),
  withdraw: () => onAction({ type: 'withdraw' }),
  embed: () => onAction({ type: 'embed' }),
  report: ({ note, whatChanged = null, forecast, ownRating = null }, { newId, dayOf }) => {
    const expected = forecast === undefined ? {} : { forecastOn: dayOf(forecast) }
    return onAction({ type: 'report', updateId: newId(), note, whatChanged, ownRating, ...expected })
  },
  submit: ({ whatChanged }) => onAction({ type: 'submit', whatChanged }),
  endorse: ({ statement }) => onAction({ type: 'endorse', statement }),
  return: ({ reason, criterion }, context) =>
    onAction({ type: 'return', reason, criterionId: criterionId(context, criterion) }),
  signOff: ({ minute, embedCheck }, { dayOf }) =>
    onAction({
      type: 'signOff',
      ...(minute === undefined ? {} : { minuteRef: minute }),
      ...(embedCheck === undefined ? {} : { embedCheckOn: dayOf(embedCheck) }),
    }),
  reopen: ({ reason, newDue }, { dayOf }) => onAction({ type: 'reopen', reason, dueOn: dayOf(newDue) }),
  cancel: ({ reason }) => onAction({ type: 'cancel', reason }),
  supersede: ({ reason, successor }, { actionId }) =>
    onAction({ type: 'supersede', reason, successorId: actionId(successor) }),
  reinstate: ({ reason, newDue }, { dayOf }) => onAction({ type: 'reinstate', reason, dueOn: dayOf(newDue) }),
  transfer: ({ newOwner, from, reason }, { personId, dayOf }) =>
    onAction({ type: 'transfer', ownerId: personId(newOwner), fromOn: dayOf(from), reason }),
  addEvidence: ({ criterion, kind, title, url, datedOn, independent }, context) => ({
    subject: 'action',
    event: {
      type: 'addEvidence',
      evidenceId: context.newId(),
      criterionId: criterionId(context, criterion),
      kind,
      title,
      url,
      datedOn: context.dayOf(datedOn),
      independent,
    },
  }),
  raiseBlocker: ({ what, waitingOn, since }, { newId, dayOf }) => ({
    subject: 'blocker',
    event: { type: 'raise', blockerId: newId(), what, waitingOn, sinceOn: dayOf(since) },
  }),
  resolveBlocker: ({ blocker, how }, context) => ({
    subject: 'blocker',
    event: { type: 'resolve', blockerId: blockerId(context, blocker), how },
  }),
  markCritical: ({ blocker }, context) => ({
    subject: 'blocker',
    event: { type: 'markCritical', blockerId: blockerId(context, blocker) },
  }),
  requestExtension: ({ newDue, reasonCode, text, effect, mitigation }, { newId, dayOf }) => ({
    subject: 'extension',
    event: {
      type: 'request',
      extensionId: newId(),
      dueOn: dayOf(newDue),
      reasonCode,
      text,
      effect,
      mitigation,
    },
  }),
  grantExtension: ({ reason, regulatorAgreement }, context) => ({
    subject: 'extension',
    event: {
      type: 'grant',
      extensionId: openExtensionId(context),
      ...(reason === undefined ? {} : { reason }),
      ...(regulatorAgreement === undefined ? {} : { regulatorAgreement }),
    },
  }),
  refuseExtension: ({ reason }, context) => ({
    subject: 'extension',
    event: { type: 'refuse', extensionId: openExtensionId(context), reason },
  }),
  meetMilestone: ({ milestone, metOn }, context) => ({
    subject: 'milestone',
    event: { type: 'meet', milestoneId: milestoneId(context, milestone), metOn: context.dayOf(metOn) },
  }),
  replanMilestone: ({ milestone, newDue, reason }, context) => ({
    subject: 'milestone',
    event: {
      type: 'replan',
      milestoneId: milestoneId(context, milestone),
      dueOn: context.dayOf(newDue),
      reason,
    },
  }),
}

function onAction(event: ActionEvent): ActionChangeRequest {
  return { subject: 'action', event }
}

function criterionId({ action, facts }: EventContext, index: number): string {
  return idOf(action, facts.criteria, ({ text }) => text === action.criteria[index])
}

function milestoneId({ action, facts }: EventContext, index: number): string {
  return idOf(action, facts.milestones, ({ title }) => title === action.milestones[index]?.title)
}

function blockerId({ action, facts }: EventContext, index: number): string {
  const raised = action.story.filter((event) => event.event === 'raiseBlocker')
  return idOf(action, facts.blockers, ({ what }) => what === raised[index]?.what)
}

function openExtensionId({ action, facts }: EventContext): string {
  return idOf(action, facts.extensions, ({ state }) => state === 'requested')
}

function idOf<Part extends { id: string }>(
  action: DemoAction,
  parts: Part[],
  isMeant: (part: Part) => boolean,
): string {
  const found = parts.find(isMeant)
  if (!found) throw new Error(`the story of ${action.ref} names a part that it does not have`)
  return found.id
}
