import type { ActionRead } from '#db/read/action-facts.ts'
import { readForDecision } from '#db/read/decision.ts'
import { actionOfPart, type PartKind } from '#db/read/parts.ts'
import { maySeeAction } from '#db/read/sight.ts'
import type { ActionChangeRequest } from '#db/write/action-change.ts'
import { partPossibilities } from '#db/write/transition.ts'
import type { Deps } from '#server/deps.ts'
import { change, seeAction } from '#server/features/actions/service.ts'
import { type Actor, todayOf } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { partResource } from './resource.ts'

/** What is asked of the action that a part belongs to. */
export type PartChange = ActionChangeRequest

/** A part of an action that the person may see, with its action. Throws 404 otherwise. */
export async function seePart(deps: Deps, actor: Actor, kind: PartKind, partId: string) {
  const actionId = await actionIdOf(deps, actor, kind, partId)
  const read = await seeAction(deps, actor, actionId)
  return { read, resource: shown(deps, kind, read, partId) }
}

/** A part that the person may see, with every event of its machine. */
export async function seePartWithEvents(deps: Deps, actor: Actor, kind: PartKind, partId: string) {
  const actionId = await actionIdOf(deps, actor, kind, partId)
  const decision = await readForDecision(deps.db, actionId, actor.id)
  if (!decision) throw noSuch(kind)
  const { state, version } = shown(deps, kind, decision.read, partId)
  const items = partPossibilities(kind, partId, decision, { actorId: actor.id, now: deps.clock.now() })
  return { state, version, items }
}

/**
 * Changes a part by its action, as every change is.
 * @param ifVersion the version of the action that the change was decided on
 */
export async function changePart(
  deps: Deps,
  actor: Actor,
  kind: PartKind,
  partId: string,
  request: PartChange,
  ifVersion?: number,
) {
  const actionId = await actionIdOf(deps, actor, kind, partId)
  return shown(deps, kind, await change(deps, actor, actionId, request, ifVersion), partId)
}

/** Adds a part to an action; gives it as it stands. */
export async function addPart(
  deps: Deps,
  actor: Actor,
  kind: PartKind,
  partId: string,
  { actionId, request, ifVersion }: { actionId: string; request: PartChange; ifVersion?: number | undefined },
) {
  return shown(deps, kind, await change(deps, actor, actionId, request, ifVersion), partId)
}

function shown(deps: Deps, kind: PartKind, read: ActionRead, partId: string) {
  const resource = partResource(kind, read, partId, todayOf(deps))
  if (!resource) throw noSuch(kind)
  return resource
}

async function actionIdOf({ db }: Deps, actor: Actor, kind: PartKind, partId: string): Promise<string> {
  const actionId = await actionOfPart(db, kind, partId)
  if (actionId === null || !(await maySeeAction(db, actor.id, actionId))) throw noSuch(kind)
  return actionId
}

function noSuch(kind: PartKind): Problem {
  return new Problem('notFound', `There is no such ${kind}, or it is not yours to see.`)
}
