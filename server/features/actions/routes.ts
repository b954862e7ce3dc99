import { newId } from '#db/ids.ts'
import { actionKeys, countActions, listActions } from '#db/queries/actions.ts'
import { readUpdates } from '#db/queries/history.ts'
import type { ApiApp } from '#server/api-app.ts'
import { asAtQuery, momentOf } from '#server/as-at.ts'
import { csvColumnsInWords } from '#server/csv.ts'
import type { Deps } from '#server/deps.ts'
import { givenVersion, requiredVersion, sendVersioned } from '#server/etag.ts'
import { listQuery, notFromHere, pageOfAll, placeFrom, placeText, sendList } from '#server/lists.ts'
import { actorOf } from '#server/plugins/auth.ts'
import { idParams, idSchema } from '#server/schemas.ts'
import type { Day } from '#workflows/calendar.ts'
import { actionColumns, evidenceColumns, historyColumns, milestoneColumns, updateColumns } from './columns.ts'
import { sendHistory } from './history.ts'
import { actionResource, milestoneResource } from './resource.ts'
import {
  actionPatchSchema,
  actionQuerySchema,
  evidenceSchema,
  milestoneSchema,
  transitionSchema,
  updateSchema,
} from './schemas.ts'
import { sendOfAction } from './send.ts'
import { change, editOf, eventOf, seeAction, seeActionWithEvents, todayOf } from './service.ts'

