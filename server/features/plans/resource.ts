import { type HorizonRow, type PlanRow, type PriorityRow, settingsOf } from '#db/read/plans.ts'
import { remindersOf } from '#server/features/mail/reminders.ts'

/** A plan as the API gives it. */
export function planResource(plan: PlanRow, horizons: HorizonRow[]) {
  const { id, title, description, vision, ownerBody, challenges, state, version, firstOn, lastOn } = plan
  const { activeFrom, successorId } = plan
  return {
    id,
    title,
    description,
    vision,
    ownerBody,
    challenges,
    state,
    version,
    firstOn,
    lastOn,
    activeFrom,
    successorId,
    settings: { ...settingsOf(plan), ...remindersOf(plan) },
    horizons: horizons.map(({ planId: _, ...horizon }) => horizon),
    createdAt: plan.createdAt,
    updatedAt: plan.updatedAt,
  }
}

/** A priority as the API gives it. */
export function priorityResource(priority: PriorityRow) {
  const { position: _, parentId, ...fields } = priority
  return { ...fields, parentId }
}
