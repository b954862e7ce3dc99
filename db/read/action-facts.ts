import { sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import { writtenOut } from '#db/connection/written-out.ts'
import { actions, decisionRecords, horizons, plans, priorities } from '#db/schema/index.ts'
import type { HorizonName } from '#db/schema/plan.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import type { DecisionStanding } from '#workflows/decision/decision-facts.ts'
import type { PlanSettings, PlanState } from '#workflows/plan/plan-settings.ts'

export type PersonShown = { id: string; name: string; post: string; agency: string | null }

/** An action with its parts and the names of what it refers to: enough to show it, and to rate it. */
export type ActionRead = {
  facts: ActionFacts
  plan: { id: string; title: string; serves: string; state: PlanState; settings: PlanSettings }
  priority: { id: string; ref: string; title: string; leadId: string | null }
  horizon: { name: HorizonName; label: string }
  agency: string | null
  owner: PersonShown | null
  contributors: PersonShown[]
  recommendations: { id: string; ref: string; text: string }[]
  /** The measures that it is meant to move, in the order of the plan. */
  measures: { id: string; ref: string; title: string }[]
  /** The decision that it came from. */
  decision: DecisionStanding | null
  /** Names of everybody the parts mention, and of others that were read beside it. */
  names: Record<string, string>
}

/** `actions` joined to the plan, priority and horizon each row is part of. */
export const actionsJoined = writtenOut(sql`${actions}
  join ${plans} on ${plans.id} = ${actions.planId}
  join ${priorities} on ${priorities.id} = ${actions.priorityId}
  join ${horizons} on ${horizons.id} = ${actions.horizonId}`)

/** The thresholds of the row of `plans` at hand. */
export const planSettings = sql`jsonb_build_object(
  'closure', ${plans.closure}, 'dueSoonDays', ${plans.dueSoonDays}, 'staleDays', ${plans.staleDays},
  'farLateDays', ${plans.farLateDays}, 'embedAfterDays', ${plans.embedAfterDays},
  'oftenExtended', ${plans.oftenExtended})`

/** The row of `decision_records` at hand, with what tells whether it can be carried out. */
export const decisionStanding = sql`jsonb_build_object('id', ${decisionRecords.id}, 'ref', ${decisionRecords.ref},
  'title', ${decisionRecords.title}, 'state', ${decisionRecords.state}, 'callIn', ${decisionRecords.callIn},
  'callInUntil', ${zulu(sql`${decisionRecords.callInUntil}`)}, 'effectiveAt', ${zulu(sql`${decisionRecords.effectiveAt}`)})`

/** The decision that the row of `actions` at hand came from, with what tells whether it can be carried out; or null. */
export const decisionOfAction = sql`(select ${decisionStanding}
  from ${decisionRecords} where ${decisionRecords.id} = ${actions.decisionId})`
