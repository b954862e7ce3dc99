import type { Db } from '#db/connection/connect.ts'
import { inArray, sql } from '#db/connection/drizzle.ts'
import type { ActionRead } from '#db/read/action-facts.ts'
import { type EvidenceAsk, evidenceAsksOf } from '#db/read/evidence-asks.ts'
import { readActions } from '#db/read/read-actions.ts'
import { type Return, returnsOf } from '#db/read/returns.ts'
import { actions, type DigestGroup, type DigestLine, digestGroups, plans } from '#db/schema/index.ts'
import { timesDateMoved } from '#workflows/action/date-moves.ts'
import { type EvidenceLack, evidenceOwed } from '#workflows/action/embedding.ts'
import { overdueMilestones, ownerGroupOf } from '#workflows/action/owner-work.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { byRef, compareRefs } from '#workflows/plan/reference-order.ts'
import { silentSince } from '#workflows/rating/rating.ts'

/** One line of an owner's digest, as it stands when it is sent. */
export type DigestItem = {
  group: DigestGroup
  actionId: string
  ref: string
  title: string
  planId: string
  plan: string
  milestoneId: string | null
  /** Title of the milestone that the line is about, when it is about one. */
  milestone: string | null
  /** Due date of the action, or of the milestone. */
  dueOn: Day | null
  /** How often that date has been moved by a decision. */
  timesMoved: number
  /** The day of the owner's last word on the action. */
  silentSince: Day | null
  /** Why it was returned, where it is returned and still so. */
  returnReason?: string | undefined
  /** What the evidence for its check still lacks, and who asked for it. */
  evidence?: { lacks: readonly EvidenceLack[]; askedBy: string | null }
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
  const planned = new Set(lines.map(({ actionId, milestoneId }) => `${actionId} ${milestoneId}`))
  const [returns, asks] = await Promise.all([returnsOf(db, reads), evidenceAsksOf(db, reads)])
  return reads
    .flatMap((read) => [...itemsOf(read, day, returns), ...evidenceItems(read, day, asks)])
    .filter(({ actionId, milestoneId }) => planned.has(`${actionId} ${milestoneId}`))
    .toSorted(byUrgency)
}

/** What an action asks of its owner on a day: itself, and its milestones that are past their date. */
export function itemsOf(
  { facts, plan }: ActionRead,
  day: Day,
  returns: ReadonlyMap<string, Return>,
): DigestItem[] {
  const { id: actionId, ref, title } = facts
  const shared = { actionId, ref, title, planId: plan.id, plan: plan.title, silentSince: silentSince(facts) }
  const group = ownerGroupOf(facts, plan.settings, day)
  const own = {
    ...shared,
    milestoneId: null,
    milestone: null,
    dueOn: facts.dueOn,
    timesMoved: timesDateMoved(facts),
    returnReason: returns.get(actionId)?.reason,
  }
  return [
    ...(group ? [{ ...own, group }] : []),
    ...overdueMilestones(facts, day).map(({ id, title: name, dueOn, timesReplanned }) => ({
      ...shared,
      group: 'overdue' as const,
      milestoneId: id,
      milestone: name,
      dueOn,
      timesMoved: timesReplanned,
    })),
  ]
}

/** What the check of an action needs of its owner, where it needs anything. */
function evidenceItems(
  { facts, plan }: ActionRead,
  day: Day,
  asks: ReadonlyMap<string, EvidenceAsk>,
): DigestItem[] {
  const asked = asks.get(facts.id)
  const lacks = evidenceOwed(facts, plan.settings, day, asked !== undefined)
  if (lacks.length === 0) return []
  return [
    {
      group: 'evidence',
      actionId: facts.id,
      ref: facts.ref,
      title: facts.title,
      planId: plan.id,
      plan: plan.title,
      milestoneId: null,
      milestone: null,
      dueOn: facts.embedCheckOn,
      timesMoved: 0,
      silentSince: null,
      evidence: { lacks, askedBy: asked?.by ?? null },
    },
  ]
}

/** Orders the lines of a digest: by group, then the oldest first. */
export function byUrgency(one: DigestItem, other: DigestItem): number {
  return (
    digestGroups.indexOf(one.group) - digestGroups.indexOf(other.group) ||
    dayOf(one).localeCompare(dayOf(other)) ||
    byRef(one, other) ||
    compareRefs(one.milestone ?? '', other.milestone ?? '')
  )
}

function dayOf({ group, dueOn, silentSince: since }: DigestItem): Day {
  return (group === 'stale' ? since : dueOn) ?? '9999-12-31'
}
