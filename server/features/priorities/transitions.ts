import { z } from 'zod'
import type { Deps } from '#server/deps.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { requiredVersion, sendVersioned } from '#server/http/etag.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { idParams, textSchema } from '#server/http/schemas.ts'
import type { PriorityEvent } from '#workflows/priority/priority.ts'
import { priorityWithEvents, stepPriority } from './events.ts'
import { priorityResource } from './resource.ts'
import { seePriority } from './service.ts'

const reason = textSchema('Give a reason.')

/** What each event of a priority carries. */
const priorityTransitionSchema = z
  .discriminatedUnion(
    'event',
    [
      z.strictObject({ event: z.literal('agree') }),
      z.strictObject({ event: z.literal('deliver') }),
      z.strictObject({
        event: z.literal('sustain'),
        outcomeNote: textSchema('Say what difference it made for children or residents.'),
      }),
      z.strictObject({ event: z.literal('pause'), reason }),
      z.strictObject({ event: z.literal('resume'), reason }),
      z.strictObject({ event: z.literal('reopen'), reason }),
    ],
    {
      error: (issue) =>
        issue.code === 'invalid_union' ? "Give 'event' the name of one of the priority's events." : undefined,
    },
  )
  .meta({ id: 'PriorityTransition' })

/** The steps of a priority's life. */
export function priorityTransitionRoutes(app: ApiApp, deps: Deps): void {
  const tags = ['priorities']

  app.get('/priorities/:id/transitions', { schema: { tags, params: idParams } }, async (request) => {
    const actor = actorOf(request)
    const { decision, events } = await priorityWithEvents(deps, actor, request.params.id)
    return { state: decision.priority.state, version: decision.priority.version, items: events }
  })

  app.post(
    '/priorities/:id/transitions',
    { schema: { tags, params: idParams, body: priorityTransitionSchema } },
    async (request, reply) => {
      const ifVersion = requiredVersion(request)
      const actor = actorOf(request)
      const priorityId = request.params.id
      const { event: type, ...fields } = request.body
      await stepPriority(deps, actor, { priorityId, ifVersion }, { ...fields, type } as PriorityEvent)
      const priority = await seePriority(deps, actor, priorityId)
      return sendVersioned(request, reply, await priorityResource(deps, priority))
    },
  )
}
