import { type PriorityDecision, readPriorityForDecision } from '#db/read/plan-decision.ts'
import { changePriority, priorityPossibilities } from '#db/write/change-priority.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/http/actor.ts'
import { changedOrProblem } from '#server/http/changed.ts'
import { Problem } from '#server/http/problem.ts'
import type { Possibility } from '#workflows/engine/step.ts'
import type { PriorityEvent } from '#workflows/priority/priority.ts'
import { seePriority } from './service.ts'

/** A priority with what its events depend on, and each event of it for the person. Throws 404 as `seePriority` does. */
export async function priorityWithEvents(
  deps: Deps,
  actor: Actor,
  priorityId: string,
): Promise<{ decision: PriorityDecision; events: Possibility[] }> {
  await seePriority(deps, actor, priorityId)
  const decision = await readPriorityForDecision(deps.db, priorityId, actor.id)
  if (!decision) throw new Problem('notFound', 'There is no such priority, or it is not yours to see.')
  return { decision, events: priorityPossibilities(decision, { actorId: actor.id, now: deps.clock.now() }) }
}

/**
 * Takes a priority a step through its life.
 * @throws Problem as `changedOrProblem` does
 */
export async function stepPriority(
  deps: Deps,
  actor: Actor,
  { priorityId, ifVersion }: { priorityId: string; ifVersion: number | undefined },
  event: PriorityEvent,
): Promise<void> {
  await seePriority(deps, actor, priorityId)
  const context = { priorityId, actorId: actor.id, now: deps.clock.now(), ifVersion }
  changedOrProblem(await changePriority(deps.db, context, event), {
    noun: 'priority',
    ifVersion,
    versionOf: ({ priority }) => priority.version,
    possible: (decision) => priorityPossibilities(decision, context),
  })
}
