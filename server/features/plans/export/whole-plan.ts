import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { roleIn } from '#db/read/plans.ts'
import type { PlanRow } from '#db/read/plans.ts'
import { readWholePlan, wholePlanText } from '#db/whole/read-whole-plan.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/http/actor.ts'
import { downloadHeaders, fileNameOf } from '#server/http/download.ts'
import { Problem } from '#server/http/problem.ts'
import { dayInWords, londonDay } from '#workflows/calendar/calendar.ts'
import { mayEditPlan } from '#workflows/engine/policy.ts'

/**
 * Sends a whole plan as a file of JSON, its history with it.
 * @throws Problem 403 unless the actor is its administrator: addresses and exempt sections are in it
 */
export async function sendWholePlan(
  { db, clock }: Deps,
  actor: Actor,
  plan: PlanRow,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (!mayEditPlan(await roleIn(db, actor.id, plan.id)))
    throw new Problem('forbidden', 'Only an administrator of the plan takes all of it out. Ask one of them.')
  const now = clock.now()
  const read = await readWholePlan(db, plan.id)
  const name = `${fileNameOf(plan.title, 'Plan')}, ${dayInWords(londonDay(now))}.json`
  const { 'content-length': _, ...headers } = downloadHeaders({
    name,
    type: 'application/json; charset=utf-8',
    size: 0,
  })
  return reply.headers(headers).send(Readable.from(wholePlanText(read, now)))
}
