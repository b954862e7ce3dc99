import { z } from 'zod'
import { newId } from '#db/ids.ts'
import { countActions, listActions } from '#db/queries/actions.ts'
import { readHistory, readUpdates } from '#db/queries/history.ts'
import type { ApiApp } from '#server/api-app.ts'
import type { Deps } from '#server/deps.ts'
import { givenVersion, requiredVersion, sendVersioned } from '#server/etag.ts'
import { actorOf } from '#server/plugins/auth.ts'
import { cursorText, idParams, idSchema, limitSchema } from '#server/schemas.ts'
import { actionResource, milestoneResource } from './resource.ts'
import {
  actionPatchSchema,
  actionQuerySchema,
  evidenceSchema,
  milestoneSchema,
  transitionSchema,
  updateSchema,
} from './schemas.ts'
import { change, editOf, eventOf, seeAction, seeActionWithEvents, todayOf } from './service.ts'

/** `/actions` and all below it. */
export function actionRoutes(app: ApiApp, deps: Deps): void {
  const { db } = deps
  const tags = ['actions']

  app.get('/actions', { schema: { tags, querystring: actionQuerySchema } }, async (request, reply) => {
    const today = todayOf(deps)
    const { id } = actorOf(request)
    const { sort, limit, after, count, ...query } = request.query
    const filter = {
      ...query,
      ...(query.owner && { owner: query.owner.map((owner) => (owner === 'me' ? id : owner)) }),
    }
    const list = { filter: defined(filter), sort, limit, after: after ?? null, today }
    const { items, next } = await listActions(db, id, list)
    const token = cursorText(next)
    if (token) reply.header('link', nextLink(request.url, token))
    return {
      items: items.map((item) => actionResource(item, today)),
      page: { next: token },
      ...(count && { total: await countActions(db, id, list.filter, today) }),
    }
  })

  app.get('/actions/:id', { schema: { tags, params: idParams } }, async (request, reply) => {
    const read = await seeAction(deps, actorOf(request), request.params.id)
    const today = todayOf(deps)
    return sendVersioned(request, reply, actionResource(read, today))
  })

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
    { schema: { tags, params: idParams, querystring: historyQuery } },
    async (request) => {
      const read = await seeAction(deps, actorOf(request), request.params.id)
      const { limit, after } = request.query
      const entries = await readHistory(db, read.facts.id, { limit: limit + 1, before: after })
      const items = entries.slice(0, limit)
      return { items, page: { next: entries.length > limit ? String(items.at(-1)?.version) : null } }
    },
  )

  app.get(
    '/actions/:id/updates',
    { schema: { tags, params: idParams, querystring: updatesQuery } },
    async (request) => {
      const read = await seeAction(deps, actorOf(request), request.params.id)
      const { limit, after } = request.query
      const updates = await readUpdates(db, read.facts.id, { limit: limit + 1, before: after })
      const items = updates.slice(0, limit)
      return { items, page: { next: updates.length > limit ? (items.at(-1)?.id ?? null) : null } }
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

  app.get('/actions/:id/evidence', { schema: { tags, params: idParams } }, async (request) => {
    const read = await seeAction(deps, actorOf(request), request.params.id)
    const { criteria } = actionResource(read, todayOf(deps))
    return {
      items: criteria.flatMap(({ id: criterionId, evidence }) =>
        evidence.map((each) => ({ ...each, criterionId })),
      ),
    }
  })

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

  app.get('/actions/:id/milestones', { schema: { tags, params: idParams } }, async (request) => {
    const read = await seeAction(deps, actorOf(request), request.params.id)
    return { items: read.facts.milestones.map((milestone) => milestoneResource(milestone, todayOf(deps))) }
  })

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

const historyQuery = z.strictObject({
  limit: limitSchema,
  after: z
    .string()
    .regex(/^\d{1,9}$/, "Give 'after' as the page before gave it in 'next'.")
    .transform(Number)
    .optional(),
})
const updatesQuery = z.strictObject({ limit: limitSchema, after: idSchema.optional() })

function nextLink(url: string, after: string): string {
  const next = new URL(url, 'http://localhost')
  next.searchParams.set('after', after)
  return `<${next.pathname}${next.search}>; rel="next"`
}

function defined<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never
}
