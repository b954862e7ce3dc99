import { z } from 'zod'
import { newId } from '#db/connection/ids.ts'
import type { Deps } from '#server/deps.ts'
import { blockerEdit, blockerEvents } from '#server/features/actions/blocker-sheet.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { bodiesOf, transitionOf } from '#server/sheets/event.ts'
import type { BlockerEvent } from '#workflows/parts/blocker.ts'
import { blockersOf } from './resource.ts'
import { partRoutes, partsOfActionRoutes } from './routes.ts'

const { raise, ...after } = blockerEvents

/** `/blockers`, and the blockers of an action. */
export function blockerRoutes(app: ApiApp, deps: Deps): void {
  partRoutes(app, deps, {
    kind: 'blocker',
    path: '/blockers',
    transition: transitionOf('BlockerTransition', after),
    eventOf: (blockerId, { event: type, ...fields }) => ({
      subject: 'blocker',
      event: { ...fields, type, blockerId } as BlockerEvent,
    }),
    patch: z.strictObject(bodiesOf(blockerEdit.fields)).partial().meta({ id: 'BlockerPatch' }),
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
    body: z.strictObject(bodiesOf(raise.fields)).meta({ id: 'NewBlocker' }),
    addingOf: (fields) => {
      const id = newId()
      return { id, request: { subject: 'blocker', event: { type: 'raise', blockerId: id, ...fields } } }
    },
  })
}
