import type { Db } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { eventOf } from '#db/history/events.ts'
import { type PlanDecision, readPlanForDecision } from '#db/read/plan-decision.ts'
import type { PlanRow } from '#db/read/plans.ts'
import { plans } from '#db/schema/index.ts'
import { type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import { standingInPlan } from '#workflows/engine/policy.ts'
import type { Question } from '#workflows/engine/requirement.ts'
import { type Possibility, possibilities, step } from '#workflows/engine/step.ts'
import { type PlanEvent, type PlanSubject, planWorkflow } from '#workflows/plan/plan.ts'
import { approvalSteps } from './approve-plan.ts'
import { decideAndWrite, type Outcome } from './attempts.ts'
import { commitRow } from './commit-row.ts'

export type PlanContext = {
  planId: string
  actorId: string
  now: Instant
  ifVersion?: number | undefined
  /** Whether the change owes emails: not while history of the past is being laid. */
  notify?: boolean
}

/**
 * The only way in which a plan takes a step: reads the facts, asks the workflow, and writes what it decided in one
 * statement. Approval agrees every draft action, and so freezes its baseline, in that same statement, and owes each
 * owner one email that lists theirs.
 */
export async function changePlan(
  db: Db,
  context: PlanContext,
  event: PlanEvent,
): Promise<Outcome<PlanDecision, PlanSubject['plan']>> {
  const { planId, actorId, now } = context
  const named = event.type === 'close' ? { successorId: event.successorId } : {}
  return decideAndWrite<PlanDecision, PlanSubject>({
    ifVersion: context.ifVersion,
    read: () => readPlanForDecision(db, planId, actorId, named),
    versionOf: ({ plan }) => plan.version,
    decide: (decision) => step(planWorkflow, { ...askedOf(decision, context), event }),
    write: async (decision, { after, from }) => {
      const { type, ...payload } = event
      const history = eventOf('plan', after, { event: type, from, actorId, now, payload })
      const approval =
        type === 'approve' ? await approvalSteps(db, decision, context, history) : { steps: [], musts: [] }
      if (approval === null) return false
      return commitRow(db, plans, {
        before: decision.plan,
        after: after as PlanRow,
        event: history,
        ...approval,
        ...(type === 'close' && { condition: sql`${plans.tally} = ${decision.tally}` }),
      })
    },
  })
}

/** What this person may do next with a plan, by the conditions that `changePlan` enforces. */
export function planPossibilities(
  decision: PlanDecision,
  context: { actorId: string; now: Instant },
): Possibility[] {
  return possibilities<PlanEvent, PlanSubject>(planWorkflow, askedOf(decision, context))
}

function askedOf(
  { plan, around, role }: PlanDecision,
  { actorId, now }: { actorId: string; now: Instant },
): Omit<Question<PlanEvent, PlanSubject>, 'event'> {
  return { plan, around, standing: standingInPlan({ id: actorId, role }), today: londonDay(now), now }
}
