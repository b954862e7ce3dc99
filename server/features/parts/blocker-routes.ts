import { z } from 'zod'
import { newId } from '#db/connection/ids.ts'
import type { Deps } from '#server/deps.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { daySchema, textSchema } from '#server/http/schemas.ts'
import type { BlockerEvent } from '#workflows/parts/blocker.ts'
import { blockersOf } from './resource.ts'
import { partRoutes, partsOfActionRoutes } from './routes.ts'

const what = textSchema('Say what the action waits for.')
const waitingOn = textSchema('Say who has to act: a person or a body.', 500)

/** `/blockers`, and the blockers of an action. */
export function blockerRoutes(app: ApiApp, deps: Deps): void {
  partRoutes(app, deps, {
    kind: 'blocker',
    path: '/blockers',
    transition: z
      .discriminatedUnion('event', [
        z.strictObject({ event: z.literal('markCritical') }),
        z.strictObject({ event: z.literal('resolve'), how: textSchema('Say how it was resolved.') }),
        z.strictObject({
          event: z.literal('reopen'),
          reason: textSchema('Say why the action waits for it again.'),
        }),
      ])
      .meta({ id: 'BlockerTransition' }),
    eventOf: (blockerId, { event: type, ...fields }) => ({
      subject: 'blocker',
      event: { ...fields, type, blockerId } as BlockerEvent,
    }),
    patch: z.strictObject({ what, waitingOn }).partial().meta({ id: 'BlockerPatch' }),
    editOf: (blockerId, words) => ({
      subject: 'action',
      event: { type: 'editBlocker', blockerId, ...(words as object) },
    }),
  })
  partsOfActionRoutes(app, deps, {
    kind: 'blocker',
    shown: blockersOf,
    columns: {
      id: ({ id }) => id,
      state: ({ state }) => state,
      what: ({ what }) => what,
      waitingOn: ({ waitingOn }) => waitingOn,
      sinceOn: ({ sinceOn }) => sinceOn,
      critical: ({ critical }) => critical,
      raisedBy: ({ raisedBy }) => raisedBy.name,
      how: ({ how }) => how,
      resolvedOn: ({ resolvedOn }) => resolvedOn,
    },
    body: z.strictObject({ what, waitingOn, sinceOn: daySchema }).meta({ id: 'NewBlocker' }),
    addingOf: (fields) => {
      const id = newId()
      return { id, request: { subject: 'blocker', event: { type: 'raise', blockerId: id, ...fields } } }
    },
  })
}
