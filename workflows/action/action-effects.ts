import { addDays } from '#workflows/calendar/calendar.ts'
import type { Effects, Notice, Notices } from '#workflows/engine/requirement.ts'
import type { ActionEvent } from './action-events.ts'
import type { ActionFacts, ActionSurroundings } from './action-facts.ts'
import { chairStandsBack, forecastAfter, needsEndorsement } from './action-requirements.ts'

/** What each accepted event changes in an action beside its state. */
export const actionEffects: Effects<ActionEvent> = {
  agree: ({ action, today }) => ({
    ...action,
    agreedOn: today,
    baselineDueOn: action.baselineDueOn ?? action.dueOn,
  }),
  start: ({ action }) => action,
  report: ({ action, event, standing, today, now }) => ({
    ...action,
    lastUpdateOn: today,
    forecastOn: forecastAfter(action, event),
    ownRating: event.ownRating ?? null,
    lastUpdate: {
      id: event.updateId,
      by: standing.personId,
      at: now,
      note: event.note.trim(),
      forecastOn: event.forecastOn ?? null,
      ownRating: event.ownRating ?? null,
      whatChanged: event.whatChanged?.trim() || null,
      via: event.via ?? null,
    },
  }),
  submit: ({ action, standing, today }) => ({
    ...action,
    lastUpdateOn: today,
    submittedOn: today,
    submittedBy: standing.personId,
  }),
  withdraw: ({ action }) => ({ ...action, ...notSubmitted }),
  endorse: ({ action, standing, today }) => ({ ...action, endorsedOn: today, endorsedBy: standing.personId }),
  return: ({ action }) => ({ ...action, ...notSubmitted }),
  signOff: ({ action, around, event, standing, today }) => ({
    ...action,
    signedOffOn: today,
    signedOffBy: standing.personId,
    embedCheckOn: event.embedCheckOn ?? addDays(today, around.plan.settings.embedAfterDays),
  }),
  embed: ({ action }) => action,
  reopen: ({ action, event }) => ({
    ...action,
    ...notSubmitted,
    ...notSignedOff,
    dueOn: event.dueOn,
    forecastOn: null,
    ownRating: null,
  }),
  cancel: ({ action }) => ({ ...action, extensions: withdrawn(action) }),
  supersede: ({ action, event }) => ({
    ...action,
    successorId: event.successorId,
    extensions: withdrawn(action),
  }),
  reinstate: ({ action, event, today }) => ({
    ...action,
    ...notSubmitted,
    ...notSignedOff,
    agreedOn: today,
    baselineDueOn: action.baselineDueOn ?? event.dueOn,
    dueOn: event.dueOn,
    forecastOn: null,
    ownRating: null,
    successorId: null,
  }),
  transfer: ({ action, around: { newOwner } }) =>
    newOwner
      ? {
          ...action,
          ownerId: newOwner.id,
          ownerPost: newOwner.post,
          agencyId: newOwner.agencyId ?? action.agencyId,
        }
      : action,
  // The history alone keeps who asked and when.
  askEvidence: ({ action }) => action,
}

/** Whom each accepted event concerns. */
export const actionNotices: Notices<ActionEvent> = {
  agree: ({ action }) => to('assigned', action.ownerId),
  submit: ({ action, around, standing }) => {
    const submitted = { ...action, submittedBy: standing.personId }
    const signers = needsEndorsement(submitted, around) ? [] : signersOf(submitted, around)
    return to('submitted', around.leadId, ...signers)
  },
  endorse: ({ action, around, standing }) =>
    to('endorsed', action.ownerId, ...signersOf({ ...action, endorsedBy: standing.personId }, around)),
  return: ({ action }) => to('returned', action.ownerId),
  signOff: ({ action, around }) => to('signedOff', action.ownerId, around.leadId),
  transfer: ({ event }) => to('assigned', event.ownerId),
}

const notSubmitted = {
  submittedOn: null,
  submittedBy: null,
  endorsedOn: null,
  endorsedBy: null,
} satisfies Partial<ActionFacts>
const notSignedOff = {
  signedOffOn: null,
  signedOffBy: null,
  embedCheckOn: null,
} satisfies Partial<ActionFacts>

/** A request for more time ends with the action it is about. */
function withdrawn({ extensions }: ActionFacts): ActionFacts['extensions'] {
  return extensions.map((each) => (each.state === 'requested' ? { ...each, state: 'withdrawn' } : each))
}

/** Who signs off: the chair, or the vice-chair where every chair has to stand back. */
function signersOf(action: ActionFacts, around: ActionSurroundings): string[] {
  return chairStandsBack(action, around) ? around.viceChairIds : around.chairIds
}

function to(kind: Notice['kind'], ...people: (string | null)[]): Notice[] {
  return [...new Set(people)].flatMap((personId) => (personId ? [{ kind, personId }] : []))
}
