import { z } from 'zod'
import { newId } from '#db/connection/ids.ts'
import { recommendationsOf } from '#db/read/members.ts'
import type { Deps } from '#server/deps.ts'
import { partOfPlan, refuseEmpty, sendPartOfPlan } from '#server/features/plans/part-answers.ts'
import { addToPlan, rewordRecommendation } from '#server/features/plans/parts.ts'
import { seePlan } from '#server/features/plans/service.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { type CsvColumns, csvColumnsInWords } from '#server/http/csv.ts'
import { requiredVersion } from '#server/http/etag.ts'
import { listQuery, pageOfAll, sendList } from '#server/http/lists.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { idParams, idSchema } from '#server/http/schemas.ts'
import { bodiesOf } from '#server/sheets/event.ts'
import { newBodiesOf } from '#server/sheets/noun.ts'
import { recommendationFields } from './recommendation-fields-sheet.ts'

const body = z.strictObject(newBodiesOf(recommendationFields)).meta({ id: 'NewRecommendation' })
const patch = z.strictObject(bodiesOf(recommendationFields)).partial().meta({ id: 'RecommendationPatch' })
const params = z.strictObject({ id: idSchema, recommendationId: idSchema })

type Recommendation = { id: string; ref: string; source: string; paragraph: string; text: string }
const columns: CsvColumns<Recommendation> = {
  id: ({ id }) => id,
  ref: ({ ref }) => ref,
  source: ({ source }) => source,
  paragraph: ({ paragraph }) => paragraph,
  text: ({ text }) => text,
}

/** The outside findings that a plan must answer. */
export function recommendationRoutes(app: ApiApp, deps: Deps): void {
  const tags = ['plans']

  app.get(
    '/plans/:id/recommendations',
    { schema: { tags, params: idParams, querystring: listQuery, description: csvColumnsInWords(columns) } },
    async (request, reply) => {
      const plan = await seePlan(deps, actorOf(request), request.params.id)
      const all = await recommendationsOf(deps.db, plan.id)
      const items = all.map(({ planId: _, position: __, ...each }) => each)
      return sendList(request, reply, columns, async (wanted) => pageOfAll(items, wanted))
    },
  )

  app.post(
    '/plans/:id/recommendations',
    { schema: { tags, params: idParams, body, description: partOfPlan('Recommendations') } },
    async (request, reply) => {
      const recommendation = { ...request.body, id: newId() }
      const version = await addToPlan(deps, actorOf(request), request.params.id, { recommendation })
      return sendPartOfPlan(reply.code(201), recommendation, version)
    },
  )

  app.patch(
    '/plans/:id/recommendations/:recommendationId',
    { schema: { tags, params, body: patch, description: partOfPlan('Recommendations') } },
    async (request, reply) => {
      const since = { version: requiredVersion(request), wholePlan: true }
      refuseEmpty(request.body)
      const { id: planId, recommendationId: id } = request.params
      const reworded = { id, ...(request.body as object) }
      const { recommendation, version } = await rewordRecommendation(
        deps,
        actorOf(request),
        planId,
        reworded,
        since,
      )
      return sendPartOfPlan(reply, recommendation, version)
    },
  )
}
