import type { Db } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { columnsOf, insertRows, rowOf } from '#db/connection/rows.ts'
import { eventOf } from '#db/history/events.ts'
import type { ActionRead } from '#db/read/action-facts.ts'
import type { PlanDecision } from '#db/read/plan-decision.ts'
import { readActions } from '#db/read/read-actions.ts'
import { actions, events } from '#db/schema/index.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import { actionWorkflow } from '#workflows/action/action.ts'
import { type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import { standingTowards } from '#workflows/engine/policy.ts'
import { step } from '#workflows/engine/step.ts'
import { approvalWarnings } from '#workflows/warnings/action-warnings.ts'
import { approvalNoticeSteps } from './approval-notice.ts'
import type { EventRow } from './commit.ts'
import { heed } from './heed.ts'

/**
 * The steps by which the approval of a plan agrees its draft actions, each with its row of history, and what must
 * hold of them: every draft is agreed at the version it was decided on, and none came in between. Each owner is owed
 * one email of what is agreed as theirs, unless history of the past is being laid.
 * @param approval the row of history of the plan's approval
 * @returns null where one of them cannot be agreed any more, so that the approval has to be decided again
 */
export async function approvalSteps(
  db: Db,
  { plan, role }: PlanDecision,
  { actorId, now, notify }: { actorId: string; now: Instant; notify?: boolean },
  approval: EventRow,
): Promise<{ steps: SQL[]; musts: SQL[] } | null> {
  const drafts = await readActions(db, sql`${actions.planId} = ${plan.id} and ${actions.state} = 'draft'`, {
    orderBy: sql`${actions.id}`,
    limit: 100_000,
  })
  const agreed = drafts.map((read) => agreedBy({ id: actorId, role }, read, now))
  if (agreed.some((each) => each === null)) return null
  const all = agreed.filter((each) => each !== null)
  heed(approvalWarnings(all, londonDay(now)))
  if (all.length === 0) return { steps: [noDrafts(plan.id)], musts: [sql`(select count(*) from drafts) = 0`] }
  const agreements = all.map((after) => ({
    ownerId: after.ownerId,
    event: eventOf('action', after, { event: 'agree', from: 'draft', actorId, now }),
  }))
  const history = agreements.map(({ event }) => event)
  return {
    steps: [
      lockedDrafts(plan.id),
      sql`agreed as (${updateAll(all)})`,
      sql`agreements as (${insertRows(events, history, sql`moved`)})`,
      ...(notify === false ? [] : await approvalNoticeSteps(db, approval, agreements)),
    ],
    musts: [
      sql`(select count(*) from drafts) = ${all.length}`,
      sql`(select count(*) from agreed) = ${all.length}`,
    ],
  }
}

function agreedBy(
  person: { id: string; role: PlanDecision['role'] },
  { facts, plan, priority }: ActionRead,
  now: Instant,
): ActionFacts | null {
  const decided = step(actionWorkflow, {
    action: facts,
    around: {
      plan,
      leadId: priority.leadId,
      priorityState: 'active',
      chairIds: [],
      viceChairIds: [],
      soleCoverOf: [],
      successor: null,
      newOwner: null,
      namedPriority: null,
      namedRecommendationIds: [],
      decisionIsOfPlan: true,
      namedMeasureIds: [],
      ownerHasLeft: false,
      decision: null,
    },
    standing: standingTowards(person, facts, priority.leadId),
    today: londonDay(now),
    now,
    event: { type: 'agree' },
  })
  return decided.ok ? decided.after : null
}

function noDrafts(planId: string): SQL {
  return sql`drafts as (select id from ${actions} where plan_id = ${planId} and state = 'draft')`
}

/** In the order of their ids, as every change that takes more than one action does. */
function lockedDrafts(planId: string): SQL {
  return sql`drafts as materialized (select ${actions.id} from ${actions}, moved
    where ${actions.planId} = moved.id and ${actions.planId} = ${planId} and ${actions.state} = 'draft'
    order by ${actions.id} for no key update of ${actions})`
}

function updateAll(all: readonly ActionFacts[]): SQL {
  const fields = columnsOf(actions).filter(
    ({ key }) => key !== 'id' && key !== 'planId' && key !== 'createdAt',
  )
  const assignments = fields.map(({ column }) => sql`${column} = wanted.${column}`)
  const rows = JSON.stringify(all.map((after) => rowOf(actions, after)))
  return sql`update ${actions} set ${sql.join(assignments, sql`, `)}
    from jsonb_populate_recordset(null::actions, ${rows}::jsonb) wanted
    where ${actions.id} = wanted.id and ${actions.id} in (select id from drafts)
      and ${actions.version} = wanted.version - 1
    returning 1`
}
