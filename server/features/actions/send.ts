import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ActionRead } from '#db/read/action-facts.ts'
import { mentionedChanged } from '#db/read/mentioned.ts'
import type { Deps } from '#server/deps.ts'
import { sendDerived } from '#server/http/etag.ts'
import { type Day, londonDay } from '#workflows/calendar/calendar.ts'

/**
 * Sends an action, or a part of one, that may read differently tomorrow.
 * @param today the London day to read it at
 * @param shown what it says on a day
 */
export function sendOfAction(
  { db }: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  { facts, plan, priority, owner, contributors, names }: ActionRead,
  { today, shown }: { today: Day; shown: (day: Day) => { version: number } },
): Promise<FastifyReply> {
  const people = [...(owner ? [owner] : []), ...contributors].map(({ id }) => id)
  const personIds = [...people, ...Object.keys(names)]
  return sendDerived(request, reply, shown(today), {
    asAtFirst: shown(londonDay(facts.updatedAt)),
    othersChanged: () =>
      mentionedChanged(db, { planId: plan.id, priorityId: priority.id, personIds }, facts.updatedAt),
  })
}
