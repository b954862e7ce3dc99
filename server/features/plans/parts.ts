import { brokenConstraint } from '#db/connection/errors.ts'
import { readHistory } from '#db/read/history.ts'
import { recommendationsOf } from '#db/read/members.ts'
import { type HorizonRow, horizonsOf, type PlanRow } from '#db/read/plans.ts'
import { heed, heedingAs } from '#db/write/heed.ts'
import {
  addHorizon,
  addRecommendation,
  changeRecommendation,
  type RecommendationRow,
} from '#db/write/plan-parts.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/http/actor.ts'
import { onWhatIsThere } from '#server/http/again.ts'
import { reportingConflicts } from '#server/http/conflicts.ts'
import { Problem } from '#server/http/problem.ts'
import { changedMeanwhile, staleVersion } from '#server/http/refusals.ts'
import { londonDay } from '#workflows/calendar/calendar.ts'
import { whyPlanIsShut } from '#workflows/plan/plan-settings.ts'
import { windowWarnings } from '#workflows/warnings/plan-warnings.ts'
import { requireWindows } from './edit/windows.ts'
import { requireEditor, savePlan, seePlan } from './service.ts'

type Reworded = Omit<RecommendationRow, 'planId' | 'position'>
type Horizon = Omit<HorizonRow, 'planId'>
type Added = { recommendation: Reworded } | { horizon: Horizon }

/** Times that a change is decided again while others change the same plan. */
const MOST = 10

/**
 * Adds a recommendation or a horizon to a plan that is not closed, as its administrator.
 * @returns the version the plan is at by it
 */
export async function addToPlan(deps: Deps, actor: Actor, planId: string, added: Added): Promise<number> {
  for (let times = 1; ; times++) {
    const plan = await seeOpenPlan(deps, actor, planId)
    const author = { actorId: actor.id, now: deps.clock.now() }
    const written = await reportingTaken(deps, async () => {
      if ('horizon' in added) {
        requireWindows([added.horizon])
        heed(windowWarnings(added.horizon, plan, londonDay(author.now)))
        return addHorizon(deps.db, plan, { ...added.horizon, planId }, author)
      }
      const { length: position } = await recommendationsOf(deps.db, planId)
      return addRecommendation(deps.db, plan, { ...added.recommendation, planId, position }, author)
    })
    if (written) return plan.version + 1
    if (times === MOST) throw changedMeanwhile(plan.version)
  }
}

/**
 * Rewords a recommendation of a plan that is not closed, as its administrator. What is left out stays as it is.
 * @param since what the caller decided on: any version of the plan where it is left out; with `wholePlan`, nothing
 *   of the plan may have changed since, otherwise only not this recommendation
 * @returns the recommendation and the version the plan is at by it
 */
export async function rewordRecommendation(
  deps: Deps,
  actor: Actor,
  planId: string,
  { id, ...fields }: Pick<Reworded, 'id'> & Partial<Reworded>,
  { version, wholePlan = false }: { version?: number | undefined; wholePlan?: boolean } = {},
): Promise<{ recommendation: Reworded; version: number }> {
  for (let times = 1; ; times++) {
    // The plan before what is in it: whatever changes that in between changes the plan's version.
    const plan = await seeOpenPlan(deps, actor, planId)
    const found = (await recommendationsOf(deps.db, planId)).find((each) => each.id === id)
    if (!found) throw new Problem('notFound', 'There is no such recommendation in this plan.')
    const passed =
      version !== undefined &&
      (wholePlan ? version !== plan.version : await rewordedSince(deps, planId, id, version))
    if (passed) throw staleVersion(plan.version)
    const { planId: _, position: __, ...before } = found
    const recommendation = { ...before, ...fields }
    const author = { actorId: actor.id, now: deps.clock.now() }
    if (await reportingTaken(deps, () => changeRecommendation(deps.db, plan, recommendation, author)))
      return { recommendation, version: plan.version + 1 }
    if (times === MOST) throw changedMeanwhile(plan.version)
  }
}

/**
 * Changes a horizon of a plan that is not closed, as its administrator. What is left out stays as it is.
 * @param ifVersion the version of the plan that the caller decided on; left out, whatever is there
 * @returns the horizon and the version the plan is at by it
 */
export async function changeHorizon(
  deps: Deps,
  actor: Actor,
  planId: string,
  { id, ...fields }: { id: string } & Partial<Pick<Horizon, 'label' | 'firstOn' | 'lastOn'>>,
  ifVersion: number | undefined,
): Promise<{ horizon: Horizon; version: number }> {
  return onWhatIsThere(ifVersion, async () => {
    const plan = await seeOpenPlan(deps, actor, planId)
    const found = (await horizonsOf(deps.db, planId)).find((each) => each.id === id)
    if (!found) throw new Problem('notFound', 'There is no such horizon in this plan.')
    const { planId: _, ...before } = found
    const horizon = { ...before, ...fields }
    const change = { fields: {}, windows: [horizon] }
    const { version } = await heedingAs(
      (warnings) => warnings.map((each) => ({ ...each, field: each.field.split('/').at(-1) ?? '' })),
      () => savePlan(deps, actor, planId, change, ifVersion ?? plan.version),
    )
    return { horizon, version }
  })
}

async function seeOpenPlan(deps: Deps, actor: Actor, planId: string): Promise<PlanRow> {
  const plan = await seePlan(deps, actor, planId)
  await requireEditor(deps, actor, planId)
  const shut = whyPlanIsShut(plan.state)
  if (shut !== null) throw new Problem('planClosed', shut)
  return plan
}

// The plan counts every change to anything in it; most of them leave this recommendation as it was.
async function rewordedSince({ db }: Deps, planId: string, id: string, version: number): Promise<boolean> {
  const entries = await readHistory(db, planId, { limit: MANY, since: version })
  // What is older than so many changes is not looked for: it is refused as reworded.
  if (entries.length === MANY) return true
  return entries.some((entry) => entry.event === 'editRecommendation' && entry.payload.id === id)
}

const MANY = 10_000

const taken: Record<string, { pointer: string; detail: string }> = {
  horizons_name: { pointer: '/name', detail: 'The plan has this horizon already.' },
}

async function reportingTaken<T>({ db }: Deps, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const clash = taken[brokenConstraint(error) ?? '']
    if (!clash) return reportingConflicts(db, () => Promise.reject(error))
    throw new Problem('conflict', clash.detail, { errors: [{ ...clash, code: 'taken' }] })
  }
}
