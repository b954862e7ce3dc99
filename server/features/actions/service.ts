import { and, eq, inArray, isNull } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import type { ActionRead } from '#db/read/action-facts.ts'
import { readForDecision } from '#db/read/decision.ts'
import { readPlanFrame } from '#db/read/plan-frame.ts'
import { roleIn } from '#db/read/plans.ts'
import { readAction } from '#db/read/read-actions.ts'
import { maySeeAction } from '#db/read/sight.ts'
import { decisionRecords, horizons, measures, people, plans, recommendations } from '#db/schema/index.ts'
import type { ActionChangeRequest } from '#db/write/action-change.ts'
import { commitAction } from '#db/write/commit.ts'
import { createEvent } from '#db/write/create-plan.ts'
import { heed } from '#db/write/heed.ts'
import { newActionFacts } from '#db/write/new-action.ts'
import {
  actionPossibilities,
  type ChangeContext,
  changeAction,
  possibilitiesFor,
} from '#db/write/transition.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/http/actor.ts'
import { reportingConflicts } from '#server/http/conflicts.ts'
import { Problem } from '#server/http/problem.ts'
import {
  changedMeanwhile,
  fieldRefused,
  personNotFound,
  refusalProblem,
  staleVersion,
} from '#server/http/refusals.ts'
import { actionDaysFault } from '#workflows/action/action-days.ts'
import type { ActionChange } from '#workflows/action/action-edits.ts'
import type { ActionEvent } from '#workflows/action/action-events.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import { type Day, londonDay } from '#workflows/calendar/calendar.ts'
import { mayAddActions } from '#workflows/engine/policy.ts'
import { whyPlanIsShut } from '#workflows/plan/plan-settings.ts'
import { descriptionWarnings } from '#workflows/warnings/action-warnings.ts'
import type { ActionPatch, NewAction, TransitionBody } from './schemas.ts'

/**
 * An action the person may see. Throws 404 for one that is not there or that they may not see.
 * @param asAt as it stood at the end of this London day
 */
export async function seeAction(
  { db }: Deps,
  actor: Actor,
  actionId: string,
  asAt: Day | null = null,
): Promise<ActionRead> {
  const [seen, read] = await Promise.all([
    maySeeAction(db, actor.id, actionId),
    readAction(db, actionId, asAt),
  ])
  if (!seen || !read) throw noSuchAction()
  return read
}

/** An action the person may see, with what they may do next. */
export async function seeActionWithEvents({ db, clock }: Deps, actor: Actor, actionId: string) {
  const [seen, decision] = await Promise.all([
    maySeeAction(db, actor.id, actionId),
    readForDecision(db, actionId, actor.id),
  ])
  if (!seen || !decision) throw noSuchAction()
  return { decision, possibilities: actionPossibilities(decision, { actorId: actor.id, now: clock.now() }) }
}

/**
 * Changes an action by its workflow.
 * @param ifVersion the version the change was decided on
 * @returns the action as it stands afterwards
 * @throws Problem 404, 403 or 409 with what is missing and what is allowed, 412 with the current version
 */
export async function change(
  deps: Deps,
  actor: Actor,
  actionId: string,
  request: ActionChangeRequest,
  ifVersion?: number,
): Promise<ActionRead> {
  if (!(await maySeeAction(deps.db, actor.id, actionId))) throw noSuchAction()
  const context: ChangeContext = { actionId, actorId: actor.id, now: deps.clock.now() }
  const changed = await reportingConflicts(deps.db, () =>
    changeAction(deps.db, ifVersion === undefined ? context : { ...context, ifVersion }, request),
  )
  switch (changed.outcome) {
    case 'notFound':
      throw noSuchAction()
    case 'stale':
      throw changed.version === ifVersion ? changedMeanwhile(changed.version) : staleVersion(changed.version)
    case 'refused':
      throw refusalProblem(
        changed.refused,
        possibilitiesFor(request, changed.decision, context),
        changed.decision.read.facts.version,
      )
    case 'done': {
      deps.wakeSender()
      const read = await readAction(deps.db, actionId)
      if (!read) throw noSuchAction()
      return read
    }
  }
}

/** An event of the API as the workflow takes it: with ids for what it brings into being. */
export function eventOf({ event, ...fields }: TransitionBody): ActionEvent {
  return (
    event === 'report' ? { ...fields, type: event, updateId: newId() } : { ...fields, type: event }
  ) as ActionEvent
}

/** A merge patch as the edit that the workflow decides on. */
export async function editOf({ db }: Deps, read: ActionRead, patch: ActionPatch): Promise<ActionChange> {
  if (Object.keys(patch).length === 0) throw new Problem('emptyChange', 'Name at least one field to change.')
  const { horizon, criteria, ...fields } = patch
  const known = read.facts.criteria.map(({ id }) => id)
  if (criteria?.some(({ id }) => id !== undefined && !known.includes(id))) {
    throw new Problem('criterionUnknown', 'A closure criterion with an id has to be one of this action.')
  }
  return {
    ...(fields as ActionChange),
    ...withoutRepeats(fields),
    ...(horizon && { horizonId: await horizonIdOf(db, read.facts.planId, horizon) }),
    ...(criteria && {
      criteria: criteria.map(({ id, text }, position) => ({ id: id ?? newId(), position, text })),
    }),
  }
}

