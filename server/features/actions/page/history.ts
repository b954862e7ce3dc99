import type { FastifyReply, FastifyRequest } from 'fastify'
import { countHistory, readHistory } from '#db/read/history.ts'
import type { Deps } from '#server/deps.ts'
import { historyColumns } from '#server/features/actions/columns.ts'
import { notFromHere, sendList } from '#server/http/lists.ts'

/**
 * Answers with what happened to an action, priority, plan, meeting or measure and all its parts, newest first, page by page.
 * @param partId only what happened to this part of an action
 */
export async function sendHistory(
  { db }: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  aggregateId: string,
  partId?: string,
): Promise<FastifyReply> {
  return sendList(request, reply, historyColumns, async ({ limit, after, count }) => {
    if (after !== null && !/^\d{1,9}$/.test(after)) throw notFromHere()
    const before = after === null ? undefined : Number(after)
    const entries = await readHistory(db, aggregateId, { limit: limit + 1, before, partId })
    const items = entries.slice(0, limit)
    const next = entries.length > limit ? String(items.at(-1)?.version) : null
    return { items, next, ...(count && { total: await countHistory(db, aggregateId, partId) }) }
  })
}
