import type { Day } from '#workflows/calendar/calendar.ts'
import type { Effects, Question, Requirements } from '#workflows/engine/requirement.ts'
import { actorIs, dayGiven, textGiven } from '#workflows/engine/requirements-shared.ts'
import { type Accepted, edit, type Refused } from '#workflows/engine/step.ts'
import { type PartEdit, partEditEffects, partEditRequirements } from '#workflows/parts/part-edits.ts'
import { isClosed } from '#workflows/plan/plan-settings.ts'
import { actionDaysFault } from './action-days.ts'
import { type ActionDescription, type ActionFacts, type Evidence, isCounted, isLive } from './action-facts.ts'
import { calledInStaysTied } from './from-decision.ts'

/** Changes to an action that are no step of its workflow but go through the same write. */
export type ActionEdit =
  | ({ type: 'addEvidence'; evidenceId: string } & Omit<Evidence, 'id' | 'addedBy' | 'addedAt'>)
  | { type: 'addMilestone'; milestoneId: string; title: string; dueOn: Day }
  | { type: 'edit'; change: ActionChange }
  | PartEdit

/** What an edit may change. The due date of an agreed action is missing on purpose: it moves by an extension. */
export type ActionChange = Partial<
  ActionDescription &
    Pick<
      ActionFacts,
      | 'horizonId'
      | 'priorityId'
      | 'agencyId'
      | 'ownerId'
      | 'ownerPost'
      | 'contributorIds'
      | 'recommendationIds'
      | 'measureIds'
      | 'decisionId'
      | 'criteria'
    >
>

/** What each edit of an action or of a part of it needs. */
export const actionEditRequirements: Requirements<ActionEdit> = {
  ...partEditRequirements,
  addEvidence: [
    actorIs('owner', 'contributor', 'lead', 'chair', 'administrator'),
    {
      code: 'wrongState',
      met: ({ action }) => action.state !== 'cancelled' && action.state !== 'superseded',
      because: 'The action is out of the plan. Have it reinstated before evidence is added.',
    },
    {
      code: 'criterionUnknown',
      field: 'criterionId',
      met: ({ action, event }) => action.criteria.some(({ id }) => id === event.criterionId),
      because: 'Choose one of the closure criteria of this action.',
      missing: () => [{ field: 'criterionId', detail: 'Choose one of the closure criteria of this action.' }],
    },
    textGiven('title', 'Give the evidence a title.'),
    dayGiven('datedOn', 'Give the date of the evidence: today or earlier.', (day, { today }) => day <= today),
  ],
  addMilestone: [
    actorIs('owner', 'lead', 'administrator'),
    {
      code: 'wrongState',
      met: ({ action }) => isLive(action.state),
      because: 'Milestones can be added while the action still has to be done.',
    },
    textGiven('title', 'Give the milestone a title.'),
    dayGiven(
      'dueOn',
      'A milestone cannot lie after the due date of its action.',
      (day, { action }) => action.dueOn === null || day <= action.dueOn,
    ),
  ],
  edit: [
    actorIs('lead', 'administrator'),
    {
      code: 'wrongState',
      met: ({ action, event }) =>
        action.state === 'draft' ||
        wasNeverAgreed(action) ||
        draftOnly.every((field) => !(field in event.change)),
      because:
        'Once agreed, the owner changes by a hand-over, the due date by a request for more time, and criteria stay as agreed.',
      missing: ({ event }) =>
        draftOnly
          .filter((field) => field in event.change)
          .map((field) => ({ field, detail: 'Can be edited while the action is a draft.' })),
    },
    {
      code: 'dateNotAllowed',
      field: 'dueOn',
      met: ({ action, event: { change } }) => actionDaysFault(change, action) === null,
      because: ({ action, event: { change } }) => actionDaysFault(change, action)?.detail ?? '',
      rule: 'An action is not due before it starts.',
      missing: ({ action, event: { change } }) => [actionDaysFault(change, action) ?? []].flat(),
    },
    {
      code: 'criterionUnknown',
      field: 'criteria',
      met: ({ event: { change } }) =>
        new Set(change.criteria?.map(({ id }) => id)).size === (change.criteria?.length ?? 0),
      because: 'Each closure criterion can stand in the list once.',
      missing: () => [{ field: 'criteria', detail: 'Each closure criterion can stand in the list once.' }],
    },
    {
      code: 'criterionHasEvidence',
      field: 'criteria',
      met: ({ action, event }) => removedWithEvidence(action, event.change).length === 0,
      because: 'A closure criterion that evidence was put against stays. Reword it instead.',
      missing: ({ action, event }) =>
        removedWithEvidence(action, event.change).map(({ text }) => ({
          field: 'criteria',
          detail: `Keep the criterion that has evidence: ${text}`,
        })),
    },
    {
      code: 'personNotFound',
      field: 'ownerId',
      met: ({ action, around, event: { change } }) =>
        !change.ownerId || change.ownerId === action.ownerId || around.newOwner?.id === change.ownerId,
      because: 'Choose an owner who is listed and has not left.',
      missing: () => [{ field: 'ownerId', detail: 'Choose an owner who is listed and has not left.' }],
    },
    {
      code: 'priorityUnknown',
      field: 'priorityId',
      met: ({ action, around, event: { change } }) =>
        change.priorityId === undefined || around.namedPriority?.planId === action.planId,
      because: 'Choose a priority of the same plan.',
      missing: () => [{ field: 'priorityId', detail: 'Choose a priority of the same plan.' }],
    },
    {
      code: 'priorityClosed',
      field: 'priorityId',
      met: ({ action, around: { namedPriority }, event: { change } }) =>
        change.priorityId === undefined ||
        change.priorityId === action.priorityId ||
        !isCounted(action.state) ||
        namedPriority === null ||
        !isClosed(namedPriority.state),
      because: 'That priority has been delivered. Have the chair reopen it first.',
    },
    {
      code: 'recommendationUnknown',
      field: 'recommendationIds',
      met: ({ around, event: { change } }) =>
        (change.recommendationIds ?? []).every((id) => around.namedRecommendationIds.includes(id)),
      because: 'Choose recommendations of the same plan.',
      missing: () => [{ field: 'recommendationIds', detail: 'Choose recommendations of the same plan.' }],
    },
    {
      code: 'measureUnknown',
      field: 'measureIds',
      met: ({ around, event: { change } }) =>
        (change.measureIds ?? []).every((id) => around.namedMeasureIds.includes(id)),
      because: 'Choose measures of the same plan.',
      missing: () => [{ field: 'measureIds', detail: 'Choose measures of the same plan.' }],
    },
    {
      code: 'decisionUnknown',
      field: 'decisionId',
      met: ({ around, event: { change } }) => !change.decisionId || around.decisionIsOfPlan,
      because: 'Choose a decision of the same plan.',
      missing: () => [{ field: 'decisionId', detail: 'Choose a decision of the same plan.' }],
    },
    calledInStaysTied,
    {
      code: 'recommendationUncovered',
      field: 'recommendationIds',
      met: (question) => newlyUncovered(question).length === 0,
      because:
        'A recommendation would be left without any live or finished action. Cover it by another action first.',
      missing: (question) =>
        newlyUncovered(question).map(({ ref }) => ({
          field: 'recommendationIds',
          detail: `No other live or finished action answers recommendation ${ref}.`,
        })),
    },
  ],
}