/** `/actions` and all below it. */
export function actionRoutes(app: ApiApp, deps: Deps): void {
  const { db } = deps
  const tags = ['actions']

  app.get(
    '/actions',
    { schema: { tags, querystring: actionQuerySchema, description: csvColumnsInWords(actionColumns) } },
    async (request, reply) => {
      const { id } = actorOf(request)
      const { sort, limit: _, after: __, count: ___, asAt, ...query } = request.query
      const filter = defined({ ...query, owner: query.owner?.map((owner) => (owner === 'me' ? id : owner)) })
      const list = { filter, sort, ...momentOf(deps, asAt) }
      const sortedBy = sort.join(',')
      return sendList(request, reply, actionColumns, async ({ limit, after, count }) => {
        const place = placeFrom(after, sortedBy, actionKeys(sort))
        const { items, next } = await listActions(db, id, { ...list, limit, after: place })
        return {
          items: items.map((item) => actionResource(item, list.today)),
          next: placeText(next, sortedBy),
          ...(count && { total: await countActions(db, id, list) }),
        }
      })
    },
  )

  app.get(
    '/actions/:id',
    { schema: { tags, params: idParams, querystring: asAtQuery } },
    async (request, reply) => {
      const { today, asAt } = momentOf(deps, request.query.asAt)
      const read = await seeAction(deps, actorOf(request), request.params.id, asAt)
      const shown = (day: Day) => actionResource(read, day)
      return sendOfAction(deps, request, reply, read, { today, shown })
    },
  )

  app.patch(
    '/actions/:id',
    { schema: { tags, params: idParams, body: actionPatchSchema } },
    async (request, reply) => {
      const version = requiredVersion(request)
      const actor = actorOf(request)
      const edit = await editOf(deps, await seeAction(deps, actor, request.params.id), request.body)
      const read = await change(
        deps,
        actor,
        request.params.id,
        { subject: 'action', event: { type: 'edit', change: edit } },
        version,
      )
      return sendVersioned(request, reply, actionResource(read, todayOf(deps)))
    },
  )

  app.get('/actions/:id/transitions', { schema: { tags, params: idParams } }, async (request) => {
    const { decision, possibilities } = await seeActionWithEvents(deps, actorOf(request), request.params.id)
    return { state: decision.read.facts.state, version: decision.read.facts.version, items: possibilities }
  })

  app.post(
    '/actions/:id/transitions',
    { schema: { tags, params: idParams, body: transitionSchema } },
    async (request, reply) => {
      const version = requiredVersion(request)
      const event = eventOf(request.body)
      const read = await change(
        deps,
        actorOf(request),
        request.params.id,
        { subject: 'action', event },
        version,
      )
      return sendVersioned(request, reply, actionResource(read, todayOf(deps)))
    },
  )

  app.get(
    '/actions/:id/history',
    {
      schema: {
        tags,
        params: idParams,
        querystring: listQuery,
        description: csvColumnsInWords(historyColumns),
      },
    },
    async (request, reply) => {
      const read = await seeAction(deps, actorOf(request), request.params.id)
      return sendHistory(deps, request, reply, read.facts.id)
    },
  )

  app.get(
    '/actions/:id/updates',
    {
      schema: {
        tags,
        params: idParams,
        querystring: listQuery,
        description: csvColumnsInWords(updateColumns),
      },
    },
    async (request, reply) => {
      const read = await seeAction(deps, actorOf(request), request.params.id)
      return sendList(request, reply, updateColumns, async ({ limit, after }) => {
        if (after !== null && !idSchema.safeParse(after).success) throw notFromHere()
        const updates = await readUpdates(db, read.facts.id, { limit: limit + 1, before: after ?? undefined })
        const items = updates.slice(0, limit)
        return { items, next: updates.length > limit ? (items.at(-1)?.id ?? null) : null }
      })
    },
  )

  app.post(
    '/actions/:id/updates',
    { schema: { tags, params: idParams, body: updateSchema } },
    async (request, reply) => {
      const event = eventOf({ event: 'report', ...request.body })
      const read = await change(
        deps,
        actorOf(request),
        request.params.id,
        { subject: 'action', event },
        givenVersion(request) ?? undefined,
      )
      return sendVersioned(request, reply.code(201), actionResource(read, todayOf(deps)))
    },
  )

  app.get(
    '/actions/:id/evidence',
    {
      schema: {
        tags,
        params: idParams,
        querystring: listQuery,
        description: csvColumnsInWords(evidenceColumns),
      },
    },
    async (request, reply) => {
      const read = await seeAction(deps, actorOf(request), request.params.id)
      const { criteria } = actionResource(read, todayOf(deps))
      const items = criteria.flatMap(({ id: criterionId, evidence }) =>
        evidence.map((each) => ({ ...each, criterionId })),
      )
      return sendList(request, reply, evidenceColumns, async (wanted) => pageOfAll(items, wanted))
    },
  )

  app.post(
    '/actions/:id/evidence',
    { schema: { tags, params: idParams, body: evidenceSchema } },
    async (request, reply) => {
      const event = { type: 'addEvidence' as const, evidenceId: newId(), ...request.body }
      const read = await change(
        deps,
        actorOf(request),
        request.params.id,
        { subject: 'action', event },
        givenVersion(request) ?? undefined,
      )
      return sendVersioned(request, reply.code(201), actionResource(read, todayOf(deps)))
    },
  )

  app.get(
    '/actions/:id/milestones',
    {
      schema: {
        tags,
        params: idParams,
        querystring: listQuery,
        description: csvColumnsInWords(milestoneColumns),
      },
    },
    async (request, reply) => {
      const read = await seeAction(deps, actorOf(request), request.params.id)
      const items = read.facts.milestones.map((milestone) => milestoneResource(milestone, todayOf(deps)))
      return sendList(request, reply, milestoneColumns, async (wanted) => pageOfAll(items, wanted))
    },
  )

  app.post(
    '/actions/:id/milestones',
    { schema: { tags, params: idParams, body: milestoneSchema } },
    async (request, reply) => {
      const event = { type: 'addMilestone' as const, milestoneId: newId(), ...request.body }
      const read = await change(
        deps,
        actorOf(request),
        request.params.id,
        { subject: 'action', event },
        givenVersion(request) ?? undefined,
      )
      return sendVersioned(request, reply.code(201), actionResource(read, todayOf(deps)))
    },
  )
}

function defined<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never
}
