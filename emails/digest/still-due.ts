import { inArray, sql } from 'drizzle-orm'
import type { Db } from '#db/connect.ts'
import { type ActionRead, readActions } from '#db/queries/action-facts.ts'
import { actions, type DigestGroup, type DigestLine, digestGroups, plans } from '#db/schema/index.ts'
import type { Day } from '#workflows/calendar.ts'
import { overdueMilestones, ownerGroupOf } from '#workflows/owner-work.ts'
import { silentSince } from '#workflows/rating.ts'

/** One line of an owner's digest, as it stands when it is sent. */
export type DigestItem = {
  group: DigestGroup
  actionId: string
  ref: string
  title: string
  plan: string
  /** Title of the milestone that the line is about, when it is about one. */
  milestone: string | null
  /** Due date of the action, or of the milestone. */
  dueOn: Day | null
  /** How often that date has been moved by a decision. */
  timesMoved: number
  /** The day of the owner's last word on the action. */
  silentSince: Day | null
}

/**
 * The lines of a planned digest that still hold on a day, each in the group it belongs to now and most pressing
 * first: the action waits for its owner, is still this person's, and its plan is active; the milestone is planned
 * and past its date. What was finished, handed over or cancelled since the digest was planned is not among them.
 */
export async function stillDue(
  db: Db,
  personId: string,
  lines: readonly DigestLine[],
  day: Day,
): Promise<DigestItem[]> {
  if (lines.length === 0) return []
  const ids = [...new Set(lines.map(({ actionId }) => actionId))]
  const still = sql`${inArray(actions.id, ids)} and ${actions.ownerId} = ${personId} and ${plans.state} = 'active'`
  const reads = await readActions(db, still, { limit: ids.length })
  const byId = new Map(reads.map((read) => [read.facts.id, read]))
  return lines
    .flatMap((line) => itemOf(line, byId.get(line.actionId), day) ?? [])
    .toSorted((one, other) => order(one).localeCompare(order(other), 'en', { numeric: true }))
}

function itemOf(line: DigestLine, read: ActionRead | undefined, day: Day): DigestItem | null {
  if (!read) return null
  const { facts, plan } = read
  const { id: actionId, ref, title } = facts
  const shared = { actionId, ref, title, plan: plan.title, silentSince: silentSince(facts) }
  if (line.milestoneId === null) {
    const group = ownerGroupOf(facts, plan.settings, day)
    return group && { ...shared, group, milestone: null, dueOn: facts.dueOn, timesMoved: facts.timesExtended }
  }
  const milestone = overdueMilestones(facts, day).find(({ id }) => id === line.milestoneId)
  if (!milestone) return null
  const { title: name, dueOn, timesReplanned } = milestone
  return { ...shared, group: 'overdue', milestone: name, dueOn, timesMoved: timesReplanned }
}

function order({ group, dueOn, silentSince: since, ref, milestone }: DigestItem): string {
  const day = group === 'stale' ? since : dueOn
  return [digestGroups.indexOf(group), day ?? '9999-12-31', ref, milestone ?? ''].join(' ')
}
