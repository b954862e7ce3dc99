import type { Db } from '#db/connection/connect.ts'
import { readForDecision } from '#db/read/decision.ts'
import type { ActionChangeRequest } from './action-change.ts'
import { type ChangeContext, contextOf, decide } from './transition.ts'

/**
 * How many of some changes of an action, one after another, `changeAction` would make as things stand: those before the
 * first that it would refuse. Nothing is written. For changes that name nobody and nothing beside the action.
 */
export async function wouldMake(
  db: Db,
  context: ChangeContext,
  changes: readonly ActionChangeRequest[],
): Promise<number> {
  const read = await readForDecision(db, context.actionId, context.actorId)
  if (read === null) return 0
  if (context.ifVersion !== undefined && context.ifVersion !== read.read.facts.version) return 0
  const asked = contextOf(read, context)
  let { action } = asked
  for (const [made, change] of changes.entries()) {
    const decided = decide(change, { ...asked, action, event: change.event })
    if (!decided.ok) return made
    action = decided.after
  }
  return changes.length
}
