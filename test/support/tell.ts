import * as fc from 'fast-check'
import type { ActionChangeRequest } from '#db/write/action-change.ts'
import { editAction, isActionEdit } from '#workflows/action/action-edits.ts'
import { type ActionFacts, milestoneStates } from '#workflows/action/action-facts.ts'
import { actionWorkflow } from '#workflows/action/action.ts'
import { addDays, type Day } from '#workflows/calendar/calendar.ts'
import { type Role, standingTowards } from '#workflows/engine/policy.ts'
import type { Question } from '#workflows/engine/requirement.ts'
import {
  type Accepted,
  type Possibility,
  possibilities,
  type Refused,
  step,
  type Workflow,
} from '#workflows/engine/step.ts'
import { blockerWorkflow } from '#workflows/parts/blocker.ts'
import { extensionWorkflow } from '#workflows/parts/extension.ts'
import { milestoneWorkflow } from '#workflows/parts/milestone.ts'
import type { PlanSettings } from '#workflows/plan/plan-settings.ts'
import { anActionIn, surroundings, TODAY } from './facts.ts'
import { changeOf } from './generate-changes.ts'
import type { Company, Wish } from './wish-fields.ts'

/** Everybody there is, by the ids they have where there is no database. */
export const names = [
  'owner',
  'otherOwner',
  'contributor',
  'lead',
  'chair',
  'viceChair',
  'administrator',
  'member',
  'stranger',
] as const
const people = Object.fromEntries(names.map((name) => [name, name])) as Company['people']
const roleOf: Partial<Record<string, Role>> = {
  chair: 'chair',
  viceChair: 'viceChair',
  administrator: 'administrator',
  member: 'member',
}

/** One wish: what it came to, what was answered, and what had been said to be possible. */
export type Told = {
  change: ActionChangeRequest
  actorId: string
  sound: boolean
  before: ActionFacts
  answer: Accepted | Refused
  possible: Possibility | null
}

/** Everything that came of a sequence of wishes, told one after the other as the days pass. */
export function tell(first: ActionFacts, list: Wish[], settings: PlanSettings): Told[] {
  let action = deepFreeze(first)
  let today: Day = TODAY
  let made = 0
  const company = { people, successorId: 'successor', newId: () => `made ${++made}` }
  return list.map((wish) => {
    today = addDays(today, wish.daysLater)
    const { actorId, sound, change } = changeOf(wish, action, today, company)
    const before = action
    const asked = deepFreeze(questionOf(action, actorId, today, settings, change))
    const possible = possibleBefore(change, asked)
    const answer = decide(change, asked)
    if (answer.ok) action = deepFreeze(answer.after)
    return { change, actorId, sound, before, answer, possible }
  })
}

function questionOf(
  action: ActionFacts,
  actorId: string,
  today: Day,
  settings: PlanSettings,
  { event }: ActionChangeRequest,
): Omit<Question, 'event'> {
  const heir =
    event.type === 'transfer' ? { id: event.ownerId, name: 'The heir', post: 'Head', agencyId: null } : null
  return {
    action,
    around: surroundings({ plan: { id: 'plan', state: 'active', settings }, newOwner: heir }),
    standing: standingTowards({ id: actorId, role: roleOf[actorId] ?? null }, action, 'lead'),
    today,
    now: `${today}T10:00:00.000Z`,
  }
}

function decide({ subject, event }: ActionChangeRequest, asked: Omit<Question, 'event'>): Accepted | Refused {
  if (subject === 'milestone') return step(milestoneWorkflow, { ...asked, event })
  if (subject === 'blocker') return step(blockerWorkflow, { ...asked, event })
  if (subject === 'extension') return step(extensionWorkflow, { ...asked, event })
  return isActionEdit(event) ? editAction({ ...asked, event }) : step(actionWorkflow, { ...asked, event })
}

function possibleBefore(
  { subject, event }: ActionChangeRequest,
  asked: Omit<Question, 'event'>,
): Possibility | null {
  const offered = <E extends { type: string }>(workflow: Workflow<E>, id: object = {}) =>
    possibilities<E>(workflow, asked, (type) => ({ ...id, type }) as unknown as E).find(
      (each) => each.event === event.type,
    ) ?? null
  if (subject === 'milestone') return offered(milestoneWorkflow, { milestoneId: event.milestoneId })
  if (subject === 'blocker') return offered(blockerWorkflow, { blockerId: event.blockerId })
  if (subject === 'extension') return offered(extensionWorkflow, { extensionId: event.extensionId })
  return isActionEdit(event) ? null : offered(actionWorkflow)
}

/** The same value, which nobody can change any more: what a pure function is given. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const each of Object.values(value)) deepFreeze(each)
  }
  return value
}

/** Where a sequence may begin: owned by anybody or nobody, in a state from draft to cancelled. */
export const aBeginning: fc.Arbitrary<ActionFacts> = fc
  .record({
    state: fc.constantFrom('draft', 'draft', 'agreed', 'inProgress', 'submitted', 'signedOff', 'cancelled'),
    ownerId: fc.constantFrom('owner', 'owner', 'otherOwner', 'lead', 'chair', 'viceChair', null),
    regulatorDate: fc.boolean(),
    evidence: fc.constantFrom('some', 'none'),
    milestones: fc.array(
      fc.record({ id: fc.constantFrom('m1', 'm2'), state: fc.constantFrom(...milestoneStates) }),
      { maxLength: 1 },
    ),
  })
  .map(({ evidence, milestones, ...change }) => {
    const action = anActionIn(change.state, change)
    return Object.assign(action, {
      submittedBy: action.submittedBy && change.ownerId,
      evidence: evidence === 'none' ? [] : action.evidence,
      milestones: milestones.map((each) =>
        Object.assign({ title: 'Half', dueOn: TODAY, metOn: null, timesReplanned: 0 }, each),
      ),
    })
  })
