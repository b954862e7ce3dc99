import { z } from 'zod'
import { newId } from '#db/connection/ids.ts'
import type { Deps } from '#server/deps.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { daySchema, textSchema } from '#server/http/schemas.ts'
import { extensionReasons } from '#workflows/action/action-facts.ts'
import type { ExtensionEvent } from '#workflows/parts/extension-requirements.ts'
import { extensionsOf } from './resource.ts'
import { partRoutes, partsOfActionRoutes } from './routes.ts'

const text = textSchema('Say why more time is needed.')
const effect = textSchema('Say what the delay means, or leave it out.').nullable()
const mitigation = textSchema('Say what softens it, or leave it out.').nullable()

/** `/extensions`, and the requests for more time of an action. */
export function extensionRoutes(app: ApiApp, deps: Deps): void {
  partRoutes(app, deps, {
    kind: 'extension',
    path: '/extensions',
    transition: z
      .discriminatedUnion('event', [
        z.strictObject({
          event: z.literal('grant'),
          reason: textSchema('Say why, or leave it out.').optional(),
          regulatorAgreement: textSchema('Say who agreed for the regulator, and when.', 1_000).optional(),
        }),
        z.strictObject({ event: z.literal('refuse'), reason: textSchema('Say why the request is refused.') }),
        z.strictObject({ event: z.literal('withdraw') }),
      ])
      .meta({ id: 'ExtensionTransition' }),
    eventOf: (extensionId, { event: type, ...fields }) => ({
      subject: 'extension',
      event: { ...fields, type, extensionId } as ExtensionEvent,
    }),
    patch: z.strictObject({ text, effect, mitigation }).partial().meta({ id: 'ExtensionPatch' }),
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
    body: z
      .strictObject({
        dueOn: daySchema,
        reasonCode: z.enum(extensionReasons, { error: `Give one of: ${extensionReasons.join(', ')}.` }),
        text,
        effect: effect.optional(),
        mitigation: mitigation.optional(),
      })
      .meta({ id: 'NewExtension' }),
    addingOf: ({ effect: meaning = null, mitigation: softened = null, ...fields }) => {
      const id = newId()
      const words = { effect: meaning, mitigation: softened }
      return {
        id,
        request: { subject: 'extension', event: { type: 'request', extensionId: id, ...fields, ...words } },
      }
    },
  })
}
