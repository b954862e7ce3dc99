import { criteriaWithoutEvidence } from '#workflows/action/shown-evidence.ts'
import { isDay } from '#workflows/calendar/calendar.ts'
import type { Requirement, Requirements } from '#workflows/engine/requirement.ts'
import {
  actorIs,
  dayIfGiven,
  notTheOwner,
  notTheSubmitter,
  ownerIsHere,
  planIsActive,
  planIsNotClosed,
  priorityIsOpen,
  textGiven,
} from '#workflows/engine/requirements-shared.ts'
import type { PlanSettings } from '#workflows/plan/plan-settings.ts'
import { ownRatingStands, ratingAfterUpdate } from '#workflows/rating/after-update.ts'
import { peopleServed } from '#workflows/words.ts'
import { forecastToCome, handedOverFrom, newDueDate } from './action-days.ts'
import type { ActionEvent } from './action-events.ts'
import type { ActionFacts, ActionSurroundings } from './action-facts.ts'
import { embeddingGaps } from './embedding.ts'
import { decisionCanBeCarriedOut, decisionLetsItStart } from './from-decision.ts'

/** What each event of an action needs, beyond the state it may happen in. */
export const actionRequirements: Requirements<ActionEvent> = {
  agree: [
    actorIs('lead', 'chair'),
    {
      code: 'incomplete',
      met: ({ action }) => gaps(action).length === 0,
      because: 'An action can be agreed once it has an owner, a due date and closure criteria.',
      missing: ({ action }) => gaps(action),
    },
  ],
  start: [actorIs('owner', 'contributor'), planIsActive, decisionCanBeCarriedOut],
  report: [
    actorIs('owner', 'contributor'),
    // The first report on an agreed action starts it, so it needs what a start needs.
    { ...planIsActive, met: (question) => question.action.state !== 'agreed' || planIsActive.met(question) },
    decisionLetsItStart,
    textGiven('note', 'Say in a sentence or two how it is going.'),
    forecastToCome,
    {
      code: 'ownRatingBetter',
      field: 'ownRating',
      met: ({ action, around, event, today }) => {
        // A forecast that is no day is refused for itself and can't be rated.
        if (!event.ownRating || (typeof event.forecastOn === 'string' && !isDay(event.forecastOn)))
          return true
        const { settings } = around.plan
        return ownRatingStands(
          event.ownRating,
          ratingAfterUpdate(action, forecastAfter(action, event), settings, today),
        )
      },
      because:
        'Your own rating can be worse than the rule says, never better. Leave it out, or choose a worse one.',
      missing: () => [{ field: 'ownRating', detail: 'Leave it out, or choose a worse one.' }],
    },
  ],
  submit: [
    actorIs('owner'),
    decisionCanBeCarriedOut,
    // Before what is missing: an owner who has asked for more time need not gather evidence first to hear of it.
    {
      code: 'extensionOpen',
      met: ({ action }) => action.extensions.every(({ state }) => state !== 'requested'),
      because: 'A request for more time is still open. Withdraw it, or wait until it is decided.',
    },
    {
      code: 'evidenceMissing',
      met: ({ action }) => action.criteria.length > 0 && criteriaWithoutEvidence(action).length === 0,
      because: ({ action }) =>
        action.criteria.length === 0
          ? 'The action has no closure criteria to show evidence against. Ask the plan administrator to add them.'
          : 'Every closure criterion needs evidence before the action can be submitted.',
      rule: 'Every closure criterion needs evidence before the action can be submitted.',
      missing: ({ action }) =>
        criteriaWithoutEvidence(action).map((criterion) => ({
          field: `criteria/${action.criteria.indexOf(criterion)}/evidence`,
          detail: `Add evidence for: ${criterion.text}`,
        })),
    },
    textGiven('whatChanged', `Say what changed for ${peopleServed}.`),
  ],
  withdraw: [actorIs('owner')],
  endorse: [
    notTheOwner,
    notTheSubmitter,
    actorIs('lead'),
    textGiven('statement', 'Say that you opened the evidence and what it showed.'),
  ],
  return: [
    actorIs('lead', 'chair'),
    {
      code: 'criterionUnknown',
      field: 'criterionId',
      met: ({ action, event }) => action.criteria.some(({ id }) => id === event.criterionId),
      because: 'Choose the closure criterion that is not met yet.',
      missing: () => [{ field: 'criterionId', detail: 'Choose the closure criterion that is not met yet.' }],
    },
    textGiven('reason', 'Say what is missing, so that the owner knows what to do.'),
  ],
  signOff: [
    notTheOwner,
    notTheSubmitter,
    {
      code: 'ownWork',
      met: ({ action, standing }) => action.state !== 'endorsed' || action.endorsedBy !== standing.personId,
      because: 'You endorsed this action, so somebody else has to sign it off.',
    },
    {
      code: 'notYourRole',
      met: ({ action, around, standing }) =>
        standing.chair || (standing.viceChair && chairStandsBack(action, around)),
      because: ({ standing }) =>
        standing.viceChair
          ? 'The vice-chair signs off only what the chair owns or endorsed.'
          : 'Only the chair of the board can sign off.',
      who: 'the chair of the board, or the vice-chair where the chair owns, submitted or endorsed it',
    },
    {
      code: 'wrongState',
      met: ({ action, around }) => action.state !== 'submitted' || !needsEndorsement(action, around),
      because: 'The lead of the priority has to endorse it before it can be signed off.',
    },
    decisionCanBeCarriedOut,
    dayIfGiven(
      'embedCheckOn',
      'The embedding check has to lie after today.',
      (day, { today }) => day > today,
    ),
  ],
  embed: [
    actorIs('chair'),
    {
      code: 'evidenceMissing',
      met: ({ action }) => embeddingGaps(action).length === 0,
      because:
        'Embedding needs two kinds of evidence dated after sign-off, at least one of them independent of the owner.',
      missing: ({ action }) => embeddingGaps(action).map((detail) => ({ field: 'evidence', detail })),
    },
  ],
  reopen: [
    actorIs('chair'),
    planIsNotClosed,
    priorityIsOpen,
    textGiven('reason', 'Say why the action has to be opened again.'),
    ...newDueDate('Give a new due date that is not in the past.'),
  ],
  cancel: [
    actorIs('chair'),
    keepsRecommendationsCovered(),
    textGiven('reason', 'Say why the action is cancelled.'),
  ],
  supersede: [
    actorIs('chair'),
    {
      code: 'successorNotSuitable',
      field: 'successorId',
      met: ({ action, around: { successor } }) =>
        successor !== null &&
        successor.id !== action.id &&
        successor.planId === action.planId &&
        successor.state !== 'cancelled' &&
        successor.state !== 'superseded',
      because: 'Choose an action of the same plan, neither cancelled nor superseded, that takes over.',
      missing: () => [{ field: 'successorId', detail: 'Choose the action that takes over.' }],
    },
    { ...keepsRecommendationsCovered(), field: 'successorId' },
  ],
  reinstate: [
    actorIs('chair'),
    {
      code: 'incomplete',
      met: ({ action }) => gapsBesideDate(action).length === 0,
      because:
        'It comes back as agreed, so it needs an owner and closure criteria. The plan administrator can add them.',
      missing: ({ action }) => gapsBesideDate(action),
    },
    planIsNotClosed,
    priorityIsOpen,
    textGiven('reason', 'Say why the action comes back.'),
    ...newDueDate('Give a due date that is not in the past.'),
  ],
  transfer: [
    actorIs('lead', 'administrator'),
    {
      code: 'personNotFound',
      field: 'ownerId',
      met: ({ action, around }) => around.newOwner !== null && around.newOwner.id !== action.ownerId,
      because: 'Choose another person, who is listed and has not left.',
      missing: () => [{ field: 'ownerId', detail: 'Choose another person, who is listed and has not left.' }],
    },
    handedOverFrom,
    textGiven('reason', 'Say why the action changes hands.'),
  ],
  askEvidence: [
    actorIs('chair'),
    {
      ...notTheOwner,
      because: 'You own this action, so that you would ask yourself. Add the evidence.',
    },
    planIsNotClosed,
    ownerIsHere,
    {
      code: 'wrongState',
      met: ({ action }) => action.state !== 'signedOff' || embeddingGaps(action).length > 0,
      because: 'The evidence that the check needs is there. Open it, then decide.',
    },
  ],
}

