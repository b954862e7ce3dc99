import { actionKeys, countActions, listActions } from '#db/read/actions.ts'
import type { Deps } from '#server/deps.ts'
import { todayOf } from '#server/http/actor.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { asAtQuery, momentOf } from '#server/http/as-at.ts'
import { csvColumnsInWords } from '#server/http/csv.ts'
import { requiredVersion, sendVersioned } from '#server/http/etag.ts'
import { listQuery, placeFrom, placeText, sendList } from '#server/http/lists.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { idParams } from '#server/http/schemas.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { actionColumns, historyColumns } from './columns.ts'
import { sendHistory } from './page/history.ts'
import { actionResource } from './resource.ts'
import { routesBelow } from './routes-below.ts'
import { actionPatchSchema, actionQuerySchema, transitionSchema } from './schemas.ts'
import { sendOfAction } from './send.ts'
import { change, editOf, eventOf, seeAction, seeActionWithEvents } from './service.ts'

/** `/actions`, one action, and its life. */
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

  routesBelow(app, deps)
}

function defined<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never
}
