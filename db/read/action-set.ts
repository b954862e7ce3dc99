import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { jsonList, namedColumns } from '#db/connection/json-sql.ts'
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
import { inReadingOrder } from '#db/schema/reading-order.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import { type ActionRead, actionsJoined, decisionStanding, planSettings } from './action-facts.ts'

type Part<T> = T & { actionId: string }
type Link = { actionId: string; id: string }
type PartName = 'criteria' | 'evidence' | 'milestones' | 'blockers' | 'extensions'
type Row = Omit<ActionFacts, PartName | 'contributorIds' | 'recommendationIds' | 'measureIds' | 'lastUpdate'>

/** Actions and what belongs to them, each kind by itself: what several of them share is told once. */
export type ActionSet = {
  [name in PartName]: Part<ActionFacts[name][number]>[]
} & {
  actions: Row[]
  /** Where each stands in the order of its list, where that is asked for. */
  places: { place: string[] | null }[]
  plans: ActionRead['plan'][]
  priorities: ActionRead['priority'][]
  horizons: (ActionRead['horizon'] & { id: string })[]
  agencies: { id: string; name: string }[]
  /** In the order of their names. */
  people: { id: string; name: string; post: string; agencyId: string | null }[]
  decisions: { id: string; standing: ActionRead['decision'] }[]
  recommendations: ActionRead['recommendations']
  measures: ActionRead['measures']
  contributorIds: Link[]
  recommendationIds: Link[]
  measureIds: Link[]
  lastUpdates: Part<NonNullable<ActionFacts['lastUpdate']>>[]
}

/** Which actions are read. */
export type Wanted = {
  /** CTEs that come first. */
  steps: readonly SQL[]
  /** A condition on `actionsJoined`, or a join beside it. */
  where: SQL
  join?: SQL
  orderBy: SQL
  limit: number
  /** An array of text for each action; none unless told. */
  place?: SQL
  /** Whether the tables are those of a moment: they have no indexes then. */
  past: boolean
}

/** Actions with all that belongs to them, by the statement of `actionSet`. */
export async function readActionSet(db: Db, wanted: Wanted): Promise<ActionSet> {
  const [set] = await rowsOf<{ [name in keyof ActionSet]: ActionSet[name] | null }>(db, actionSet(wanted))
  return Object.fromEntries(Object.entries(set ?? {}).map(([name, rows]) => [name, rows ?? []])) as ActionSet
}

/**
 * The statement that reads actions with all that belongs to them: each table once, and by index no rows of other
 * actions, so that what it costs does not grow with other plans. Its one row holds a list of each kind, null when empty.
 */
export function actionSet({
  steps,
  where,
  join = sql``,
  orderBy,
  limit,
  place = sql`null::jsonb`,
  past,
}: Wanted): SQL {
  const hit = sql`hit as materialized (select ${actions.id} as id, row_number() over (order by ${orderBy}) as number,
      ${place} as place, ${ofHit} from ${actionsJoined} ${join} where ${where} order by ${orderBy} limit ${limit})`
  // Below a select nothing can write, so that it is asked once more when its connection is lost.
  return sql`select * from (with ${sql.join([...steps, hit], sql`, `)}${past ? setOfThen : setOfNow}) action_set`
}

const ofHit = writtenOut(sql`${actions.planId} as plan_id, ${actions.priorityId} as priority_id,
  ${actions.horizonId} as horizon_id, ${actions.agencyId} as agency_id, ${actions.ownerId} as owner_id,
  ${actions.submittedBy} as submitted_by, ${actions.endorsedBy} as endorsed_by, ${actions.signedOffBy} as signed_off_by,
  ${actions.decisionId} as decision_id`)

const [setOfNow, setOfThen] = [false, true].map((past) => writtenOut(setOf(past)))

