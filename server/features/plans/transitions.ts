import { horizonsOf } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { requiredVersion, sendVersioned } from '#server/http/etag.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { idParams } from '#server/http/schemas.ts'
import { transitionOf } from '#server/sheets/event.ts'
import type { PlanEvent } from '#workflows/plan/plan.ts'
import { planWithEvents, stepPlan } from './events.ts'
import { planEvents } from './plan-sheet.ts'
import { planResource } from './resource.ts'
import { seePlan } from './service.ts'

/** What each event of a plan carries. */
const planTransitionSchema = transitionOf(
  'PlanTransition',
  planEvents,
  "Give 'event' the name of one of the plan's events.",
)

/** The steps of a plan's life. */
export function planTransitionRoutes(app: ApiApp, deps: Deps): void {
  const { db } = deps
  const tags = ['plans']

  app.get('/plans/:id/transitions', { schema: { tags, params: idParams } }, async (request) => {
    const actor = actorOf(request)
    const { decision, events } = await planWithEvents(deps, actor, request.params.id)
    return { state: decision.plan.state, version: decision.plan.version, items: events }
  })

  app.post(
    '/plans/:id/transitions',
    {
      schema: {
        tags,
        params: idParams,
        body: planTransitionSchema,
        description:
          'Approving agrees every draft action of the plan and freezes its baseline date, all in one: either all of it happens or nothing.',
      },
    },
    async (request, reply) => {
      const ifVersion = requiredVersion(request)
      const actor = actorOf(request)
      const planId = request.params.id
      const { event: type, ...fields } = request.body
      await stepPlan(deps, actor, { planId, ifVersion }, { ...fields, type } as PlanEvent)
      const plan = await seePlan(deps, actor, planId)
      return sendVersioned(request, reply, planResource(plan, await horizonsOf(db, planId)))
    },
  )
}
