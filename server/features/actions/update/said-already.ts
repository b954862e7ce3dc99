import { isDeepStrictEqual } from 'node:util'
import type { HistoryEntry } from '#db/read/history.ts'
import type { ActionChangeRequest } from '#db/write/transition.ts'

/**
 * Whether all that a form asks for is what this person's own changes have made already: the form was pressed
 * twice, or sent again because its first answer was lost.
 * @param meanwhile what happened since the form was opened
 */
export function saidAlready(
  steps: readonly { request: ActionChangeRequest }[],
  meanwhile: readonly HistoryEntry[],
  actorId: string,
): boolean {
  return steps.every(({ request }) =>
    meanwhile.some(
      (entry) =>
        entry.actor?.id === actorId &&
        entry.event === request.event.type &&
        isSame(entry.payload, request.event),
    ),
  )
}

function isSame(payload: Record<string, unknown>, event: ActionChangeRequest['event']): boolean {
  return isDeepStrictEqual(content(payload), content(event))
}

// Ids of what a change brings into being are made anew each time a form is sent.
const made = new Set(['type', 'updateId', 'evidenceId', 'milestoneId', 'blockerId', 'extensionId'])

function content(fields: object): object {
  return JSON.parse(
    JSON.stringify(Object.fromEntries(Object.entries(fields).filter(([name]) => !made.has(name)))),
  ) as object
}
