import { z } from 'zod'
import { newId } from '#db/connection/ids.ts'
import { horizonsOf } from '#db/read/plans.ts'
import { horizonNames } from '#db/schema/plan.ts'
import type { Deps } from '#server/deps.ts'
import { partOfPlan, refuseEmpty, sendPartOfPlan } from '#server/features/plans/part-answers.ts'
import { addToPlan, changeHorizon } from '#server/features/plans/parts.ts'
import { seePlan } from '#server/features/plans/service.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { type CsvColumns, csvColumnsInWords } from '#server/http/csv.ts'
import { requiredVersion } from '#server/http/etag.ts'
import { listQuery, pageOfAll, sendList } from '#server/http/lists.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { daySchema, idParams, idSchema, textSchema } from '#server/http/schemas.ts'
import { limits } from '#workflows/limits.ts'

const fields = {
  label: textSchema("Give it a name for people, such as 'Short term'.", limits.horizon.label),
  firstOn: daySchema,
  lastOn: daySchema,
}
const body = z
  .strictObject({ name: z.enum(horizonNames, { error: 'Give short, medium or long.' }), ...fields })
  .meta({ id: 'NewHorizon' })
const patch = z.strictObject(fields).partial().meta({ id: 'HorizonPatch' })
const params = z.strictObject({ id: idSchema, horizonId: idSchema })

type Horizon = { id: string; name: string; label: string; firstOn: string; lastOn: string }
const columns: CsvColumns<Horizon> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  label: ({ label }) => label,
  firstOn: ({ firstOn }) => firstOn,
  lastOn: ({ lastOn }) => lastOn,
}

/** The windows of a plan: short, medium and long, each at most once. */
export function horizonRoutes(app: ApiApp, deps: Deps): void {
  const tags = ['plans']

  app.get(
    '/plans/:id/horizons',
    { schema: { tags, params: idParams, querystring: listQuery, description: csvColumnsInWords(columns) } },
    async (request, reply) => {
      const plan = await seePlan(deps, actorOf(request), request.params.id)
      const all = await horizonsOf(deps.db, plan.id)
      const items = all.map(({ planId: _, ...each }) => each)
      return sendList(request, reply, columns, async (wanted) => pageOfAll(items, wanted))
    },
  )

  app.post(
    '/plans/:id/horizons',
    { schema: { tags, params: idParams, body, description: partOfPlan('Horizons') } },
    async (request, reply) => {
      const horizon = { ...request.body, id: newId() }
      const version = await addToPlan(deps, actorOf(request), request.params.id, { horizon })
      return sendPartOfPlan(reply.code(201), horizon, version)
    },
  )

  app.patch(
    '/plans/:id/horizons/:horizonId',
    { schema: { tags, params, body: patch, description: partOfPlan('Horizons') } },
    async (request, reply) => {
      const ifVersion = requiredVersion(request)
      refuseEmpty(request.body)
      const { id: planId, horizonId: id } = request.params
      const wanted = { id, ...(request.body as object) }
      const { horizon, version } = await changeHorizon(deps, actorOf(request), planId, wanted, ifVersion)
      return sendPartOfPlan(reply, horizon, version)
    },
  )
}
