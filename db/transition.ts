import { inArray, type SQL, sql } from 'drizzle-orm'
import { actionWorkflow } from '#workflows/action.ts'
import { type ActionEdit, editAction } from '#workflows/action-edits.ts'
import type { ActionEvent } from '#workflows/action-events.ts'
import type { BlockerEvent } from '#workflows/blocker.ts'
import { blockerWorkflow } from '#workflows/blocker.ts'
import { type Instant, londonDay } from '#workflows/calendar.ts'
import { extensionWorkflow } from '#workflows/extension.ts'
import type { ExtensionEvent } from '#workflows/extension-requirements.ts'
import type { MilestoneEvent } from '#workflows/milestone.ts'
import { milestoneWorkflow } from '#workflows/milestone.ts'
import { standingTowards } from '#workflows/policy.ts'
import type { Notice, Question } from '#workflows/requirement.ts'
import { type Accepted, type Possibility, possibilities, type Refused, step } from '#workflows/step.ts'
import { commitAction, type DeliveryRow, type EventRow } from './commit.ts'
import type { Db } from './connect.ts'
import { newId } from './ids.ts'
import { type Decision, otherCover, readForDecision } from './queries/decision.ts'
import { actions, people, plans, type SubjectKind } from './schema/index.ts'

/** A change to an action or to a part of it: which workflow decides, on which event. */
export type ActionChangeRequest =
  | { subject: 'action'; event: ActionEvent | ActionEdit }
  | { subject: 'milestone'; event: MilestoneEvent }
  | { subject: 'blocker'; event: BlockerEvent }
  | { subject: 'extension'; event: ExtensionEvent }

export type ChangeContext = {
  actionId: string
  actorId: string
  now: Instant
  /** The version the caller decided on. Left out, the one read now is taken: for loads that nobody races with. */
  ifVersion?: number
  /** Whether the change owes emails: not while history of the past is being laid. */
  notify?: boolean
}

export type Changed =
  | { outcome: 'done'; accepted: Accepted }
  | { outcome: 'refused'; refused: Refused; decision: Decision }
  | { outcome: 'stale'; version: number; decision: Decision }
  | { outcome: 'notFound' }

/**
 * The one door for every change of an action: reads the facts, asks the workflow, and writes what it decided in
 * one statement. Used by the API, the pages, imports and the demonstration alike.
 */
export async function changeAction(
  db: Db,
  context: ChangeContext,
  change: ActionChangeRequest,
): Promise<Changed> {
  const decision = await readForDecision(db, context.actionId, context.actorId, namedIn(change.event))
  if (!decision) return { outcome: 'notFound' }
  const before = decision.read.facts
  const stale = (version: number): Changed => ({ outcome: 'stale', version, decision })
  if (context.ifVersion !== undefined && context.ifVersion !== before.version) return stale(before.version)

  const question = { ...contextOf(decision, context), event: change.event }
  const decided = decide(change, question)
  if (!decided.ok) return { outcome: 'refused', refused: decided, decision }

  const event = eventRow(change, question, decided)
  const deliveries =
    context.notify === false ? [] : await deliveriesFor(db, decided.notices, event, context.now)
  const condition = conditionOf(change, question)
  const written = await commitAction(db, {
    before,
    after: decided.after,
    event,
    deliveries,
    ...(condition && { condition }),
  })
  if (written) return { outcome: 'done', accepted: decided }
  // The version moved on between reading and writing, or what surrounds the action did: decide again on what is there now.
  const again = await readForDecision(db, context.actionId, context.actorId)
  if (again?.read.facts.version !== before.version) return stale(again?.read.facts.version ?? before.version)
  return changeAction(db, { ...context, ifVersion: before.version }, change)
}

/** What this person may do next with an action, by the conditions that `changeAction` enforces. */
export function actionPossibilities(
  decision: Decision,
  context: { actorId: string; now: Instant },
): Possibility[] {
  return possibilities<ActionEvent>(actionWorkflow, contextOf(decision, context))
}

