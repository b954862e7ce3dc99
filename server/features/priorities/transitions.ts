import type { Deps } from '#server/deps.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { requiredVersion, sendVersioned } from '#server/http/etag.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { idParams } from '#server/http/schemas.ts'
import { transitionOf } from '#server/sheets/event.ts'
import type { PriorityEvent } from '#workflows/priority/priority.ts'
import { priorityWithEvents, stepPriority } from './events.ts'
import { priorityEvents } from './priority-sheet.ts'
import { priorityResource } from './resource.ts'
import { seePriority } from './service.ts'

/** What each event of a priority carries. */
const priorityTransitionSchema = transitionOf(
  'PriorityTransition',
  priorityEvents,
  "Give 'event' the name of one of the priority's events.",
)

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
