import type { FastifyRequest } from 'fastify'
import { roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { seePlan } from '#server/features/plans/service.ts'
import { Problem } from '#server/http/problem.ts'
import { idSchema } from '#server/http/schemas.ts'
import type { Web } from '#server/ui/web.ts'
import { seeMeasure } from './service.ts'

/** The measure that a page's address names, with its plan and the role of the reader. Throws 404 for one not theirs to see. */
export async function measureAt(deps: Deps, web: Web, request: FastifyRequest) {
  const { id } = request.params as { id: string }
  const actor = web.signedIn(request)
  if (!idSchema.safeParse(id).success) throw new Problem('notFound', 'There is no such measure.')
  const read = await seeMeasure(deps, actor, id)
  const plan = await seePlan(deps, actor, read.measure.planId)
  return { actor, read, plan, role: await roleIn(deps.db, actor.id, plan.id) }
}