function contextOf(
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

function decide(change: ActionChangeRequest, question: Question): Accepted | Refused {
  switch (change.subject) {
    case 'milestone':
      return step(milestoneWorkflow, { ...question, event: change.event })
    case 'blocker':
      return step(blockerWorkflow, { ...question, event: change.event })
    case 'extension':
      return step(extensionWorkflow, { ...question, event: change.event })
    case 'action':
      return isEdit(change.event)
        ? editAction({ ...question, event: change.event })
        : step(actionWorkflow, { ...question, event: change.event })
  }
}

function isEdit(event: ActionEvent | ActionEdit): event is ActionEdit {
  return event.type === 'edit' || event.type === 'addEvidence' || event.type === 'addMilestone'
}

function eventRow(
  change: ActionChangeRequest,
  { action, standing, now }: Question,
  decided: Accepted,
): EventRow {
  const { type, ...payload } = change.event
  return {
    id: newId(),
    planId: action.planId,
    ...subjectOf(change, action.id),
    aggregateId: action.id,
    version: decided.after.version,
    event: type,
    fromState: decided.from,
    toState: decided.to,
    actorId: standing.personId,
    at: now,
    payload,
    after: decided.after,
  }
}

function subjectOf(
  change: ActionChangeRequest,
  actionId: string,
): { subjectKind: SubjectKind; subjectId: string } {
  switch (change.subject) {
    case 'action':
      return { subjectKind: 'action', subjectId: actionId }
    case 'milestone':
      return { subjectKind: 'milestone', subjectId: change.event.milestoneId }
    case 'blocker':
      return { subjectKind: 'blocker', subjectId: change.event.blockerId }
    case 'extension':
      return { subjectKind: 'extension', subjectId: change.event.extensionId }
  }
}

/** Notices become rows of the ledger: they are sent later, outside the change. */
async function deliveriesFor(
  db: Db,
  notices: Notice[],
  event: EventRow,
  now: Instant,
): Promise<DeliveryRow[]> {
  if (notices.length === 0) return []
  const ids = notices.map(({ personId }) => personId)
  const found = await db.select().from(people).where(inArray(people.id, ids))
  return notices.flatMap(({ kind, personId }) => {
    const person = found.find(({ id, leftOn }) => id === personId && leftOn === null)
    return person ? [noticeRow(kind, person, event, now)] : []
  })
}

function noticeRow(
  kind: Notice['kind'],
  person: { id: string; name: string; email: string },
  event: EventRow,
  now: Instant,
): DeliveryRow {
  return {
    id: newId(),
    kind,
    period: event.id,
    personId: person.id,
    actionId: event.aggregateId,
    state: 'queued',
    toName: person.name,
    toAddress: person.email,
    lines: [],
    dueAt: now,
    late: false,
    attempts: 0,
    nextTryAt: now,
    leaseUntil: null,
    fence: 0,
    handedOffAt: null,
    ambiguous: false,
    createdAt: now,
    settledAt: null,
  }
}

function namedIn(event: ActionChangeRequest['event']) {
  if (event.type === 'supersede') return { successorId: event.successorId }
  return event.type === 'transfer' ? { newOwnerId: event.ownerId } : {}
}

/** Guards that look at other aggregates are repeated where the write happens. */
function conditionOf(change: ActionChangeRequest, { action }: Question): SQL | null {
  const { type } = change.event
  if (type === 'start' || (type === 'report' && action.state === 'agreed')) {
    return sql`exists (select from ${plans} where ${plans.id} = ${actions.planId} and ${plans.state} = 'active')`
  }
  if (type !== 'cancel' || action.recommendationIds.length === 0) return null
  const kept = action.recommendationIds.map((id) => otherCover(sql`${id}::uuid`))
  return sql.join(kept, sql` and `)
}