/**
 * Creates a draft action in a priority.
 * @throws Problem 403 unless the person leads the priority or administers its plan, 409 where the plan is closed,
 * the priority delivered or the reference taken
 */
export async function createAction(
  { db, clock }: Deps,
  actor: Actor,
  priority: { id: string; planId: string; leadId: string | null },
  body: NewAction,
): Promise<ActionRead> {
  if (!mayAddActions(actor.id, await roleIn(db, actor.id, priority.planId), priority.leadId))
    throw new Problem('forbidden', whyNoNewAction)
  const now = clock.now()
  const id = newId()
  const { horizon, criteria, ...fields } = body
  const after = {
    ...newActionFacts(now),
    ...fields,
    ...withoutRepeats(fields),
    id,
    planId: priority.planId,
    priorityId: priority.id,
    horizonId: await horizonIdOf(db, priority.planId, horizon),
    criteria: criteria.map(({ text }, position) => ({ id: newId(), position, text })),
  }
  const fault = actionDaysFault(after)
  if (fault) throw fieldRefused('dateNotAllowed', fault)
  const event = createEvent('action', priority.planId, after, { by: actor.id, now })
  await refuseWhereItCannotBe(db, after)
  heed(descriptionWarnings(after, await readPlanFrame(db, priority.planId), londonDay(now)))
  const written = await reportingConflicts(db, () =>
    commitAction(db, { before: null, after, event, deliveries: [] }),
  )
  if (!written)
    throw new Problem('priorityClosed', 'The priority has been delivered. Have the chair reopen it first.')
  const read = await readAction(db, id)
  if (!read) throw noSuchAction()
  return read
}

/** Said to those who may not add an action. */
export const whyNoNewAction =
  'Only the lead of the priority and the plan administrator can add actions. Ask one of them to.'

/**
 * An action is added to a plan that is not closed, answers recommendations, moves measures and comes from a decision of
 * that plan alone, and its owner is here.
 */
async function refuseWhereItCannotBe(
  db: Deps['db'],
  {
    planId,
    recommendationIds,
    measureIds,
    ownerId,
    decisionId,
  }: Pick<ActionFacts, 'planId' | 'recommendationIds' | 'measureIds' | 'ownerId' | 'decisionId'>,
) {
  const [[plan], known, knownMeasures, decisions, owners] = await Promise.all([
    db.select({ state: plans.state }).from(plans).where(eq(plans.id, planId)),
    db
      .select({ id: recommendations.id })
      .from(recommendations)
      .where(and(eq(recommendations.planId, planId), inArray(recommendations.id, recommendationIds))),
    db
      .select({ id: measures.id })
      .from(measures)
      .where(and(eq(measures.planId, planId), inArray(measures.id, measureIds))),
    decisionId === null
      ? []
      : db
          .select({ id: decisionRecords.id })
          .from(decisionRecords)
          .where(and(eq(decisionRecords.planId, planId), eq(decisionRecords.id, decisionId))),
    ownerId === null
      ? []
      : db
          .select({ id: people.id })
          .from(people)
          .where(and(eq(people.id, ownerId), isNull(people.leftOn))),
  ])
  const shut = plan ? whyPlanIsShut(plan.state) : null
  if (shut !== null) throw new Problem('planClosed', shut)
  if (known.length < recommendationIds.length)
    throw fieldRefused('recommendationUnknown', {
      field: 'recommendationIds',
      detail: 'Choose recommendations of the same plan.',
    })
  if (knownMeasures.length < measureIds.length)
    throw fieldRefused('measureUnknown', { field: 'measureIds', detail: 'Choose measures of the same plan.' })
  if (decisionId !== null && decisions.length === 0)
    throw fieldRefused('invalidRequest', {
      field: 'decisionId',
      detail: 'Choose a decision of the same plan.',
    })
  if (ownerId !== null && owners.length === 0)
    throw personNotFound('ownerId', 'Choose an owner who is listed and has not left.')
}

/** Each id once, whatever the caller sent. */
function withoutRepeats(lists: {
  contributorIds?: string[] | undefined
  recommendationIds?: string[] | undefined
  measureIds?: string[] | undefined
}): { contributorIds?: string[]; recommendationIds?: string[]; measureIds?: string[] } {
  const { contributorIds, recommendationIds, measureIds } = lists
  return {
    ...(contributorIds && { contributorIds: [...new Set(contributorIds)].toSorted() }),
    ...(recommendationIds && { recommendationIds: [...new Set(recommendationIds)].toSorted() }),
    ...(measureIds && { measureIds: [...new Set(measureIds)].toSorted() }),
  }
}

function noSuchAction(): Problem {
  return new Problem('notFound', 'There is no such action, or it is not yours to see.')
}

async function horizonIdOf(
  db: Deps['db'],
  planId: string,
  name: 'short' | 'medium' | 'long',
): Promise<string> {
  const [horizon] = await db
    .select({ id: horizons.id })
    .from(horizons)
    .where(and(eq(horizons.planId, planId), eq(horizons.name, name)))
  if (horizon) return horizon.id
  throw new Problem('invalidRequest', `The plan has no ${name} horizon. Add it first, or choose another.`)
}
