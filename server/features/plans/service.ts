import { newId } from '#db/connection/ids.ts'
import { isAdministrator } from '#db/read/administrators.ts'
import { membershipsOf } from '#db/read/people.ts'
import { horizonsOf, type PlanRow, readPlan, roleIn } from '#db/read/plans.ts'
import { plans } from '#db/schema/index.ts'
import { commitRow } from '#db/write/commit-row.ts'
import { heed } from '#db/write/heed.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/http/actor.ts'
import { onWhatIsThere } from '#server/http/again.ts'
import { Problem } from '#server/http/problem.ts'
import { fieldRefused } from '#server/http/refusals.ts'
import { type Day, londonDay } from '#workflows/calendar/calendar.ts'
import { defaultCallIn } from '#workflows/decision/call-in.ts'
import { mayEditPlan } from '#workflows/engine/policy.ts'
import { type Term, termFault } from '#workflows/plan/plan-days.ts'
import { whyNotDescribe } from '#workflows/plan/plan-edits.ts'
import {
  defaultReminders,
  defaultSettings,
  whyPlanIsOutOfUse,
  whyPlanIsShut,
} from '#workflows/plan/plan-settings.ts'
import { daysOfPlanWarnings, requireWindows, stepsFor, type Window, withWindows } from './edit/windows.ts'
import { requireEscalationInOrder, withReminders } from './reminders.ts'
import { eventRow, patchRow } from './row-change.ts'

/**
 * A plan the person may see. Throws 404 otherwise.
 * @param asAt as it stood at the end of this London day
 */
export async function seePlan(
  { db }: Deps,
  actor: Actor,
  planId: string,
  asAt: Day | null = null,
): Promise<PlanRow> {
  const plan = await readPlan(db, actor.id, planId, asAt)
  if (!plan) throw new Problem('notFound', 'There is no such plan, or it is not yours to see.')
  return plan
}

/** Whether a person may start a plan: one who administers another, or Waymark as a whole. */
export async function mayCreatePlan({ db }: Deps, actor: Actor): Promise<boolean> {
  const administers = (await membershipsOf(db, actor.id)).some(({ role }) => mayEditPlan(role))
  return administers || (await isAdministrator(db, actor.id))
}

/** Said to those who may not start a plan. */
export const whyNoNewPlan = 'Only the administrator of a plan can make another. Ask one of them.'

/** A new plan: a draft whose administrator is the one who made it, with its horizons where they are given. */
export async function createPlanRow(
  deps: Deps,
  actor: Actor,
  fields: Partial<PlanRow> & { title: string },
  windows: readonly Window[] = [],
): Promise<PlanRow> {
  if (!(await mayCreatePlan(deps, actor))) throw new Problem('forbidden', whyNoNewPlan)
  const now = deps.clock.now()
  const after: PlanRow = {
    description: '',
    vision: '',
    ownerBody: '',
    serves: '',
    challenges: [],
    firstOn: null,
    lastOn: null,
    activeFrom: null,
    digestsFrom: null,
    successorId: null,
    earlierSlots: [],
    ...defaultSettings,
    ...defaultReminders,
    ...defaultCallIn,
    ...fields,
    id: newId(),
    state: 'draft',
    version: 1,
    createdAt: now,
    updatedAt: now,
  }
  requireEscalationInOrder(after)
  requireTerm(after)
  requireWindows(windows)
  heed(daysOfPlanWarnings(fields, windows, londonDay(now)))
  const event = eventRow('plan', after, actor, now, 'create', withWindows(fields, windows))
  const member = { planId: after.id, personId: actor.id, role: 'administrator' as const }
  await commitRow(deps.db, plans, { before: null, after, event, member, ...stepsFor(after.id, windows) })
  return after
}

/** Changes what describes a plan, and its horizons with it, in one. */
export async function savePlan(
  deps: Deps,
  actor: Actor,
  planId: string,
  { fields, windows }: { fields: Partial<PlanRow>; windows: readonly Window[] },
  version: number,
): Promise<PlanRow> {
  const before = await seePlan(deps, actor, planId)
  await requireEditor(deps, actor, planId)
  const shut = whyPlanIsShut(before.state)
  if (shut !== null) throw new Problem('planClosed', shut)
  requireTerm(fields, before)
  const had = windows.length > 0 ? await horizonsOf(deps.db, planId) : []
  requireWindows(windows, had)
  const today = londonDay(deps.clock.now())
  heed(daysOfPlanWarnings(fields, windows, today, { plan: before, windows: had }))
  const payload = withWindows(fields, windows)
  const steps = stepsFor(planId, windows)
  return patchRow(deps, actor, plans, 'plan', before, fields, version, { payload, ...steps })
}

/** Changes the descriptive fields and thresholds of a plan. */
export async function patchPlan(
  deps: Deps,
  actor: Actor,
  planId: string,
  fields: Partial<PlanRow>,
  version?: number,
): Promise<PlanRow> {
  return onWhatIsThere(version, async () => {
    const before = await seePlan(deps, actor, planId)
    await requireEditor(deps, actor, planId)
    const closed = whyNotDescribe(before, fields)
    if (closed !== null) throw new Problem('planClosed', closed)
    requireTerm(fields, before)
    heed(daysOfPlanWarnings(fields, [], londonDay(deps.clock.now()), { plan: before }))
    const settled = withReminders(before, fields, deps.clock.now())
    return patchRow(deps, actor, plans, 'plan', before, settled, version)
  })
}

/** @throws Problem 400 where a plan would end before it begins */
function requireTerm(fields: Term, before?: Term): void {
  const fault = termFault('plan', fields, before)
  if (fault) throw fieldRefused('invalidRequest', fault)
}

/** Throws 409 where the plan is withdrawn: it takes nothing, whatever it is about. One that is closed still has its boards. */
export function requireInUse({ state }: Pick<PlanRow, 'state'>): void {
  const shut = whyPlanIsOutOfUse(state)
  if (shut !== null) throw new Problem('planClosed', shut)
}

/** Throws 403 unless the person administers the plan. */
export async function requireEditor({ db }: Deps, actor: Actor, planId: string): Promise<void> {
  if (!mayEditPlan(await roleIn(db, actor.id, planId))) {
    throw new Problem('forbidden', 'Only the plan administrator can do this. Ask them to.')
  }
}
