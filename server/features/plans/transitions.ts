import { z } from 'zod'
import { changePlan, planPossibilities } from '#db/change-plan.ts'
import { readPlanForDecision } from '#db/queries/plan-decision.ts'
import { horizonsOf } from '#db/queries/plans.ts'
import type { ApiApp } from '#server/api-app.ts'
import { doneOr } from '#server/changed.ts'
import type { Deps } from '#server/deps.ts'
import { requiredVersion, sendVersioned } from '#server/etag.ts'
import { actorOf } from '#server/plugins/auth.ts'
import { Problem } from '#server/problem.ts'
import { idParams, idSchema, textSchema } from '#server/schemas.ts'
import type { PlanEvent } from '#workflows/plan.ts'
import { planResource } from './resource.ts'
import { seePlan } from './service.ts'

const reason = textSchema('Give a reason.')

/** What each event of a plan carries. */
const planTransitionSchema = z.discriminatedUnion(
  'event',
  [
    z.strictObject({ event: z.literal('submit') }),
    z.strictObject({ event: z.literal('return'), reason }),
    z.strictObject({ event: z.literal('approve') }),
    z.strictObject({ event: z.literal('close'), successorId: idSchema.optional() }),
    z.strictObject({ event: z.literal('reopen'), reason }),
  ],
  {
    error: (issue) =>
      issue.code === 'invalid_union' ? "Give 'event' the name of one of the plan's events." : undefined,
  },
)

/** The steps of a plan's life. */
export function planTransitionRoutes(app: ApiApp, deps: Deps): void {
  const { db, clock } = deps
  const tags = ['plans']

  app.get(
    '/plans/:id/transitions',
    { schema: { tags, params: idParams, description: 'Every event of a plan, for the caller.' } },
    async (request) => {
      const actor = actorOf(request)
      const { id: planId } = await seePlan(deps, actor, request.params.id)
      const decision = await readPlanForDecision(db, planId, actor.id)
      if (!decision) throw new Problem('notFound', 'There is no such plan, or it is not yours to see.')
      const items = planPossibilities(decision, { actorId: actor.id, now: clock.now() })
      return { state: decision.plan.state, version: decision.plan.version, items }
    },
  )

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
      const { id: planId } = await seePlan(deps, actor, request.params.id)
      const { event: type, ...fields } = request.body
      const context = { planId, actorId: actor.id, now: clock.now(), ifVersion }
      doneOr(await changePlan(db, context, { ...fields, type } as PlanEvent), {
        noun: 'plan',
        ifVersion,
        versionOf: ({ plan }) => plan.version,
        possible: (decision) => planPossibilities(decision, context),
      })
      const plan = await seePlan(deps, actor, planId)
      return sendVersioned(request, reply, planResource(plan, await horizonsOf(db, planId)))
    },
  )
}
