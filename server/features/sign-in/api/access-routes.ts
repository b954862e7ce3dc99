import {
  type ApiTokenShown,
  endApiSession,
  listApiSessions,
  listApiTokens,
  revokeApiToken,
} from '#db/read/api-access.ts'
import { endSessionsOf, listSessions, type SessionLife } from '#db/read/sessions.ts'
import type { SignInMethod } from '#db/schema/session.ts'
import type { Deps } from '#server/deps.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { type CsvColumns, csvColumnsInWords } from '#server/http/csv.ts'
import { listQuery, pageOfAll, sendList } from '#server/http/lists.ts'
import { actorOf, requirePerson } from '#server/http/plugins/auth.ts'
import { Problem } from '#server/http/problem.ts'
import { idParams } from '#server/http/schemas.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { requireRecent } from './recent.ts'
import { newTokenSchema } from './schemas.ts'
import { newApiToken } from './service.ts'

type SessionListed = {
  id: string
  kind: 'browser' | 'program'
  name: string
  method: SignInMethod
  createdAt: Instant
  seenAt: Instant
}

const tokenColumns: CsvColumns<ApiTokenShown> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  scope: ({ scope }) => scope,
  createdAt: ({ createdAt }) => createdAt,
  expiresAt: ({ expiresAt }) => expiresAt,
  lastUsedAt: ({ lastUsedAt }) => lastUsedAt,
}

const sessionColumns: CsvColumns<SessionListed> = {
  id: ({ id }) => id,
  kind: ({ kind }) => kind,
  name: ({ name }) => name,
  method: ({ method }) => method,
  createdAt: ({ createdAt }) => createdAt,
  seenAt: ({ seenAt }) => seenAt,
}

/** `/me/tokens` and `/me/sessions`: what gives access in the caller's name, and how to end it. */
export function accessRoutes(app: ApiApp, deps: Deps, life: SessionLife): void {
  const { db, clock } = deps
  const tags = ['me']
  const listed = (description: string) => ({ tags, querystring: listQuery, description })

  app.get('/me/tokens', { schema: listed(csvColumnsInWords(tokenColumns)) }, async (request, reply) => {
    const items = await listApiTokens(db, clock, actorOf(request).id)
    return sendList(request, reply, tokenColumns, async (wanted) => pageOfAll(items, wanted))
  })

  app.post(
    '/me/tokens',
    { config: { shownOnce: true }, schema: { tags, body: newTokenSchema } },
    async (request, reply) => {
      requirePerson(request)
      await requireRecent(deps, request)
      const token = await newApiToken(deps, actorOf(request).id, request.body)
      return reply.code(201).header('cache-control', 'no-store').send(token)
    },
  )

  app.delete('/me/tokens/:id', { schema: { tags, params: idParams } }, async (request, reply) => {
    requirePerson(request)
    const revoked = await revokeApiToken(db, clock, actorOf(request).id, request.params.id)
    if (!revoked) throw new Problem('notFound', 'You have no such API token.')
    return reply.code(204).send()
  })

  app.get('/me/sessions', { schema: listed(csvColumnsInWords(sessionColumns)) }, async (request, reply) => {
    const { id } = actorOf(request)
    const [browsers, programs] = await Promise.all([
      listSessions(db, clock, id, life),
      listApiSessions(db, clock, id),
    ])
    const items: SessionListed[] = [
      ...browsers.map(({ browser, ...session }) => ({ kind: 'browser' as const, name: browser, ...session })),
      ...programs.map(({ program, ...session }) => ({
        kind: 'program' as const,
        name: program,
        method: 'emailCode' as const,
        ...session,
      })),
    ]
    return sendList(request, reply, sessionColumns, async (wanted) => pageOfAll(items, wanted))
  })

  app.delete('/me/sessions/:id', { schema: { tags, params: idParams } }, async (request, reply) => {
    requirePerson(request)
    const personId = actorOf(request).id
    const ended =
      (await endSessionsOf(db, personId, { id: request.params.id })) > 0 ||
      (await endApiSession(db, clock, personId, request.params.id))
    if (!ended) throw new Problem('notFound', 'You have no such session.')
    return reply.code(204).send()
  })
}
