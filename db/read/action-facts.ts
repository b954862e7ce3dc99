import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { jsonOf, jsonRows, zulu } from '#db/connection/json-sql.ts'
import { writtenOut } from '#db/connection/written-out.ts'
import {
  actionContributors,
  actionMeasures,
  actionRecommendations,
  actions,
  agencies,
  blockers,
  criteria,
  decisionRecords,
  evidence,
  extensions,
  horizons,
  measures,
  milestones,
  people,
  plans,
  priorities,
  recommendations,
  updates,
} from '#db/schema/index.ts'
import type { HorizonName } from '#db/schema/plan.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import { type Day, endOfLondonDay } from '#workflows/calendar/calendar.ts'
import type { DecisionStanding } from '#workflows/decision/decision-facts.ts'
import type { PlanSettings, PlanState } from '#workflows/plan/plan-settings.ts'
import { tablesAsAt } from './as-at.ts'

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
  /** Names of everybody the parts mention. */
  names: Record<string, string>
}

/**
 * Actions with everything that belongs to them, in one statement.
 * @param where a condition on `actions`, `plans`, `priorities` or `horizons`
 * @param tables those of a moment in the place of today's, as `tablesAsAt` gives them
 */
export async function readActions(
  db: Db,
  where: SQL,
  {
    orderBy = sql`${actions.dueOn}, ${actions.id}`,
    limit = 1_000,
    tables,
  }: { orderBy?: SQL; limit?: number; tables?: SQL | undefined } = {},
): Promise<ActionRead[]> {
  const rows = await rowsOf<{ read: ActionRead }>(
    db,
    sql`${tables ? sql`with ${tables} ` : sql``}select ${actionRead} as read from ${actionsJoined} where ${where} order by ${orderBy} limit ${limit}`,
  )
  return rows.map(({ read }) => read)
}

/**
 * One action with everything that belongs to it, or null when there is none.
 * @param asAt as it stood at the end of this London day; null when it did not exist yet
 */
export async function readAction(
  db: Db,
  actionId: string,
  asAt: Day | null = null,
): Promise<ActionRead | null> {
  const where = sql`${actions.id} = ${actionId}`
  if (asAt === null) return (await readActions(db, where))[0] ?? null
  const planIds = sql`(select ${actions.planId} from ${actions} where ${where})`
  const tables = tablesAsAt(endOfLondonDay(asAt), planIds, actionId)
  return (await readActions(db, where, { tables }))[0] ?? null
}

/** `actions` joined to the plan, priority and horizon each row is part of. */
export const actionsJoined = writtenOut(sql`${actions}
  join ${plans} on ${plans.id} = ${actions.planId}
  join ${priorities} on ${priorities.id} = ${actions.priorityId}
  join ${horizons} on ${horizons.id} = ${actions.horizonId}`)

const ofAction = (
  table:
    | typeof criteria
    | typeof evidence
    | typeof milestones
    | typeof blockers
    | typeof extensions
    | typeof updates,
) => sql`${table} where ${table.actionId} = ${actions.id}`

const contributorIds = jsonRows(
  sql`${actionContributors.personId}`,
  sql`${actionContributors} where ${actionContributors.actionId} = ${actions.id}`,
  sql`${actionContributors.personId}`,
)
const recommendationIds = jsonRows(
  sql`${actionRecommendations.recommendationId}`,
  sql`${actionRecommendations} where ${actionRecommendations.actionId} = ${actions.id}`,
  sql`${actionRecommendations.recommendationId}`,
)
const measureIds = jsonRows(
  sql`${actionMeasures.measureId}`,
  sql`${actionMeasures} where ${actionMeasures.actionId} = ${actions.id}`,
  sql`${actionMeasures.measureId}`,
)

const facts = sql`(${jsonOf(actions)} || jsonb_build_object(
  'contributorIds', ${contributorIds},
  'recommendationIds', ${recommendationIds},
  'measureIds', ${measureIds},
  'criteria', ${jsonRows(jsonOf(criteria, ['actionId']), ofAction(criteria), sql`${criteria.position}, ${criteria.id}`)},
  'evidence', ${jsonRows(jsonOf(evidence, ['actionId']), ofAction(evidence), sql`${evidence.addedAt}, ${evidence.id}`)},
  'milestones', ${jsonRows(jsonOf(milestones, ['actionId']), ofAction(milestones), sql`${milestones.dueOn}, ${milestones.id}`)},
  'blockers', ${jsonRows(jsonOf(blockers, ['actionId']), ofAction(blockers), sql`${blockers.sinceOn}, ${blockers.id}`)},
  'extensions', ${jsonRows(jsonOf(extensions, ['actionId']), ofAction(extensions), sql`${extensions.requestedOn}, ${extensions.id}`)},
  'lastUpdate', (select ${jsonOf(updates, ['actionId', 'version'])} from ${ofAction(updates)} order by ${updates.version} desc limit 1)
))`

