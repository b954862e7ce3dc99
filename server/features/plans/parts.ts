import { brokenConstraint } from '#db/errors.ts'
import { addHorizon, addRecommendation, type RecommendationRow } from '#db/plan-parts.ts'
import { recommendationsOf } from '#db/queries/members.ts'
import type { HorizonRow } from '#db/queries/plans.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/features/actions/service.ts'
import { Problem } from '#server/problem.ts'
import { crowded } from '#server/refusals.ts'
import { requireEditor, seePlan } from './service.ts'

type Added =
  | { recommendation: Omit<RecommendationRow, 'planId' | 'position'> }
  | { horizon: Omit<HorizonRow, 'planId'> }

/** Times that a change is decided again while others change the same plan. */
const MOST = 5

/** Adds a recommendation or a horizon to a plan that is not closed, as its administrator. */
export async function addToPlan(deps: Deps, actor: Actor, planId: string, added: Added): Promise<void> {
  for (let times = 1; ; times++) {
    const plan = await seePlan(deps, actor, planId)
    await requireEditor(deps, actor, planId)
    if (plan.state === 'closed')
      throw new Problem('planClosed', 'The plan is closed. Have its chair reopen it first.')
    const author = { actorId: actor.id, now: deps.clock.now() }
    const written = await reportingTaken(async () => {
      if ('horizon' in added) return addHorizon(deps.db, plan, { ...added.horizon, planId }, author)
      const { length: position } = await recommendationsOf(deps.db, planId)
      return addRecommendation(deps.db, plan, { ...added.recommendation, planId, position }, author)
    })
    if (written) return
    if (times === MOST) throw crowded(plan.version)
  }
}

const taken: Record<string, { pointer: string; detail: string }> = {
  recommendations_ref: {
    pointer: '/ref',
    detail: 'This reference is taken in the plan. Choose another one.',
  },
  horizons_name: { pointer: '/name', detail: 'The plan has this horizon already.' },
}

async function reportingTaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const clash = taken[brokenConstraint(error) ?? '']
    if (!clash) throw error
    throw new Problem('conflict', clash.detail, { errors: [{ ...clash, code: 'taken' }] })
  }
}
