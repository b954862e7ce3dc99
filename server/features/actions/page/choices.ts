import type { Decision } from '#db/read/decision.ts'
import { type ActionChange, type ActionEdit, editAction } from '#workflows/action/action-edits.ts'
import type { ActionEvent } from '#workflows/action/action-events.ts'
import { actionMachine, actionWorkflow } from '#workflows/action/action.ts'
import { type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import { fieldRule } from '#workflows/engine/field-rule.ts'
import { standingTowards } from '#workflows/engine/policy.ts'
import type { ActionSubject, Requirements } from '#workflows/engine/requirement.ts'
import { type Possibility, possibilities } from '#workflows/engine/step.ts'
import { type BlockerEvent, blockerWorkflow } from '#workflows/parts/blocker.ts'
import type { ExtensionEvent } from '#workflows/parts/extension-requirements.ts'
import { extensionWorkflow } from '#workflows/parts/extension.ts'
import { type MilestoneEvent, milestoneWorkflow } from '#workflows/parts/milestone.ts'

/** What a person may do with an action and each of its parts, by the conditions that are enforced. */
export type Choices = ReturnType<typeof choicesOf>

/** Asks every workflow what this person may do now. */
export function choicesOf(decision: Decision, actorId: string, now: Instant) {
  const { read, around, role } = decision
  const action = read.facts
  const standing = standingTowards({ id: actorId, role }, action, read.priority.leadId)
  const today = londonDay(now)
  const question = { action, around, standing, today, now }
  const [criterion] = action.criteria
  // What an edit names is asked of as it stands, so that only who asks and the state decide.
  const named = {
    ...around,
    namedRecommendationIds: action.recommendationIds,
    namedMeasureIds: action.measureIds,
    decisionIsOfPlan: true,
    namedPriority: { id: action.priorityId, planId: action.planId, state: around.priorityState },
  }
  const edits = (event: ActionEdit) => editAction({ ...question, around: named, event })
  const evidence = edits({
    type: 'addEvidence',
    evidenceId: '',
    criterionId: criterion?.id ?? '',
    kind: 'document',
    title: 'any',
    url: 'https://any.example',
    datedOn: today,
    independent: false,
  })
  return {
    standing,
    /** What holds for one field of an event, for a form to say what is wrong with it before it is sent. */
    rule: <E extends { type: string }>(requirements: Requirements<E>, type: E['type'], field: string) =>
      fieldRule<E, ActionSubject>(requirements, question, type, field),
    action: byEvent(possibilities<ActionEvent>(actionWorkflow, question)),
    mayAddEvidence: evidence.ok,
    /** Whether a field of the action may be edited now. */
    edit: (field: keyof ActionChange) => edits({ type: 'edit', change: { [field]: action[field] } }),
    addMilestone: edits({
      type: 'addMilestone',
      milestoneId: '',
      title: 'any',
      dueOn: action.dueOn ?? today,
    }),
    rewordMilestone: (milestoneId: string) => edits({ type: 'editMilestone', milestoneId, title: 'any' }),
    extension: (extensionId: string) =>
      byEvent(
        possibilities<ExtensionEvent>(
          extensionWorkflow,
          question,
          (type) => ({ type, extensionId }) as ExtensionEvent,
        ),
      ),
    blocker: (blockerId: string) =>
      byEvent(
        possibilities<BlockerEvent>(
          blockerWorkflow,
          question,
          (type) => ({ type, blockerId }) as BlockerEvent,
        ),
      ),
    milestone: (milestoneId: string) =>
      byEvent(
        possibilities<MilestoneEvent>(
          milestoneWorkflow,
          question,
          (type) => ({ type, milestoneId }) as MilestoneEvent,
        ),
      ),
  }
}

/**
 * What this person would do next but cannot yet, for a reason that can be mended. What is another's to do, or does
 * not fit the state, is left out: it would only be noise.
 */
export function heldUp(choices: Choices, state: Decision['read']['facts']['state']): Possibility[] {
  const possibleHere = actionMachine.states[state]?.config.on ?? {}
  return Object.values(choices.action).filter(
    ({ event, allowed, code }) =>
      !allowed && code !== 'notYourRole' && code !== 'wrongState' && event in possibleHere,
  )
}

function byEvent<Name extends string>(all: readonly Possibility<Name>[]): Record<Name, Possibility<Name>> {
  return Object.fromEntries(all.map((each) => [each.event, each])) as Record<Name, Possibility<Name>>
}