/** What is read once the actions are found, to follow their CTE. */
function setOf(past: boolean): SQL {
  // An array is looked up by index, however many others there are; where there are no indexes, a subquery is hashed.
  const among = (column: SQL, ids: SQL) =>
    past ? sql`${column} in (${ids})` : sql`${column} = any(array(${ids}))`
  const ofHits = ({ actionId }: PartTable | LinkTable) => among(sql`${actionId}`, sql`select id from hit`)
  const parts = (table: PartTable, order: SQL) =>
    sql`select ${namedColumns(table)} from ${table} where ${ofHits(table)} order by ${order}`
  const by = (person: SQL, table: PartTable | LinkTable) =>
    sql`union select ${person} from ${table} where ${ofHits(table)}`
  const links = (other: SQL, table: LinkTable) =>
    sql`select ${table.actionId} as "actionId", ${other} as id from ${table} where ${ofHits(table)} order by ${other}`
  const linked = (own: SQL, other: SQL, table: LinkTable) =>
    among(own, sql`select ${other} from ${table} where ${ofHits(table)}`)
  const named = (own: SQL, column: string) =>
    sql`where ${among(own, sql`select ${sql.raw(column)} from hit`)}`
  // Of a past day there is but the newest.
  const newest = past
    ? sql`select * from ${updates}`
    : sql`select newest.* from hit cross join lateral (
        select * from ${updates} where ${updates.actionId} = hit.id order by ${updates.version} desc limit 1) newest`
  const lists: Record<keyof ActionSet, SQL> = {
    actions: sql`select ${namedColumns(actions)} from ${actions} join hit on hit.id = ${actions.id} order by hit.number`,
    places: sql`select place from hit order by number`,
    plans: sql`select ${plans.id}, ${plans.title}, ${plans.serves}, ${plans.state}, ${planSettings} as settings
      from ${plans} ${named(sql`${plans.id}`, 'plan_id')}`,
    priorities: sql`select ${priorities.id}, ${priorities.ref}, ${priorities.title}, ${priorities.leadId} as "leadId"
      from ${priorities} ${named(sql`${priorities.id}`, 'priority_id')}`,
    horizons: sql`select ${horizons.id}, ${horizons.name}, ${horizons.label}
      from ${horizons} ${named(sql`${horizons.id}`, 'horizon_id')}`,
    agencies: sql`select ${agencies.id}, ${agencies.name} from ${agencies} where ${agencies.id} = any(array(
      select agency_id from hit union select ${people.agencyId} from ${people} where ${people.id} = any(array(select id from mentioned))))`,
    people: sql`select ${people.id}, ${people.name}, ${people.post}, ${people.agencyId} as "agencyId"
      from ${people} where ${people.id} = any(array(select id from mentioned)) order by ${inReadingOrder(sql`${people.name}`)}, ${people.id}`,
    decisions: sql`select ${decisionRecords.id}, ${decisionStanding} as standing
      from ${decisionRecords} ${named(sql`${decisionRecords.id}`, 'decision_id')}`,
    recommendations: sql`select ${recommendations.id}, ${recommendations.ref}, ${recommendations.text} from ${recommendations}
      where ${linked(sql`${recommendations.id}`, sql`${actionRecommendations.recommendationId}`, actionRecommendations)}
      order by ${recommendations.position}`,
    measures: sql`select ${measures.id}, ${measures.ref}, ${measures.title} from ${measures}
      where ${linked(sql`${measures.id}`, sql`${actionMeasures.measureId}`, actionMeasures)}
      order by ${measures.position}, ${measures.id}`,
    contributorIds: links(sql`${actionContributors.personId}`, actionContributors),
    recommendationIds: links(sql`${actionRecommendations.recommendationId}`, actionRecommendations),
    measureIds: links(sql`${actionMeasures.measureId}`, actionMeasures),
    criteria: parts(criteria, sql`${criteria.position}, ${criteria.id}`),
    evidence: parts(evidence, sql`${evidence.addedAt}, ${evidence.id}`),
    milestones: parts(milestones, sql`${milestones.dueOn}, ${milestones.id}`),
    blockers: parts(blockers, sql`${blockers.sinceOn}, ${blockers.id}`),
    extensions: parts(extensions, sql`${extensions.requestedOn}, ${extensions.id}`),
    lastUpdates: sql`select ${namedColumns(updates, ['version'])} from newest ${updates}`,
  }
  const selected = Object.entries(lists).map(
    ([name, rows]) => sql`${jsonList(rows)} as ${sql.identifier(name)}`,
  )
  return sql`, newest as materialized (${newest}), mentioned as materialized (
      select owner_id as id from hit union select submitted_by from hit union select endorsed_by from hit
      union select signed_off_by from hit union select by from newest
      ${by(sql`${actionContributors.personId}`, actionContributors)} ${by(sql`${evidence.addedBy}`, evidence)}
      ${by(sql`${blockers.raisedBy}`, blockers)} ${by(sql`${extensions.requestedBy}`, extensions)}
      ${by(sql`${extensions.decidedBy}`, extensions)})
    select ${sql.join(selected, sql`, `)}`
}

type PartTable = typeof criteria | typeof evidence | typeof milestones | typeof blockers | typeof extensions
type LinkTable = typeof actionContributors | typeof actionRecommendations | typeof actionMeasures
