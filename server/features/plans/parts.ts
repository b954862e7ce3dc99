import { brokenConstraint } from '#db/errors.ts'
import {
  addHorizon,
  addRecommendation,
  changeRecommendation,
  type RecommendationRow,
} from '#db/plan-parts.ts'
import { readHistory } from '#db/queries/history.ts'
import { recommendationsOf } from '#db/queries/members.ts'
import type { HorizonRow } from '#db/queries/plans.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/features/actions/service.ts'
import { Problem } from '#server/problem.ts'
import { crowded, staleVersion } from '#server/refusals.ts'
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

/**
 * Rewords a recommendation of a plan that is not closed, as its administrator.
 * @param version of the plan when it was read: refused where somebody reworded this recommendation since
 */
export async function rewordRecommendation(
  deps: Deps,
  actor: Actor,
  planId: string,
  reworded: Omit<RecommendationRow, 'planId' | 'position'>,
  version: number,
): Promise<void> {
  for (let times = 1; ; times++) {
    const plan = await seePlan(deps, actor, planId)
    await requireEditor(deps, actor, planId)
    if (plan.state === 'closed')
      throw new Problem('planClosed', 'The plan is closed. Have its chair reopen it first.')
    if (await rewordedSince(deps, planId, reworded.id, version)) throw staleVersion(plan.version)
    const author = { actorId: actor.id, now: deps.clock.now() }
    if (await reportingTaken(() => changeRecommendation(deps.db, plan, reworded, author))) return
    if (times === MOST) throw crowded(plan.version)
  }
}

// The plan counts every change to anything in it; most of them leave this recommendation as it was.
async function rewordedSince({ db }: Deps, planId: string, id: string, version: number): Promise<boolean> {
  const entries = await readHistory(db, planId, { limit: 200 })
  return entries.some(
    (entry) => entry.version > version && entry.event === 'editRecommendation' && entry.payload.id === id,
  )
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
