import { callInOf, type HorizonRow, type PlanRow, remindersOf, settingsOf } from '#db/read/plans.ts'

/** A plan as the API gives it. */
export function planResource(plan: PlanRow, horizons: HorizonRow[]) {
  const { id, title, description, vision, ownerBody, challenges, state, version, firstOn, lastOn } = plan
  const { activeFrom, successorId, serves } = plan
  return {
    id,
    title,
    description,
    vision,
    ownerBody,
    serves,
    challenges,
    state,
    version,
    firstOn,
    lastOn,
    activeFrom,
    successorId,
    settings: { ...settingsOf(plan), ...remindersOf(plan), ...callInOf(plan) },
    horizons: horizons.map(({ planId: _, ...horizon }) => horizon),
    createdAt: plan.createdAt,
    updatedAt: plan.updatedAt,
  }
}
