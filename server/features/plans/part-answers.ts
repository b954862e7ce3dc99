import type { FastifyReply } from 'fastify'
import { Problem } from '#server/http/problem.ts'

/** Says in the documentation of a route which version counts for what is a part of a plan. */
export function partOfPlan(parts: string): string {
  return `${parts} are a part of the plan: ETag and If-Match are those of the plan.`
}

/** Sends a part of a plan with the plan's version as ETag. */
export function sendPartOfPlan(reply: FastifyReply, part: object, version: number): FastifyReply {
  return reply.header('etag', `"${version}"`).send(part)
}

/** Throws 400 where a merge patch names nothing. */
export function refuseEmpty(patch: object): void {
  if (Object.keys(patch).length === 0) throw new Problem('emptyChange', 'Name at least one field to change.')
}
