import { calendarAddressOf, revokeCalendarAddress } from '#db/read/calendar-address.ts'
import type { Deps } from '#server/deps.ts'
import { requireRecent } from '#server/features/sign-in/api/recent.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { actorOf, requirePerson } from '#server/http/plugins/auth.ts'
import { newCalendarAddress } from './service.ts'

/** `/me/calendar`: the secret address at which the caller's calendar program reads their dates. */
export function calendarRoutes(app: ApiApp, deps: Deps): void {
  const { db, clock } = deps
  const tags = ['me']

  app.get('/me/calendar', { schema: { tags } }, async (request) => ({
    createdAt: await calendarAddressOf(db, actorOf(request).id),
  }))

  app.post('/me/calendar', { config: { shownOnce: true }, schema: { tags } }, async (request, reply) => {
    requirePerson(request)
    await requireRecent(deps, request)
    const made = await newCalendarAddress(deps, actorOf(request).id)
    return reply.code(201).header('cache-control', 'no-store').send(made)
  })

  app.delete('/me/calendar', { schema: { tags } }, async (request, reply) => {
    requirePerson(request)
    await revokeCalendarAddress(db, clock, actorOf(request).id)
    return reply.code(204).send()
  })
}
