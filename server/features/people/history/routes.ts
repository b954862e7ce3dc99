import {
  countPersonHistory,
  type PersonHistoryEntry,
  personHistoryKeys,
  readPersonHistory,
} from '#db/read/person-history.ts'
import type { Deps } from '#server/deps.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { type CsvColumns, csvColumnsInWords } from '#server/http/csv.ts'
import { listQuery, placeFrom, placeText, sendList } from '#server/http/lists.ts'
import { actorOf } from '#server/http/plugins/auth.ts'
import { idParams } from '#server/http/schemas.ts'
import { requireHistory } from './service.ts'

const columns: CsvColumns<PersonHistoryEntry> = {
  id: ({ id }) => id,
  at: ({ at }) => at,
  actor: ({ actor }) => actor?.name,
  event: ({ event }) => event,
  from: ({ from }) => from,
  to: ({ to }) => to,
  plan: ({ plan }) => plan?.title,
}

/** `/people/{id}/history`: what happened to a person's entry, roles and deputies. */
export function personHistoryRoutes(app: ApiApp, deps: Deps): void {
  app.get(
    '/people/:id/history',
    {
      schema: {
        tags: ['people'],
        params: idParams,
        querystring: listQuery,
        description: `For the person and for administrators of plans: entry, roles and deputies, newest first. ${csvColumnsInWords(columns)}`,
      },
    },
    async (request, reply) => {
      const actor = actorOf(request)
      const { id: personId } = request.params
      await requireHistory(deps, actor, personId)
      return sendList(request, reply, columns, async ({ limit, after, count }) => {
        const place = placeFrom(after, 'at', personHistoryKeys)
        const who = { personId, readerId: actor.id }
        const { items, next } = await readPersonHistory(deps.db, who, { limit, after: place })
        const total = count ? await countPersonHistory(deps.db, personId) : undefined
        return { items, next: placeText(next, 'at'), total }
      })
    },
  )
}
