import { figuresDueFrom } from '#db/read/figures-due.ts'
import { membershipsOf } from '#db/read/people.ts'
import { reportWorkOf } from '#db/read/reports-waiting.ts'
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
    const today = todayOf(deps)
    const [memberships, work, due, writing] = await Promise.all([
      membershipsOf(deps.db, me.id),
      workOf(deps.db, me.id, today),
      figuresDueFrom(deps.db, me.id, today),
      reportWorkOf(deps.db, me.id, today),
    ])
    const waiting = Object.fromEntries(
      Object.entries(workResource(work, today, { due, writing })).map(([group, items]) => [
        group,
        items.length,
      ]),
    )
    return { ...me, memberships, waiting }
  })

  app.get('/me/work', { schema: { tags } }, async (request) => {
    const today = todayOf(deps)
    const { id } = actorOf(request)
    const [work, due, writing] = await Promise.all([
      workOf(deps.db, id, today),
      figuresDueFrom(deps.db, id, today),
      reportWorkOf(deps.db, id, today),
    ])
    return workResource(work, today, { due, writing })
  })
}
