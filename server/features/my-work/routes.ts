import { membershipsOf } from '#db/read/people.ts'
import { workOf } from '#db/read/work.ts'
import type { Deps } from '#server/deps.ts'
import { todayOf } from '#server/http/actor.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { workResource } from './resource.ts'

/** `/me`: who the caller is, and what waits for them. */
export function meRoutes(app: ApiApp, deps: Deps): void {
  const tags = ['me']

  app.get('/me', { schema: { tags } }, async (request) => {
    const me = actorOf(request)
    const [memberships, work] = await Promise.all([
      membershipsOf(deps.db, me.id),
      workOf(deps.db, me.id, todayOf(deps)),
    ])
    const waiting = Object.fromEntries(
      Object.entries(workResource(work, todayOf(deps))).map(([group, items]) => [group, items.length]),
    )
    return { ...me, memberships, waiting }
  })

  app.get('/me/work', { schema: { tags } }, async (request) => {
    const today = todayOf(deps)
    return workResource(await workOf(deps.db, actorOf(request).id, today), today)
  })
}