const personShown = sql`jsonb_build_object(
  'id', ${people.id}, 'name', ${people.name}, 'post', ${people.post},
  'agency', (select ${agencies.name} from ${agencies} where ${agencies.id} = ${people.agencyId}))`

/** The thresholds of the row of `plans` at hand. */
export const planSettings = sql`jsonb_build_object(
  'closure', ${plans.closure}, 'dueSoonDays', ${plans.dueSoonDays}, 'staleDays', ${plans.staleDays},
  'farLateDays', ${plans.farLateDays}, 'embedAfterDays', ${plans.embedAfterDays},
  'oftenExtended', ${plans.oftenExtended})`

const mentioned = sql`(
  select ${actions.submittedBy} as id union select ${actions.endorsedBy} union select ${actions.signedOffBy}
  union select ${evidence.addedBy} from ${ofAction(evidence)}
  union select ${updates.by} from ${ofAction(updates)}
  union select ${blockers.raisedBy} from ${ofAction(blockers)}
  union select ${extensions.requestedBy} from ${ofAction(extensions)}
  union select ${extensions.decidedBy} from ${ofAction(extensions)}
) mentioned`

const contributorsShown = jsonRows(
  personShown,
  sql`${actionContributors} join ${people} on ${people.id} = ${actionContributors.personId}
    where ${actionContributors.actionId} = ${actions.id}`,
  sql`${people.name}`,
)
const recommendationsShown = jsonRows(
  sql`jsonb_build_object('id', ${recommendations.id}, 'ref', ${recommendations.ref}, 'text', ${recommendations.text})`,
  sql`${actionRecommendations} join ${recommendations} on ${recommendations.id} = ${actionRecommendations.recommendationId}
    where ${actionRecommendations.actionId} = ${actions.id}`,
  sql`${recommendations.position}`,
)
const measuresShown = jsonRows(
  sql`jsonb_build_object('id', ${measures.id}, 'ref', ${measures.ref}, 'title', ${measures.title})`,
  sql`${actionMeasures} join ${measures} on ${measures.id} = ${actionMeasures.measureId}
    where ${actionMeasures.actionId} = ${actions.id}`,
  sql`${measures.position}, ${measures.id}`,
)

/** The decision that the row of `actions` at hand came from, with what tells whether it can be carried out; or null. */
export const decisionOfAction = sql`(select jsonb_build_object('id', ${decisionRecords.id}, 'ref', ${decisionRecords.ref},
  'title', ${decisionRecords.title}, 'state', ${decisionRecords.state}, 'callIn', ${decisionRecords.callIn},
  'callInUntil', ${zulu(sql`${decisionRecords.callInUntil}`)}, 'effectiveAt', ${zulu(sql`${decisionRecords.effectiveAt}`)})
  from ${decisionRecords} where ${decisionRecords.id} = ${actions.decisionId})`

/** The row of `actions` at hand as an `ActionRead`. */
export const actionRead = writtenOut(sql`jsonb_build_object(
  'facts', ${facts},
  'plan', jsonb_build_object('id', ${plans.id}, 'title', ${plans.title}, 'serves', ${plans.serves}, 'state', ${plans.state}, 'settings', ${planSettings}),
  'priority', jsonb_build_object('id', ${priorities.id}, 'ref', ${priorities.ref}, 'title', ${priorities.title}, 'leadId', ${priorities.leadId}),
  'horizon', jsonb_build_object('name', ${horizons.name}, 'label', ${horizons.label}),
  'agency', (select ${agencies.name} from ${agencies} where ${agencies.id} = ${actions.agencyId}),
  'owner', (select ${personShown} || jsonb_build_object('post', coalesce(${actions.ownerPost}, ${people.post}))
    from ${people} where ${people.id} = ${actions.ownerId}),
  'contributors', ${contributorsShown},
  'recommendations', ${recommendationsShown},
  'measures', ${measuresShown},
  'decision', ${decisionOfAction},
  'names', coalesce((select jsonb_object_agg(${people.id}, ${people.name}) from ${mentioned} join ${people} on ${people.id} = mentioned.id), '{}'::jsonb)
)`)
