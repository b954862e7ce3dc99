import type { FastifyRequest } from 'fastify'
import type { PlanRow } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { Problem } from '#server/http/problem.ts'
import { idSchema } from '#server/http/schemas.ts'
import type { Web } from '#server/ui/web.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { seePlan } from './service.ts'

/**
 * The plan that a page's address names. Throws 404 for one that is not there or not theirs to see.
 * @param asAt as it stood at the end of this London day
 */
export async function planAt(
  deps: Deps,
  web: Web,
  request: FastifyRequest,
  asAt: Day | null = null,
): Promise<PlanRow> {
  const { id } = request.params as { id: string }
  if (!idSchema.safeParse(id).success) throw new Problem('notFound', 'There is no such plan.')
  return seePlan(deps, web.signedIn(request), id, asAt)
}
