import type { FastifyReply, FastifyRequest } from 'fastify'
import { inspectionKeys, pageInspections, restOfRegisterChanged } from '#db/read/inspections.ts'
import type { InspectionChange } from '#db/write/change-inspection.ts'
import type { Deps } from '#server/deps.ts'
import { historyColumns } from '#server/features/actions/columns.ts'
import { sendHistory } from '#server/features/actions/page/history.ts'
import { seePlan } from '#server/features/plans/service.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { csvColumnsInWords } from '#server/http/csv.ts'
import { requiredVersion, sendDerived } from '#server/http/etag.ts'
import { listQuery, placeFrom, placeText, sendList } from '#server/http/lists.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { Problem } from '#server/http/problem.ts'
import { idParams } from '#server/http/schemas.ts'
import { inspectionColumns, inspectionResources } from './resource.ts'
import {
  inspectionPatchSchema,
  inspectionsQuery,
  inspectionTransitionSchema,
  newInspectionSchema,
} from './schemas.ts'
import {
  addInspection,
  changeOfInspection,
  inspectionWithEvents,
  seeInspection,
  shownInspection,
} from './service.ts'

/** `/inspections` and all below it, and the register of a plan. */
export function inspectionRoutes(app: ApiApp, deps: Deps): void {
  const tags = ['inspections']

  app.get(
    '/plans/:id/inspections',
    {
      schema: {
        tags,
        params: idParams,
        querystring: inspectionsQuery,
        description: csvColumnsInWords(inspectionColumns),
      },
    },
    async (request, reply) => {
      const plan = await seePlan(deps, actorOf(request), request.params.id)
      const { state } = request.query
      return sendList(request, reply, inspectionColumns, async ({ limit, after }) => {
        const place = placeFrom(after, '-inspectedOn', inspectionKeys)
        const page = await pageInspections(deps.db, plan.id, { limit, after: place, state })
        return {
          items: await inspectionResources(deps, plan.id, page.items),
          next: placeText(page.next, '-inspectedOn'),
        }
      })
    },
  )

  app.post(
    '/plans/:id/inspections',
    { schema: { tags, params: idParams, body: newInspectionSchema } },
    async (request, reply) => {
      const body = request.body as Parameters<typeof addInspection>[3]
      const { id } = await addInspection(deps, actorOf(request), request.params.id, body)
      return sendShown(request, reply.code(201), id)
    },
  )

  app.get('/inspections/:id', { schema: { tags, params: idParams } }, async (request, reply) =>
    sendShown(request, reply, request.params.id),
  )

  app.patch(
    '/inspections/:id',
    { schema: { tags, params: idParams, body: inspectionPatchSchema } },
    async (request, reply) => {
      const version = requiredVersion(request)
      const change = request.body as object
      if (Object.keys(change).length === 0)
        throw new Problem('emptyChange', 'Name at least one field to change.')
      return sendChanged(request, reply, { type: 'edit', change }, version)
    },
  )

  app.get('/inspections/:id/transitions', { schema: { tags, params: idParams } }, async (request) =>
    inspectionWithEvents(deps, actorOf(request), request.params.id),
  )

  app.post(
    '/inspections/:id/transitions',
    { schema: { tags, params: idParams, body: inspectionTransitionSchema } },
    async (request, reply) => {
      const version = requiredVersion(request)
      const { event: type, ...fields } = request.body
      return sendChanged(request, reply, { ...fields, type } as InspectionChange, version)
    },
  )

  app.get(
    '/inspections/:id/history',
    {
      schema: {
        tags,
        params: idParams,
        querystring: listQuery,
        description: csvColumnsInWords(historyColumns),
      },
    },
    async (request, reply) => {
      const { inspection } = await seeInspection(deps, actorOf(request), request.params.id)
      return sendHistory(deps, request, reply, inspection.id)
    },
  )

  async function sendChanged(
    request: FastifyRequest,
    reply: FastifyReply,
    change: InspectionChange,
    version: number | undefined,
  ): Promise<FastifyReply> {
    const { id } = request.params as { id: string }
    await changeOfInspection(deps, actorOf(request), id, change, version)
    return sendShown(request, reply, id)
  }

  async function sendShown(request: FastifyRequest, reply: FastifyReply, id: string): Promise<FastifyReply> {
    const shown = await shownInspection(deps, actorOf(request), id)
    return sendDerived(request, reply, shown, {
      asAtFirst: shown,
      othersChanged: () => restOfRegisterChanged(deps.db, shown),
    })
  }
}
