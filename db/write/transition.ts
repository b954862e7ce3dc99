import type { Db } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { type Decision, type Named, readForDecision } from '#db/read/decision.ts'
import { actions, plans, type SubjectKind } from '#db/schema/index.ts'
import { editAction, isActionEdit } from '#workflows/action/action-edits.ts'
import type { ActionEvent } from '#workflows/action/action-events.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import { actionWorkflow } from '#workflows/action/action.ts'
import { type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import { standingTowards } from '#workflows/engine/policy.ts'
import type { ActionSubject, Question } from '#workflows/engine/requirement.ts'
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
import { actionWarnings } from '#workflows/warnings/action-warnings.ts'
import type { ActionChangeRequest } from './action-change.ts'
import { decideAndWrite, type Outcome } from './attempts.ts'
import { newEventId } from './claim.ts'
import { commitAction, type EventRow } from './commit.ts'
import { type HandoverNotice, handoverSteps } from './handover-notice.ts'
import { heed } from './heed.ts'
import { deliveriesFor } from './notice-rows.ts'
import { reliedOn, restsOnDecision } from './relied-on.ts'
import { stillHere } from './still-here.ts'

export type ChangeContext = {
  actionId: string
  actorId: string
  now: Instant
  /** The version the caller decided on. Left out, the one read now is taken: for loads that no change races with. */
  ifVersion?: number
  /** Whether the change owes emails: not while history of the past is being laid. */
  notify?: boolean
  /** The hand-over that the change is a piece of: the person who takes it on is told of all pieces in one email. */
  handover?: HandoverNotice
}

export type Changed = Outcome<Decision, ActionFacts>

/**
 * The only way in which an action changes: reads the facts, asks the workflow, and writes what it decided in
 * one statement. Used by the API, the pages, imports and the demonstration alike.
 */
export async function changeAction(
  db: Db,
  context: ChangeContext,
  change: ActionChangeRequest,
): Promise<Changed> {
  const questionOf = (decision: Decision): Question<typeof change.event> => ({
    ...contextOf(decision, context),
    event: change.event,
  })
  return decideAndWrite<Decision, ActionSubject>({
    ifVersion: context.ifVersion,
    read: () => readForDecision(db, context.actionId, context.actorId, namedIn(change.event)),
    versionOf: ({ read }) => read.facts.version,
    decide: (decision) => decide(change, questionOf(decision)),
    write: async (decision, decided) => {
      const question = questionOf(decision)
      heed(actionWarnings(change.event, question.action, decision.frame, question.today))
      const event = eventRow(change, question, decided)
      const condition = conditionOf(change, question)
      return commitAction(db, {
        before: question.action,
        after: decided.after,
        event,
        deliveries:
          context.notify === false || context.handover
            ? []
            : await deliveriesFor(db, decided.notices, event, context.now),
        steps: context.handover ? await handoverSteps(db, context.handover, event) : [],
        relies: reliedOn(change.event, decision),
        ...restsOnDecision(change.event, decision),
        ...(condition && { condition }),
      })
    },
  })
}

/** What this person may do next with an action, by the conditions that `changeAction` enforces. */
export function actionPossibilities(
  decision: Decision,
  context: { actorId: string; now: Instant },
): Possibility[] {
  return possibilities<ActionEvent>(actionWorkflow, contextOf(decision, context))
}

/** What this person may do next with what a change was about: the action, or one of its parts. */
export function possibilitiesFor(
  { subject, event }: ActionChangeRequest,
  decision: Decision,
  context: { actorId: string; now: Instant },
): Possibility[] {
  if (subject === 'action') return actionPossibilities(decision, context)
  const id =
    'milestoneId' in event ? event.milestoneId : 'blockerId' in event ? event.blockerId : event.extensionId
  return partPossibilities(subject, id, decision, context)
}

/**
 * What this person may do next with a part of an action: the events of its machine. The event that brings a part
 * into being is not among them.
 */
export function partPossibilities(
  kind: 'milestone' | 'blocker' | 'extension',
  id: string,
  decision: Decision,
  context: { actorId: string; now: Instant },
): Possibility[] {
  const asked = contextOf(decision, context)
  const of = <E extends { type: string }>(workflow: Workflow<E>): Possibility[] =>
    possibilities<E>(workflow, asked, (type) => ({ type, [`${kind}Id`]: id }) as unknown as E).filter(
      ({ event }) => event !== workflow.begins,
    )
  if (kind === 'milestone') return of(milestoneWorkflow)
  return kind === 'blocker' ? of(blockerWorkflow) : of(extensionWorkflow)
}

/** What a change is decided on, but for its event. */
export function contextOf(
  decision: Decision,
  { actorId, now }: { actorId: string; now: Instant },
): Omit<Question, 'event'> {
  const action = decision.read.facts
  const standing = standingTowards(
    { id: actorId, role: decision.role },
    action,
    decision.read.priority.leadId,
  )
  return { action, around: decision.around, standing, today: londonDay(now), now }
}

/** What the workflow says to a change. */
export function decide(change: ActionChangeRequest, question: Question): Accepted | Refused {
  switch (change.subject) {
    case 'milestone':
      return step(milestoneWorkflow, { ...question, event: change.event })
    case 'blocker':
      return step(blockerWorkflow, { ...question, event: change.event })
    case 'extension':
      return step(extensionWorkflow, { ...question, event: change.event })
    case 'action':
      return isActionEdit(change.event)
        ? editAction({ ...question, event: change.event })
        : step(actionWorkflow, { ...question, event: change.event })
  }
}

function eventRow(
  change: ActionChangeRequest,
  { action, standing, now }: Question,
  decided: Accepted,
): EventRow {
  const { type, ...payload } = change.event
  const withdrawn = withdrawnExtension(action, decided.after, change)
  return {
    id: newEventId(action.id),
    planId: action.planId,
    ...subjectOf(change, action.id),
    aggregateId: action.id,
    version: decided.after.version,
    event: type,
    fromState: decided.from,
    toState: decided.to,
    actorId: standing.personId,
    at: now,
    payload: withdrawn ? { ...payload, withdrewExtensionId: withdrawn } : payload,
    after: decided.after,
  }
}

/** What the event is told of: the part it names, otherwise the action. A part that it brings is the action's. */
function subjectOf(
  { subject, event }: ActionChangeRequest,
  actionId: string,
): { subjectKind: SubjectKind; subjectId: string } {
  const own = { subjectKind: 'action', subjectId: actionId } as const
  if (event.type === 'addMilestone') return own
  if ('milestoneId' in event) return { subjectKind: 'milestone', subjectId: event.milestoneId }
  if ('blockerId' in event) return { subjectKind: 'blocker', subjectId: event.blockerId }
  if ('extensionId' in event) return { subjectKind: 'extension', subjectId: event.extensionId }
  return subject === 'action' ? own : { subjectKind: subject, subjectId: actionId }
}

/** A request for more time that ended with its action, so that its own history can tell of it. */
function withdrawnExtension(
  before: ActionFacts,
  after: ActionFacts,
  { subject }: ActionChangeRequest,
): string | undefined {
  if (subject !== 'action') return undefined
  const open = before.extensions.find(({ state }) => state === 'requested')
  return after.extensions.some(({ id, state }) => id === open?.id && state === 'withdrawn')
    ? open?.id
    : undefined
}

function namedIn(event: ActionChangeRequest['event']): Named {
  switch (event.type) {
    case 'supersede':
      return { successorId: event.successorId }
    case 'transfer':
      return { newOwnerId: newOwnerOf(event) }
    case 'edit':
      return {
        newOwnerId: newOwnerOf(event),
        priorityId: event.change.priorityId,
        recommendationIds: event.change.recommendationIds,
        measureIds: event.change.measureIds,
        decisionId: event.change.decisionId,
      }
    default:
      return {}
  }
}

/**
 * What of other rows must hold at the moment of writing too: what starts needs an active plan, and no person who
 * has left takes over, for which one who is just leaving is waited for.
 */
function conditionOf(change: ActionChangeRequest, { action }: Question): SQL | null {
  const { type } = change.event
  const starts =
    change.subject === 'action' && (type === 'start' || (type === 'report' && action.state === 'agreed'))
  if (starts)
    return sql`exists (select from ${plans} where ${plans.id} = ${actions.planId} and ${plans.state} = 'active')`
  const heir = newOwnerOf(change.event)
  if (heir === undefined || heir === action.ownerId) return null
  return stillHere(heir)
}

function newOwnerOf(event: ActionChangeRequest['event']): string | undefined {
  if (event.type === 'transfer') return event.ownerId
  return event.type === 'edit' ? (event.change.ownerId ?? undefined) : undefined
}
