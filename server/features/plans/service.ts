import { newEventId } from '#db/claim.ts'
import { commitRow } from '#db/commit-row.ts'
import { newId } from '#db/ids.ts'
import { isAdministrator } from '#db/queries/administrators.ts'
import { membershipsOf } from '#db/queries/people.ts'
import {
  listPriorities,
  type PlanRow,
  type PriorityRow,
  readPlan,
  readPriority,
  roleIn,
} from '#db/queries/plans.ts'
import { plans, priorities } from '#db/schema/index.ts'
import type { Deps } from '#server/deps.ts'
import { type Actor, reportingConflicts } from '#server/features/actions/service.ts'
import { withReminders } from '#server/features/mail/reminders.ts'
import { Problem } from '#server/problem.ts'
import type { Day } from '#workflows/calendar.ts'
import { defaultReminders, defaultSettings } from '#workflows/plan-settings.ts'
import { mayEditPlan } from '#workflows/policy.ts'

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

/** A new plan: a draft whose administrator is the one who made it. */
export async function createPlanRow(
  deps: Deps,
  actor: Actor,
  fields: Partial<PlanRow> & { title: string },
): Promise<PlanRow> {
  const administers = (await membershipsOf(deps.db, actor.id)).some(({ role }) => mayEditPlan(role))
  if (!administers && !(await isAdministrator(deps.db, actor.id)))
    throw new Problem('forbidden', 'Only somebody who administers a plan can make another. Ask one of them.')
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
  const event = eventRow('plan', after, actor, now, 'create', fields)
  const member = { planId: after.id, personId: actor.id, role: 'administrator' as const }
  await commitRow(deps.db, plans, { before: null, after, event, member })
  return after
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
  if (!(before.leadId === actor.id && verdictOnly)) await requireEditor(deps, actor, before.planId)
  return patchRow(deps, actor, priorities, 'priority', before, fields, version)
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
): Promise<T> {
  if (Object.keys(fields).length === 0) throw new Problem('emptyChange', 'Name at least one field to change.')
  const now = deps.clock.now()
  const after = { ...before, ...fields, version: before.version + 1, updatedAt: now }
  const event = eventRow(kind, after, actor, now, 'edit', fields)
  const current = version === undefined || version === before.version
  const written =
    current && (await reportingConflicts(() => commitRow(deps.db, table, { before, after, event })))
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
