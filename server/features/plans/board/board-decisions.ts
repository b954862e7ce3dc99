import { readAction } from '#db/read/read-actions.ts'
import type { ActionChangeRequest } from '#db/write/action-change.ts'
import type { Deps } from '#server/deps.ts'
import { change } from '#server/features/actions/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'

/** One row of a form, with the version of the action that its sender saw. */
export type Row = { actionId: string; version: number }

/** What became of one row: `stale` when another person changed the action after the sender saw it. */
export type RowAnswer =
  | { outcome: 'done'; row: Row; ref: string }
  | { outcome: 'refused' | 'stale'; row: Row; ref: string; because: string; field: string | null }

/**
 * Signs off several actions, each by its workflow and on its own version: one that cannot be signed off does
 * not keep the others. One that this person has signed off already is done: the form was sent twice.
 */
export async function signOffAll(
  deps: Deps,
  actor: Actor,
  planId: string,
  { rows, minuteRef }: { rows: readonly Row[]; minuteRef: string },
): Promise<RowAnswer[]> {
  const event = { type: 'signOff', ...(minuteRef !== '' && { minuteRef }) } as const
  const answers: RowAnswer[] = []
  for (const row of rows) {
    answers.push(
      await decideRow(deps, actor, planId, row, {
        request: { subject: 'action', event },
        isMade: ({ state, signedOffBy }) => state === 'signedOff' && signedOffBy === actor.id,
      }),
    )
  }
  return answers
}

/** What is decided on a request for more time. */
export type Verdict = {
  extensionId: string
  decision: 'grant' | 'refuse'
  reason: string
  regulatorAgreement: string
}

/** Grants or refuses a request for more time, on the version that the sender saw. */
export async function decideRequest(
  deps: Deps,
  actor: Actor,
  planId: string,
  row: Row,
  { extensionId, decision, reason, regulatorAgreement }: Verdict,
): Promise<RowAnswer> {
  const event =
    decision === 'grant'
      ? {
          type: 'grant' as const,
          extensionId,
          ...(reason !== '' && { reason }),
          ...(regulatorAgreement !== '' && { regulatorAgreement }),
        }
      : { type: 'refuse' as const, extensionId, reason }
  return decideRow(deps, actor, planId, row, {
    request: { subject: 'extension', event },
    isMade: ({ extensions }) =>
      extensions.some(
        ({ id, state, decidedBy }) =>
          id === extensionId &&
          state === (decision === 'grant' ? 'granted' : 'refused') &&
          decidedBy === actor.id,
      ),
  })
}

type Deciding = { request: ActionChangeRequest; isMade: (facts: ActionFacts) => boolean }

async function decideRow(
  deps: Deps,
  actor: Actor,
  planId: string,
  row: Row,
  { request, isMade }: Deciding,
): Promise<RowAnswer> {
  const before = await readAction(deps.db, row.actionId)
  if (before?.facts.planId !== planId) throw new Problem('notFound', 'There is no such action in this plan.')
  const { ref } = before.facts
  if (isMade(before.facts)) return { outcome: 'done', row, ref }
  try {
    await change(deps, actor, row.actionId, request, row.version)
    return { outcome: 'done', row, ref }
  } catch (problem) {
    if (!(problem instanceof Problem) || ![403, 409, 412].includes(problem.status)) throw problem
    const stale = problem.code === 'versionStale'
    const field = problem.errors[0]?.pointer.slice(1) ?? null
    return {
      outcome: stale ? 'stale' : 'refused',
      row,
      ref,
      field,
      because: stale
        ? 'Somebody changed it after you opened the page. It is shown as it is now: decide on that.'
        : problem.message,
    }
  }
}
