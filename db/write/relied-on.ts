import type { Decision } from '#db/read/decision.ts'
import type { ActionChangeRequest } from './action-change.ts'
import type { ActionCommit } from './commit.ts'

/** What starts or completes an action rests on the decision that it came from. */
export function restsOnDecision(
  { type }: ActionChangeRequest['event'],
  { around, decisionVersion: version }: Decision,
): Pick<ActionCommit, 'decision'> {
  if (around.decision === null || version === null || !heldByDecision.has(type)) return {}
  return { decision: { id: around.decision.id, version } }
}

const heldByDecision: ReadonlySet<string> = new Set(['start', 'report', 'submit', 'signOff'])

/** Other actions that have to stay as they were read: those that keep recommendations answered, and a successor. */
export function reliedOn(
  event: ActionChangeRequest['event'],
  { read, around, covers, successorVersion }: Decision,
) {
  const { id, recommendationIds } = read.facts
  const successor =
    event.type === 'supersede' && around.successor && successorVersion !== null
      ? [{ id: around.successor.id, version: successorVersion }]
      : []
  const takenOver = (event.type === 'supersede' && around.successor?.recommendationIds) || []
  const given = event.type === 'cancel' || event.type === 'supersede' ? recommendationIds : []
  const dropped =
    event.type === 'edit' && event.change.recommendationIds
      ? recommendationIds.filter((each) => !event.change.recommendationIds?.includes(each))
      : []
  const needed = covers.filter(
    ({ recommendationId }) =>
      [...given, ...dropped].includes(recommendationId) && !takenOver.includes(recommendationId),
  )
  const all = [...successor, ...needed.map(({ id: cover, version }) => ({ id: cover, version }))]
  return [...new Map(all.map((each) => [each.id, each])).values()].filter((each) => each.id !== id)
}
