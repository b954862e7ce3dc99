import { and, eq } from 'drizzle-orm'
import { commitAction } from '#db/commit.ts'
import { birth } from '#db/create-plan.ts'
import { brokenConstraint } from '#db/errors.ts'
import { newId } from '#db/ids.ts'
import { newActionFacts } from '#db/new-action.ts'
import { type ActionRead, readAction } from '#db/queries/action-facts.ts'
import { type Decision, readForDecision } from '#db/queries/decision.ts'
import { maySeeAction } from '#db/queries/sight.ts'
import { horizons } from '#db/schema/index.ts'
import {
  type ActionChangeRequest,
  actionPossibilities,
  type ChangeContext,
  changeAction,
} from '#db/transition.ts'
import type { Deps } from '#server/deps.ts'
import { Problem } from '#server/problem.ts'
import type { ActionChange } from '#workflows/action-edits.ts'
import type { ActionEvent } from '#workflows/action-events.ts'
import { londonDay } from '#workflows/calendar.ts'
import type { Refused } from '#workflows/step.ts'
import type { ActionPatch, NewAction, TransitionBody } from './schemas.ts'

export type Actor = { id: string }

/** An action the person may see. Throws 404 for one that is not there or that they may not see. */
export async function seeAction({ db }: Deps, actor: Actor, actionId: string): Promise<ActionRead> {
  const [seen, read] = await Promise.all([maySeeAction(db, actor.id, actionId), readAction(db, actionId)])
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
 * Changes an action through the one door.
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
  const changed = await changeAction(
    deps.db,
    ifVersion === undefined ? context : { ...context, ifVersion },
    request,
  )
  switch (changed.outcome) {
    case 'notFound':
      throw noSuchAction()
    case 'stale':
      throw staleVersion(changed.version)
    case 'refused':
      throw refusal(changed.refused, changed.decision, context)
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
  return {
    ...(fields as ActionChange),
    ...(horizon && { horizonId: await horizonIdOf(db, read.facts.planId, horizon) }),
    ...(criteria && {
      criteria: criteria.map(({ id, text }, position) => ({ id: id ?? newId(), position, text })),
    }),
  }
}

/** Creates a draft action in a priority. */
export async function createAction(
  { db, clock }: Deps,
  actor: Actor,
  priority: { id: string; planId: string },
  body: NewAction,
): Promise<ActionRead> {
  const now = clock.now()
  const id = newId()
  const { horizon, criteria, ...fields } = body
  const after = {
    ...newActionFacts(now),
    ...fields,
    id,
    planId: priority.planId,
    priorityId: priority.id,
    horizonId: await horizonIdOf(db, priority.planId, horizon),
    criteria: criteria.map(({ text }, position) => ({ id: newId(), position, text })),
  }
  const event = birth('action', priority.planId, after, { by: actor.id, now })
  await reportingConflicts(() => commitAction(db, { before: null, after, event, deliveries: [] }))
  const read = await readAction(db, id)
  if (!read) throw noSuchAction()
  return read
}

/** Broken references and taken names become problems that say which field to mend. */
export async function reportingConflicts<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const constraint = brokenConstraint(error)
    if (constraint === null) throw error
    if (constraint.endsWith('_ref')) {
      const detail = 'This reference is taken in the plan. Choose another one.'
      throw new Problem('conflict', detail, { errors: [{ pointer: '/ref', code: 'taken', detail }] })
    }
    throw new Problem(
      'invalidRequest',
      'One of the ids given is not that of anything here. Check them and try again.',
    )
  }
}

function refusal(refused: Refused, decision: Decision, context: ChangeContext): Problem {
  const allowed = actionPossibilities(decision, context).flatMap(({ event, allowed: may }) =>
    may ? [event] : [],
  )
  return new Problem(refused.code, refused.because, {
    errors: refused.missing.map(({ field, detail }) => ({
      pointer: `/${field}`,
      code: refused.code,
      detail,
    })),
    more: {
      state: refused.state,
      allowed,
      missing: refused.missing.map(({ detail }) => detail),
      version: decision.read.facts.version,
    },
  })
}

function staleVersion(version: number): Problem {
  return new Problem(
    'versionStale',
    `Somebody changed it meanwhile: it is at version ${version} now. Read it again and decide on what is there.`,
    { more: { version } },
  )
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

/** The London day on which a request is answered. */
export function todayOf({ clock }: Deps): string {
  return londonDay(clock.now())
}
