import type { FastifyInstance } from 'fastify'
import { workOf } from '#db/queries/work.ts'
import type { Deps } from '#server/deps.ts'
import { todayOf } from '#server/features/actions/service.ts'
import type { Web } from '#server/web/web.ts'
import { nextDigestWeek } from '#workflows/weeks.ts'
import { myWork } from './view.ts'

/** My work: the start page. */
export function mePages(app: FastifyInstance, deps: Deps, web: Web): void {
  app.get('/', web.signedInOnly, async (request, reply) => {
    const today = todayOf(deps)
    const work = await workOf(deps.db, web.signedIn(request).id, today)
    const body = myWork(work, { today, nextWeek: nextDigestWeek(deps.clock.now()) })
    return web.show(request, reply, { title: 'My work', body })
  })
}
