import { brokenConstraint } from '#db/connection/errors.ts'
import {
  type InspectionRead,
  nextInspectionRef,
  readInspection,
  readInspectionForDecision,
} from '#db/read/inspections.ts'
import { recommendationsOf } from '#db/read/members.ts'
import {
  changeInspection,
  type InspectionChange,
  inspectionPossibilities,
  newInspection,
  recordInspection,
} from '#db/write/change-inspection.ts'
import type { Deps } from '#server/deps.ts'
import { requireEditor, requireInUse, seePlan } from '#server/features/plans/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { changedOrProblem } from '#server/http/changed.ts'
import { reportingConflicts } from '#server/http/conflicts.ts'
import { Problem } from '#server/http/problem.ts'
import { fieldRefused } from '#server/http/refusals.ts'
import { type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import type { InspectionDescription, InspectionFacts } from '#workflows/inspection/inspection-facts.ts'
import { inspectionFault } from '#workflows/inspection/inspection-rules.ts'
import { areOfPlan, notOfPlan } from '#workflows/inspection/inspection.ts'
import { type InspectionResource, inspectionResources } from './resource.ts'

/**
 * An inspection of a plan that the person may see. Throws 404 otherwise.
 * @param moment as it stood then
 */
export async function seeInspection(
  { db }: Deps,
  actor: Actor,
  inspectionId: string,
  moment: Instant | null = null,
): Promise<InspectionRead> {
  const read = await readInspection(db, actor.id, inspectionId, moment)
  if (!read) throw noSuchInspection()
  return read
}

/** The same as it is shown: with the judgement before it. */
export async function shownInspection(
  deps: Deps,
  actor: Actor,
  inspectionId: string,
  moment: Instant | null = null,
): Promise<InspectionResource> {
  const read = await seeInspection(deps, actor, inspectionId, moment)
  const [shown] = await inspectionResources(deps, read.inspection.planId, [read], moment)
  if (!shown) throw noSuchInspection()
  return shown
}

/** A new entry of the register of a plan; without a reference it gets the next that is free. */
export async function addInspection(
  deps: Deps,
  actor: Actor,
  planId: string,
  { ref, ...fields }: Omit<InspectionDescription, 'ref'> & { ref?: string | undefined },
): Promise<InspectionFacts> {
  const plan = await seePlan(deps, actor, planId)
  await requireEditor(deps, actor, planId)
  requireInUse(plan)
  const now = deps.clock.now()
  for (let times = 1; ; times++) {
    const free = ref ?? (await nextInspectionRef(deps.db, planId))
    const inspection = newInspection({ ...fields, ref: free }, { planId, now })
    if (times === 1) await requireFitting(deps, inspection)
    try {
      await recordInspection(deps.db, inspection, actor.id)
      return inspection
    } catch (error) {
      // Another person took the next reference at the same moment.
      const isTaken = /^inspections_(same_)?ref$/.test(brokenConstraint(error) ?? '')
      if (ref === undefined && isTaken && times < MOST) continue
      return reportingConflicts(deps.db, () => Promise.reject(error as Error))
    }
  }
}

const MOST = 10

/** @throws Problem 400 or 409 for what an entry cannot say, or names and is not of its plan */
async function requireFitting({ db, clock }: Deps, inspection: InspectionFacts): Promise<void> {
  const fault = inspectionFault(inspection, null, londonDay(clock.now()))
  if (fault) throw fieldRefused(fault.code, fault)
  const { planId, recommendationIds } = inspection
  if (recommendationIds.length === 0) return
  const known = { recommendationIds: (await recommendationsOf(db, planId)).map(({ id }) => id) }
  if (!areOfPlan(recommendationIds, known))
    throw fieldRefused('recommendationUnknown', { field: 'recommendationIds', detail: notOfPlan })
}

/**
 * Changes an inspection by its workflow.
 * @param ifVersion the version the change was decided on
 * @throws Problem as `changedOrProblem` does, and 409 where its new reference is taken
 */
export async function changeOfInspection(
  deps: Deps,
  actor: Actor,
  inspectionId: string,
  change: InspectionChange,
  ifVersion?: number,
): Promise<InspectionFacts> {
  await seeInspection(deps, actor, inspectionId)
  const context = { inspectionId, actorId: actor.id, now: deps.clock.now(), ifVersion }
  const changed = await reportingConflicts(deps.db, () => changeInspection(deps.db, context, change))
  return changedOrProblem(changed, {
    noun: 'inspection',
    ifVersion,
    versionOf: ({ inspection }) => inspection.version,
    possible: (decision) => inspectionPossibilities(decision, context),
  })
}

/** An inspection with every event of its machine, for the caller. */
export async function inspectionWithEvents(deps: Deps, actor: Actor, inspectionId: string) {
  await seeInspection(deps, actor, inspectionId)
  const decision = await readInspectionForDecision(deps.db, inspectionId, actor.id)
  if (!decision) throw noSuchInspection()
  const { state, version } = decision.inspection
  const items = inspectionPossibilities(decision, { actorId: actor.id, now: deps.clock.now() })
  return { state, version, items }
}

function noSuchInspection(): Problem {
  return new Problem('notFound', 'There is no such inspection, or it is not yours to see.')
}
