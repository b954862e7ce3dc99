import { z } from 'zod'
import { newId } from '#db/connection/ids.ts'
import type { Deps } from '#server/deps.ts'
import { extensionEdit, extensionEvents } from '#server/features/actions/extension-sheet.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { bodiesOf, transitionOf } from '#server/sheets/event.ts'
import type { ExtensionEvent } from '#workflows/parts/extension-requirements.ts'
import { extensionsOf } from './resource.ts'
import { partRoutes, partsOfActionRoutes } from './routes.ts'

const { request, ...decided } = extensionEvents

/** `/extensions`, and the requests for more time of an action. */
export function extensionRoutes(app: ApiApp, deps: Deps): void {
  partRoutes(app, deps, {
    kind: 'extension',
    path: '/extensions',
    transition: transitionOf('ExtensionTransition', decided),
    eventOf: (extensionId, { event: type, ...fields }) => ({
      subject: 'extension',
      event: { ...fields, type, extensionId } as ExtensionEvent,
    }),
    patch: z.strictObject(bodiesOf(extensionEdit.fields)).partial().meta({ id: 'ExtensionPatch' }),
    editOf: (extensionId, words) => ({
      subject: 'action',
      event: { type: 'editExtension', extensionId, ...(words as object) },
    }),
  })
  partsOfActionRoutes(app, deps, {
    kind: 'extension',
    shown: extensionsOf,
    columns: {
      id: ({ id }) => id,
      state: ({ state }) => state,
      previousDueOn: ({ previousDueOn }) => previousDueOn,
      dueOn: ({ dueOn }) => dueOn,
      reasonCode: ({ reasonCode }) => reasonCode,
      text: ({ text }) => text,
      requestedBy: ({ requestedBy }) => requestedBy.name,
      requestedOn: ({ requestedOn }) => requestedOn,
      decidedBy: ({ decidedBy }) => decidedBy?.name,
      decidedOn: ({ decidedOn }) => decidedOn,
      decisionReason: ({ decisionReason }) => decisionReason,
      effect: ({ effect }) => effect,
      mitigation: ({ mitigation }) => mitigation,
      regulatorAgreement: ({ regulatorAgreement }) => regulatorAgreement,
    },
    body: z.strictObject(bodiesOf(request.fields)).meta({ id: 'NewExtension' }),
    addingOf: ({ effect = null, mitigation = null, ...fields }) => {
      const id = newId()
      const event = { type: 'request' as const, extensionId: id, ...fields, effect, mitigation }
      return { id, request: { subject: 'extension', event } }
    },
  })
}