/** The forecast that stands after a report: a report that says nothing of it leaves it as it was. */
export function forecastAfter(action: ActionFacts, report: { forecastOn?: string | null }): string | null {
  return report.forecastOn === undefined ? action.forecastOn : report.forecastOn
}

/**
 * Whether the lead endorses a submitted action before it is signed off: by the plan's setting `closure`, and not where
 * the lead owns or submitted it. No other person may endorse, and the chair alone still has the second pair of eyes.
 */
export function needsEndorsement(
  { ownerId, submittedBy }: Pick<ActionFacts, 'ownerId' | 'submittedBy'>,
  { plan, leadId }: { plan: { settings: Pick<PlanSettings, 'closure'> }; leadId: string | null },
): boolean {
  const leadIsInvolved = leadId !== null && (leadId === ownerId || leadId === submittedBy)
  return plan.settings.closure === 'twoKeys' && !leadIsInvolved
}

/** The vice-chair stands in where every chair owns, submitted or endorsed the action. */
export function chairStandsBack(action: ActionFacts, around: Pick<ActionSurroundings, 'chairIds'>): boolean {
  const { ownerId, submittedBy, endorsedBy } = action
  return around.chairIds.every((id) => id === ownerId || id === submittedBy || id === endorsedBy)
}

/** Whether a draft has all that it needs to be agreed. */
export function isReadyToAgree(action: ActionFacts): boolean {
  return action.state === 'draft' && gaps(action).length === 0
}

function gaps(action: ActionFacts) {
  const [owner, criteria] = [ownerGap(action), criteriaGap(action)]
  return [...owner, ...(action.dueOn ? [] : [{ field: 'dueOn', detail: 'Set a due date.' }]), ...criteria]
}

function gapsBesideDate(action: ActionFacts) {
  return [...ownerGap(action), ...criteriaGap(action)]
}

function ownerGap({ ownerId }: ActionFacts) {
  return ownerId ? [] : [{ field: 'owner', detail: 'Name one owner.' }]
}

function criteriaGap({ criteria }: ActionFacts) {
  return criteria.length > 0 ? [] : [{ field: 'criteria', detail: 'Add at least one closure criterion.' }]
}

function keepsRecommendationsCovered(): Requirement<{ type: 'cancel' | 'supersede' }> {
  return {
    code: 'recommendationUncovered',
    met: ({ around }) => uncovered(around).length === 0,
    because:
      'A recommendation would be left without any live or finished action. Cover it by another action first.',
    missing: ({ around }) =>
      uncovered(around).map(({ ref }) => ({
        field: 'recommendations',
        detail: `No other live or finished action answers recommendation ${ref}.`,
      })),
  }
}

function uncovered({ soleCoverOf, successor }: ActionSurroundings) {
  return soleCoverOf.filter(({ id }) => !successor?.recommendationIds.includes(id))
}
