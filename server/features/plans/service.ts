import type { SQL } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { isAdministrator } from '#db/read/administrators.ts'
import { readPerson } from '#db/read/people-list.ts'
import { membershipsOf } from '#db/read/people.ts'
import {
  listPriorities,
  type PlanRow,
  type PriorityRow,
  readPlan,
  readPriority,
  roleIn,
} from '#db/read/plans.ts'
import { plans, priorities } from '#db/schema/index.ts'
import { newEventId } from '#db/write/claim.ts'
import { commitRow } from '#db/write/commit-row.ts'
import type { Deps } from '#server/deps.ts'
import { type Actor, reportingConflicts } from '#server/features/actions/service.ts'
import { requireEscalationInOrder, withReminders } from '#server/features/mail/reminders.ts'
import { Problem } from '#server/http/problem.ts'
import { personNotFound } from '#server/http/refusals.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { mayEditPlan, type Role } from '#workflows/engine/policy.ts'
import { defaultReminders, defaultSettings } from '#workflows/plan/plan-settings.ts'
import { stepsFor, type Window, withWindows } from './edit/windows.ts'
import { requireParent } from './strands.ts'

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

/**
 * A priority the person may see. Throws 404 otherwise.
 * @param asAt as it stood at the end of this London day
 */
export async function seePriority(
  { db }: Deps,
  actor: Actor,
  priorityId: string,
  asAt: Day | null = null,
): Promise<PriorityRow> {
  const priority = await readPriority(db, actor.id, priorityId, asAt)
  if (!priority) throw new Problem('notFound', 'There is no such priority, or it is not yours to see.')
  return priority
}

/** Whether a person may start a plan: one who administers another, or Waymark as a whole. */
export async function mayCreatePlan({ db }: Deps, actor: Actor): Promise<boolean> {
  const administers = (await membershipsOf(db, actor.id)).some(({ role }) => mayEditPlan(role))
  return administers || (await isAdministrator(db, actor.id))
}

/** Said to those who may not start a plan. */
export const whyNoNewPlan = 'Only somebody who administers a plan can make another. Ask one of them.'

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
    challenges: [],
    firstOn: null,
    lastOn: null,
    activeFrom: null,
    digestsFrom: null,
    successorId: null,
    earlierSlots: [],
    ...defaultSettings,
    ...defaultReminders,
    ...fields,
    id: newId(),
    state: 'draft',
    version: 1,
    createdAt: now,
    updatedAt: now,
  }
  requireEscalationInOrder(after)
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
  if (before.state === 'closed')
    throw new Problem('planClosed', 'The plan is closed. Have its chair reopen it first.')
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
  const before = await seePlan(deps, actor, planId)
  await requireEditor(deps, actor, planId)
  return patchRow(
    deps,
    actor,
    plans,
    'plan',
    before,
    withReminders(before, fields, deps.clock.now()),
    version,
  )
}

/** A new priority at the end of a plan. */
export async function createPriority(
  deps: Deps,
  actor: Actor,
  planId: string,
  fields: Partial<PriorityRow> & { ref: string; title: string },
): Promise<PriorityRow> {
  await seePlan(deps, actor, planId)
  await requireEditor(deps, actor, planId)
  const siblings = await listPriorities(deps.db, actor.id, planId)
  requireParent(siblings, fields)
  await refuseLeaver(deps, fields.leadId)
  const now = deps.clock.now()
  const after: PriorityRow = {
    description: '',
    impact: '',
    leadId: null,
    parentId: null,
    outcomeConfidence: 'noData',
    outcomeNote: '',
    confidenceNote: '',
    ...fields,
    id: newId(),
    planId,
    state: 'draft',
    version: 1,
    position: siblings.length,
    createdAt: now,
    updatedAt: now,
  }
  const event = eventRow('priority', after, actor, now, 'create', fields)
  const written = await reportingConflicts(() =>
    commitRow(deps.db, priorities, { before: null, after, event, opensPlan: planId }),
  )
  if (written) return after
  throw new Problem('planClosed', 'The plan is closed. Have its chair reopen it first.')
}

/** Changes the descriptive fields of a priority. Its lead may state the outcome confidence. */
export async function patchPriority(
  deps: Deps,
  actor: Actor,
  priorityId: string,
  fields: Partial<PriorityRow>,
  version?: number,
): Promise<PriorityRow> {
  const before = await seePriority(deps, actor, priorityId)
  const verdictOnly = Object.keys(fields).every(
    (field) => field === 'outcomeConfidence' || field === 'confidenceNote',
  )
  if (!(verdictOnly && before.leadId === actor.id)) await requireEditor(deps, actor, before.planId)
  if (fields.parentId)
    requireParent(await listPriorities(deps.db, actor.id, before.planId), fields, before.id)
  if (fields.leadId !== before.leadId) await refuseLeaver(deps, fields.leadId)
  return patchRow(deps, actor, priorities, 'priority', before, fields, version)
}

/** Nobody is given a priority to lead after they have left. */
async function refuseLeaver({ db }: Deps, leadId: string | null | undefined): Promise<void> {
  const lead = leadId ? await readPerson(db, leadId) : null
  if (!lead || lead.leftOn === null) return
  throw personNotFound('leadId', 'Choose a lead who is listed and has not left.')
}

/** Whether the verdict on a priority's outcome is somebody's to give: its lead's, or an administrator's for them. */
export function mayStateOutcome(actor: Actor, { leadId }: PriorityRow, role: Role | null): boolean {
  return leadId === actor.id || mayEditPlan(role)
}

/** Throws 403 unless the person administers the plan. */
export async function requireEditor({ db }: Deps, actor: Actor, planId: string): Promise<void> {
  if (!mayEditPlan(await roleIn(db, actor.id, planId))) {
    throw new Problem('forbidden', 'Only the plan administrator can do this. Ask them to.')
  }
}

async function patchRow<T extends PlanRow | PriorityRow>(
  deps: Deps,
  actor: Actor,
  table: typeof plans | typeof priorities,
  kind: 'plan' | 'priority',
  before: T,
  fields: Partial<T>,
  version: number | undefined,
  { payload = fields, ...more }: { payload?: object; steps?: SQL[] } = {},
): Promise<T> {
  if (Object.keys(payload).length === 0)
    throw new Problem('emptyChange', 'Name at least one field to change.')
  const now = deps.clock.now()
  const after = { ...before, ...fields, version: before.version + 1, updatedAt: now }
  const event = eventRow(kind, after, actor, now, 'edit', payload)
  const current = version === undefined || version === before.version
  const written =
    current && (await reportingConflicts(() => commitRow(deps.db, table, { before, after, event, ...more })))
  if (written) return after
  throw new Problem(
    'versionStale',
    'Somebody changed it meanwhile. Read it again and decide on what is there.',
    {
      more: { version: before.version },
    },
  )
}

function eventRow(
  subjectKind: 'plan' | 'priority',
  after: PlanRow | PriorityRow,
  actor: Actor,
  now: string,
  event: 'create' | 'edit',
  payload: object,
) {
  return {
    id: newEventId(after.id),
    planId: 'planId' in after ? after.planId : after.id,
    subjectKind,
    subjectId: after.id,
    aggregateId: after.id,
    version: after.version,
    event,
    fromState: event === 'create' ? null : after.state,
    toState: after.state,
    actorId: actor.id,
    at: now,
    payload: payload as Record<string, unknown>,
    after,
  }
}
