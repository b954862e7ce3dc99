import { measureKeys, measurePage, observationKeys, observationPage } from '#db/read/measures.ts'
import { mentionedChanged } from '#db/read/mentioned.ts'
import type { Deps } from '#server/deps.ts'
import { historyColumns } from '#server/features/actions/columns.ts'
import { sendHistory } from '#server/features/actions/page/history.ts'
import { seePlan } from '#server/features/plans/service.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { csvColumnsInWords } from '#server/http/csv.ts'
import { givenVersion, requiredVersion, sendDerived, sendVersioned } from '#server/http/etag.ts'
import { listQuery, placeFrom, placeText, sendList } from '#server/http/lists.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { idParams } from '#server/http/schemas.ts'
import { measureColumns, observationColumns } from './columns.ts'
import { figuresSchema } from './figures/schemas.ts'
import { recordFigures } from './figures/service.ts'
import { observationResource } from './resource.ts'
import {
  measurePatchSchema,
  measuresQuery,
  newMeasureSchema,
  observationSchema,
  observationsQuery,
} from './schemas.ts'
import {
  addMeasure,
  patchMeasure,
  recordObservation,
  seeMeasure,
  shownMeasure,
  shownMeasures,
} from './service.ts'

/** `/measures`, the measures of a plan, and their observations. */
export function measureRoutes(app: ApiApp, deps: Deps): void {
  const { db } = deps
  const tags = ['measures']

  app.get(
    '/plans/:id/measures',
    { schema: { tags, params: idParams, querystring: measuresQuery } },
    async (request, reply) => {
      const plan = await seePlan(deps, actorOf(request), request.params.id)
      const { priority, active } = request.query
      return sendList(request, reply, measureColumns, async ({ limit, after }) => {
        const place = placeFrom(after, 'position', measureKeys)
        const page = await measurePage(db, plan.id, { limit, after: place, priority, active })
        return { items: await shownMeasures(deps, page.items), next: placeText(page.next, 'position') }
      })
    },
  )

  app.post(
    '/plans/:id/measures',
    { schema: { tags, params: idParams, body: newMeasureSchema } },
    async (request, reply) => {
      const measure = await addMeasure(deps, actorOf(request), request.params.id, request.body)
      return sendVersioned(request, reply.code(201), measure)
    },
  )

  app.get('/measures/:id', { schema: { tags, params: idParams } }, async (request, reply) => {
    const { measure } = await seeMeasure(deps, actorOf(request), request.params.id)
    const shown = await shownMeasure(deps, measure.id)
    const { planId, priorityId, updatedAt } = measure
    const personIds = [shown.latest?.recordedBy, shown.supplier].flatMap((person) => person?.id ?? [])
    return sendDerived(request, reply, shown, {
      asAtFirst: shown,
      othersChanged: () => mentionedChanged(deps.db, { planId, priorityId, personIds }, updatedAt),
    })
  })

  app.patch(
    '/measures/:id',
    { schema: { tags, params: idParams, body: measurePatchSchema } },
    async (request, reply) => {
      const version = requiredVersion(request)
      const measure = await patchMeasure(deps, actorOf(request), request.params.id, request.body, version)
      return sendVersioned(request, reply, measure)
    },
  )

  app.get(
    '/measures/:id/observations',
    { schema: { tags, params: idParams, querystring: observationsQuery } },
    async (request, reply) => {
      const { measure } = await seeMeasure(deps, actorOf(request), request.params.id)
      const { revisions } = request.query
      return sendList(request, reply, observationColumns, async ({ limit, after }) => {
        const place = placeFrom(after, '-asAtOn', observationKeys)
        const page = await observationPage(db, measure.id, { limit, after: place, revisions })
        return {
          items: page.items.map((each) => observationResource(each, measure)),
          next: placeText(page.next, '-asAtOn'),
        }
      })
    },
  )

  app.post(
    '/measures/:id/observations',
    { schema: { tags, params: idParams, body: observationSchema } },
    async (request, reply) => {
      const version = givenVersion(request) ?? undefined
      const observation = await recordObservation(
        deps,
        actorOf(request),
        request.params.id,
        request.body,
        version,
      )
      return sendVersioned(request, reply.code(201), observation)
    },
  )

  app.post(
    '/plans/:id/figures',
    { schema: { tags, params: idParams, body: figuresSchema } },
    async (request, reply) => {
      const items = await recordFigures(deps, actorOf(request), request.params.id, request.body)
      return reply.code(201).send({ items })
    },
  )

  app.get(
    '/measures/:id/history',
    {
      schema: {
        tags,
        params: idParams,
        querystring: listQuery,
        description: csvColumnsInWords(historyColumns),
      },
    },
    async (request, reply) => {
      const { measure } = await seeMeasure(deps, actorOf(request), request.params.id)
      return sendHistory(deps, request, reply, measure.id)
    },
  )
}
