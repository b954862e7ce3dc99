import type { ActionFacts, Evidence } from './action-facts.ts'
import { isLive } from './action-facts.ts'
import type { Day } from './calendar.ts'
import type { Effects, Question, Requirements } from './requirement.ts'
import { actorIs, dayGiven, textGiven } from './requirements-shared.ts'
import { type Accepted, edit, type Refused } from './step.ts'

/** Changes to an action that are no step of its workflow but pass the same door. */
export type ActionEdit =
  | ({ type: 'addEvidence'; evidenceId: string } & Omit<Evidence, 'id' | 'addedBy' | 'addedAt'>)
  | { type: 'addMilestone'; milestoneId: string; title: string; dueOn: Day }
  | { type: 'edit'; change: ActionChange }

/** What an edit may change. The due date of an agreed action is missing on purpose: it moves by an extension. */
export type ActionChange = Partial<
  Pick<
    ActionFacts,
    | 'title'
    | 'description'
    | 'horizonId'
    | 'priorityId'
    | 'agencyId'
    | 'startOn'
    | 'dueOn'
    | 'ownerId'
    | 'ownerPost'
    | 'critical'
    | 'regulatorDate'
    | 'contributorIds'
    | 'recommendationIds'
    | 'criteria'
  >
>

const requirements: Requirements<ActionEdit> = {
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
        action.state === 'draft' || draftOnly.every((field) => !(field in event.change)),
      because:
        'Once agreed, the owner changes by a transfer, the due date by an extension, and criteria stay as agreed.',
      missing: ({ event }) =>
        draftOnly
          .filter((field) => field in event.change)
          .map((field) => ({ field, detail: 'Can be edited while the action is a draft.' })),
    },
  ],
}

const draftOnly = ['ownerId', 'dueOn', 'criteria', 'regulatorDate'] as const

const effects: Effects<ActionEdit> = {
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
  edit: ({ action, event }) => ({ ...action, ...event.change }),
}

/** Decides an edit of an action: who may, in which state, and the action as it stands afterwards. */
export function editAction(question: Question<ActionEdit>): Accepted | Refused {
  return edit(requirements, effects, question)
}
