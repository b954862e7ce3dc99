import type { FastifyInstance } from 'fastify'
import { readHistory } from '#db/read/history.ts'
import { plansWaitingFor } from '#db/read/plans-waiting.ts'
import { workOf } from '#db/read/work.ts'
import type { Deps } from '#server/deps.ts'
import { mailTroublesOf } from '#server/features/mail/service.ts'
import { mailWarnings } from '#server/features/mail/view-trouble.ts'
import { todayOf } from '#server/http/actor.ts'
import { paths } from '#server/paths.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { nextDigestWeek } from '#workflows/calendar/weeks.ts'
import { myWork } from './view.ts'

/** My work: the start page. */
export function mePages(app: FastifyInstance, deps: Deps, web: Web): void {
  app.get(paths.myWork.pattern, web.signedInOnly, async (request, reply) => {
    const today = todayOf(deps)
    const { id } = web.signedIn(request)
    const [work, troubles, plans] = await Promise.all([
      workOf(deps.db, id, today),
      mailTroublesOf(deps, id),
      plansWaitingFor(deps.db, id),
    ])
    const returned = [...work.overdue, ...work.returned].filter(({ facts }) => facts.state === 'returned')
    const reasons = new Map(
      await Promise.all(
        returned.map(async ({ facts }) => [facts.id, await reasonOfReturn(facts.id)] as const),
      ),
    )
    const mine = myWork(work, { today, nextWeek: nextDigestWeek(deps.clock.now()), reasons, plans })
    return web.show(request, reply, { title: 'My work', body: html`${mailWarnings(troubles)}${mine}` })
  })

  async function reasonOfReturn(actionId: string): Promise<string | null> {
    const entries = await readHistory(deps.db, actionId, { limit: 50 })
    const last = entries.find(({ event }) => event === 'return')
    return typeof last?.payload.reason === 'string'
      ? `${last.actor?.name ?? 'Somebody'}: ${last.payload.reason}`
      : null
  }
}
