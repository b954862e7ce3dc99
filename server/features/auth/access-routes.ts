import { endApiSession, listApiSessions, listApiTokens, revokeApiToken } from '#db/queries/api-access.ts'
import { endSessionsOf, listSessions } from '#db/queries/sessions.ts'
import type { ApiApp } from '#server/api-app.ts'
import type { Deps } from '#server/deps.ts'
import { actorOf, requirePerson } from '#server/plugins/auth.ts'
import { Problem } from '#server/problem.ts'
import { idParams } from '#server/schemas.ts'
import { newTokenSchema } from './schemas.ts'
import { newApiToken } from './service.ts'

/** `/me/tokens` and `/me/sessions`: what gives access in the caller's name, and how to end it. */
export function accessRoutes(app: ApiApp, deps: Deps): void {
  const { db, clock } = deps
  const tags = ['me']

  app.get('/me/tokens', { schema: { tags } }, async (request) => {
    const items = await listApiTokens(db, clock, actorOf(request).id)
    return { items, page: { next: null } }
  })

  app.post(
    '/me/tokens',
    { config: { shownOnce: true }, schema: { tags, body: newTokenSchema } },
    async (request, reply) => {
      requirePerson(request)
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

  app.get('/me/sessions', { schema: { tags } }, async (request) => {
    const { id } = actorOf(request)
    const [browsers, programs] = await Promise.all([
      listSessions(db, clock, id),
      listApiSessions(db, clock, id),
    ])
    const items = [
      ...browsers.map(({ browser, ...session }) => ({ kind: 'browser' as const, name: browser, ...session })),
      ...programs.map(({ program, ...session }) => ({
        kind: 'program' as const,
        name: program,
        method: 'emailCode' as const,
        ...session,
      })),
    ]
    return { items, page: { next: null } }
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
