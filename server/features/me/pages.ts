import type { FastifyInstance } from 'fastify'
import { readHistory } from '#db/queries/history.ts'
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
    const returned = [...work.overdue, ...work.returned].filter(({ facts }) => facts.state === 'returned')
    const reasons = new Map(
      await Promise.all(
        returned.map(async ({ facts }) => [facts.id, await reasonOfReturn(facts.id)] as const),
      ),
    )
    const body = myWork(work, { today, nextWeek: nextDigestWeek(deps.clock.now()), reasons })
    return web.show(request, reply, { title: 'My work', body })
  })

  async function reasonOfReturn(actionId: string): Promise<string | null> {
    const entries = await readHistory(deps.db, actionId, { limit: 50 })
    const last = entries.find(({ event }) => event === 'return')
    return typeof last?.payload.reason === 'string'
      ? `${last.actor?.name ?? 'Somebody'}: ${last.payload.reason}`
      : null
  }
}
