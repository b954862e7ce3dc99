import type { ActionRead } from '#db/read/action-facts.ts'
import { type Return, returnsOf } from '#db/read/returns.ts'
import { type EvidenceOwed, type Work, workOf } from '#db/read/work.ts'
import type { Deps } from '#server/deps.ts'
import type { Milestone } from '#workflows/action/action-facts.ts'
import { type OwnerGroup, overdueMilestones, ownerGroups } from '#workflows/action/owner-work.ts'
import type { Day } from '#workflows/calendar/calendar.ts'

/** An action that waits for its owner this week, with all that is asked about it. */
export type WeekItem = {
  action: ActionRead
  /** Why it waits; null where only a milestone of it does, `answered` where it waited when its owner began to write. */
  group: OwnerGroup | 'answered' | null
  /** Milestones of it that are past their date. */
  milestones: readonly Milestone[]
  returned: Return | null
}

/** All that waits for a person this week: what the form asks about, and the evidence that checks need. */
export type Week = { items: WeekItem[]; evidence: readonly EvidenceOwed[] }

/**
 * All that waits for a person as owner on a London day, most pressing first.
 * @param asked ids of actions that a form asked about, which may wait no longer
 */
export async function weekOf(
  { db }: Deps,
  personId: string,
  today: Day,
  asked: readonly string[] = [],
): Promise<Week> {
  const work = await workOf(db, personId, today)
  const grouped = ownerGroups.flatMap((group) => work[group].map((action) => ({ group, action })))
  const others = work.other.map((action) => ({
    action,
    group: asked.includes(action.facts.id) && !isLate(work, action) ? ('answered' as const) : null,
  }))
  const all = [...grouped, ...others.filter(({ action, group }) => group !== null || isLate(work, action))]
  const returns = await returnsOf(
    db,
    all.map(({ action }) => action),
  )
  const items = all.map(({ action, group }) => ({
    action,
    group,
    milestones: overdueMilestones(action.facts, today),
    returned: returns.get(action.facts.id) ?? null,
  }))
  return { items, evidence: work.evidenceOwed }
}

/** Whether a milestone of it is past its date. */
const isLate = ({ milestones }: Work, { facts }: ActionRead): boolean =>
  milestones.some(({ action }) => action.facts.id === facts.id)
