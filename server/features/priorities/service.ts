import { newId } from '#db/connection/ids.ts'
import { readPerson } from '#db/read/people-list.ts'
import { listPriorities, type PriorityRow, readPriority } from '#db/read/plans.ts'
import { priorities } from '#db/schema/index.ts'
import { commitRow } from '#db/write/commit-row.ts'
import type { Deps } from '#server/deps.ts'
import { eventRow, patchRow } from '#server/features/plans/row-change.ts'
import { requireEditor, requireInUse, seePlan } from '#server/features/plans/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { onWhatIsThere } from '#server/http/again.ts'
import { reportingConflicts } from '#server/http/conflicts.ts'
import { Problem } from '#server/http/problem.ts'
import { fieldRefused, personNotFound } from '#server/http/refusals.ts'
import { initialOf } from '#server/sheets/noun.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { mayEditPlan, type Role } from '#workflows/engine/policy.ts'
import { whyPlanIsShut } from '#workflows/plan/plan-settings.ts'
import { parentFault } from '#workflows/priority/strands.ts'
import { priorityFields, verdictFields } from './priority-fields-sheet.ts'

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

const newPriority = {
  ...initialOf(priorityFields),
  ...initialOf(verdictFields),
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
    ...newPriority,
    outcomeNote: '',
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
  const written = await reportingConflicts(deps.db, () =>
    commitRow(deps.db, priorities, { before: null, after, event, opensPlan: planId }),
  )
  if (written) return after
  const { state } = await seePlan(deps, actor, planId)
  throw new Problem('planClosed', whyPlanIsShut(state) ?? 'The plan was closed just now. Try again.')
}

/** Changes the descriptive fields of a priority. Its lead may state the outcome confidence. */
export async function patchPriority(
  deps: Deps,
  actor: Actor,
  priorityId: string,
  fields: Partial<PriorityRow>,
  version?: number,
): Promise<PriorityRow> {
  return onWhatIsThere(version, async () => {
    const before = await seePriority(deps, actor, priorityId)
    const verdictOnly = Object.keys(fields).every(
      (field) => field === 'outcomeConfidence' || field === 'confidenceNote',
    )
    if (!(verdictOnly && before.leadId === actor.id)) await requireEditor(deps, actor, before.planId)
    requireInUse(await seePlan(deps, actor, before.planId))
    if (fields.parentId)
      requireParent(await listPriorities(deps.db, actor.id, before.planId), fields, before.id)
    if (fields.leadId !== before.leadId) await refuseLeaver(deps, fields.leadId)
    return patchRow(deps, actor, priorities, 'priority', before, fields, version)
  })
}

/** @throws Problem 400 for a parent that cannot have this strand */
function requireParent(...asked: Parameters<typeof parentFault>): void {
  const fault = parentFault(...asked)
  if (fault) throw fieldRefused('invalidRequest', fault, 'notSuitable')
}

/** No person is given a priority to lead after they have left. */
async function refuseLeaver({ db }: Deps, leadId: string | null | undefined): Promise<void> {
  const lead = leadId ? await readPerson(db, leadId) : null
  if (!lead || lead.leftOn === null) return
  throw personNotFound('leadId', 'Choose a lead who is listed and has not left.')
}

/** Whether the verdict on a priority's outcome is the actor's to give: its lead's, or an administrator's for them. */
export function mayStateOutcome(actor: Actor, { leadId }: PriorityRow, role: Role | null): boolean {
  return leadId === actor.id || mayEditPlan(role)
}
