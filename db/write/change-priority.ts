import type { Db } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { eventOf } from '#db/history/events.ts'
import { type PriorityDecision, readPriorityForDecision } from '#db/read/plan-decision.ts'
import type { PriorityRow } from '#db/read/plans.ts'
import { priorities } from '#db/schema/index.ts'
import { type Day, type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import { mayEditPlan, standingInPriority } from '#workflows/engine/policy.ts'
import type { Question } from '#workflows/engine/requirement.ts'
import { type Possibility, possibilities, step } from '#workflows/engine/step.ts'
import { isClosed } from '#workflows/plan/plan-settings.ts'
import { type PriorityEvent, type PrioritySubject, priorityWorkflow } from '#workflows/priority/priority.ts'
import { decideAndWrite, type Outcome } from './attempts.ts'
import { commitRow } from './commit-row.ts'
import { type HandoverNotice, handoverSteps } from './handover-notice.ts'
import { stillHere } from './still-here.ts'

export type PriorityContext = {
  priorityId: string
  actorId: string
  now: Instant
  ifVersion?: number | undefined
}

/**
 * The only way in which a priority takes a step. Whatever closes it holds only while no work was added at the same
 * moment, and whatever opens it again only while its plan is open.
 */
export async function changePriority(
  db: Db,
  context: PriorityContext,
  event: PriorityEvent,
): Promise<Outcome<PriorityDecision, PrioritySubject['priority']>> {
  const { priorityId, actorId, now } = context
  return decideAndWrite<PriorityDecision, PrioritySubject>({
    ifVersion: context.ifVersion,
    read: () => readPriorityForDecision(db, priorityId, actorId),
    versionOf: ({ priority }) => priority.version,
    decide: (decision) => step(priorityWorkflow, { ...askedOf(decision, context), event }),
    write: ({ priority: before, tally }, { after, from }) => {
      const { type, ...payload } = event
      return commitRow(db, priorities, {
        before,
        after: after as PriorityRow,
        event: eventOf('priority', after, { event: type, from, actorId, now, payload }),
        ...(isClosed(after.state) && { condition: sql`${priorities.tally} = ${tally}` }),
        ...(isClosed(before.state) && !isClosed(after.state) && { opensPlan: before.planId }),
      })
    },
  })
}

/** What this person may do next with a priority, by the conditions that `changePriority` enforces. */
export function priorityPossibilities(
  decision: PriorityDecision,
  context: { actorId: string; now: Instant },
): Possibility[] {
  return possibilities<PriorityEvent, PrioritySubject>(priorityWorkflow, askedOf(decision, context))
}

function askedOf(
  { priority, around, role }: PriorityDecision,
  { actorId, now }: { actorId: string; now: Instant },
): Omit<Question<PriorityEvent, PrioritySubject>, 'event'> {
  const standing = standingInPriority({ id: actorId, role }, priority.leadId)
  return { priority, around, standing, today: londonDay(now), now }
}

/**
 * Gives a priority another lead, as its plan's administrator does when a lead leaves.
 * @returns 'refused' for anybody else, 'stale' where it has another lead by now, the person who takes it on has left,
 *   or others keep changing it
 */
export async function handOverPriority(
  db: Db,
  { priorityId, actorId, now }: PriorityContext,
  { fromId, handover, ...terms }: { fromId: string; handover: HandoverNotice; fromOn: Day; reason: string },
): Promise<'done' | 'refused' | 'stale'> {
  for (let times = 1; times <= MOST; times++) {
    const decision = await readPriorityForDecision(db, priorityId, actorId)
    if (!decision || decision.priority.leadId !== fromId) return 'stale'
    if (!mayEditPlan(decision.role)) return 'refused'
    const { priority: before } = decision
    const { toId } = handover
    const after = { ...before, leadId: toId, version: before.version + 1, updatedAt: now }
    const payload = { leadId: toId, ...terms }
    const event = eventOf('priority', after, { event: 'handOver', from: before.state, actorId, now, payload })
    const steps = await handoverSteps(db, handover, event)
    const written = { before, after, event, steps, condition: stillHere(toId) }
    if (await commitRow(db, priorities, written)) return 'done'
  }
  return 'stale'
}

/** Times that it is tried again while others change the priority. */
const MOST = 5