/** Taken out of the plan before it was agreed: it is completed like a draft, so that it can come back. */
function wasNeverAgreed({ state, agreedOn }: ActionFacts): boolean {
  return !isCounted(state) && agreedOn === null
}

function removedWithEvidence({ criteria, evidence }: ActionFacts, change: ActionChange) {
  const kept = change.criteria?.map(({ id }) => id)
  if (!kept) return []
  return criteria.filter(
    ({ id }) => !kept.includes(id) && evidence.some(({ criterionId }) => criterionId === id),
  )
}

/** In a plan that is still being written recommendations come and go; afterwards each stays answered. */
function newlyUncovered({
  action,
  around,
  event: { change },
}: Question<Extract<ActionEdit, { type: 'edit' }>>) {
  const { recommendationIds: kept } = change
  if (!kept || around.plan.state === 'draft' || !isCounted(action.state)) return []
  return around.soleCoverOf.filter(({ id }) => !kept.includes(id))
}

const draftOnly = ['ownerId', 'dueOn', 'criteria', 'regulatorDate'] as const

const effects: Effects<ActionEdit> = {
  ...partEditEffects,
  addEvidence: ({ action, event, standing, now }) => {
    const { type: _, evidenceId, ...evidence } = event
    const added = { ...evidence, id: evidenceId, addedBy: standing.personId, addedAt: now }
    return { ...action, evidence: [...action.evidence, added] }
  },
  addMilestone: ({ action, event }) => ({
    ...action,
    milestones: [
      ...action.milestones,
      {
        id: event.milestoneId,
        title: event.title.trim(),
        state: 'planned',
        dueOn: event.dueOn,
        metOn: null,
        timesReplanned: 0,
      },
    ],
  }),
  edit: ({ action, event: { change } }) => ({ ...action, ...withoutPost(action, change), ...change }),
}

/** The post noted with an owner is theirs, and goes with them. */
function withoutPost({ ownerId }: ActionFacts, change: ActionChange): ActionChange {
  return change.ownerId === undefined || change.ownerId === ownerId ? {} : { ownerPost: null }
}

/** The names of the edits, by which they are told from the events of the workflow. */
export const actionEditNames = Object.keys(actionEditRequirements) as readonly ActionEdit['type'][]

/** Whether a change of an action is an edit and no event of its workflow. */
export function isActionEdit<E extends { type: string }>(event: E): event is Extract<E, ActionEdit> {
  return (actionEditNames as readonly string[]).includes(event.type)
}

/** Decides an edit of an action: who may, in which state, and the action as it stands afterwards. */
export function editAction(question: Question<ActionEdit>): Accepted | Refused {
  return edit(actionEditRequirements, effects, question)
}
