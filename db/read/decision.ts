import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import {
  actionRecommendations,
  actions,
  decisionRecords,
  measures,
  memberships,
  people,
  priorities,
  recommendations,
} from '#db/schema/index.ts'
import { type ActionSurroundings, excludedStates } from '#workflows/action/action-facts.ts'
import type { Role } from '#workflows/engine/policy.ts'
import type { PlanFrame } from '#workflows/warnings/action-warnings.ts'
import { type ActionRead, decisionOfAction } from './action-facts.ts'
import { planFrameOf } from './plan-frame.ts'
import { readAction } from './read-actions.ts'

export type Decision = {
  read: ActionRead
  around: ActionSurroundings
  /** What the days of the action are held against. */
  frame: PlanFrame
  role: Role | null
  /** For each of the action's recommendations one other action that answers it, at its version. */
  covers: { recommendationId: string; id: string; version: number }[]
  /** Version of the action named as successor. */
  successorVersion: number | null
  /** Version of the decision that the action came from. */
  decisionVersion: number | null
}

/** What an event names beside the action: its successor, new owner, new priority or recommendations. */
export type Named = {
  successorId?: string | undefined
  newOwnerId?: string | undefined
  priorityId?: string | undefined
  recommendationIds?: string[] | undefined
  measureIds?: string[] | undefined
  decisionId?: string | null | undefined
}

type Around = Omit<ActionSurroundings, 'plan' | 'leadId'> &
  Pick<Decision, 'role' | 'covers' | 'successorVersion' | 'decisionVersion' | 'frame'> & { version: number }

/**
 * Everything a decision about an action depends on: the action, what surrounds it, and the actor's role in its
 * plan. Null when there is no such action.
 * @param named what the event names beside the action
 */
export async function readForDecision(
  db: Db,
  actionId: string,
  actorId: string,
  named: Named = {},
): Promise<Decision | null> {
  const [read, [around]] = await Promise.all([
    readAction(db, actionId),
    rowsOf<Around>(
      db,
      sql`select ${actions.version},
        (select role from ${memberships} where plan_id = ${actions.planId} and person_id = ${actorId}) as role,
        ${planFrameOf(sql`${actions.planId}`)} as "frame",
        ${openOrNot(sql`${actions.priorityId}`)} as "priorityState",
        exists (select from ${people} where id = ${actions.ownerId} and left_on is not null) as "ownerHasLeft",
        ${members('chair')} as "chairIds", ${members('viceChair')} as "viceChairIds",
        ${soleCover} as "soleCoverOf", ${covers} as "covers",
        (select version from ${actions} s where s.id = ${named.successorId ?? null}) as "successorVersion",
        (select jsonb_build_object('id', id, 'planId', plan_id, 'state', ${openOrNot(sql`named.id`)})
          from ${priorities} named where id = ${named.priorityId ?? null}) as "namedPriority",
        coalesce((select jsonb_agg(id) from ${recommendations} where plan_id = ${actions.planId}
          and id in (select jsonb_array_elements_text(${JSON.stringify(named.recommendationIds ?? [])}::jsonb)::uuid)), '[]') as "namedRecommendationIds",
        coalesce((select jsonb_agg(id) from ${measures} where plan_id = ${actions.planId}
          and id in (select jsonb_array_elements_text(${JSON.stringify(named.measureIds ?? [])}::jsonb)::uuid)), '[]') as "namedMeasureIds",
        (${named.decisionId ?? null}::uuid is null or exists (select from ${decisionRecords} where plan_id = ${actions.planId}
          and id = ${named.decisionId ?? null}::uuid)) as "decisionIsOfPlan",
        ${decisionOfAction} as "decision", (select version from ${decisionRecords} where id = ${actions.decisionId}) as "decisionVersion",
        (select jsonb_build_object('id', s.id, 'planId', s.plan_id, 'state', s.state, 'recommendationIds',
            coalesce((select jsonb_agg(recommendation_id) from ${actionRecommendations} where action_id = s.id), '[]'))
          from ${actions} s where s.id = ${named.successorId ?? null}) as "successor",
        (select jsonb_build_object('id', id, 'name', name, 'post', post, 'agencyId', agency_id)
          from ${people} where id = ${named.newOwnerId ?? null} and left_on is null) as "newOwner"
      from ${actions} where ${actions.id} = ${actionId}`,
    ),
  ])
  if (!read || !around) return null
  const { role, covers: covered, successorVersion, decisionVersion, frame, version, ...rest } = around
  // Two statements, two moments: what surrounds one version says nothing of another.
  if (version !== read.facts.version) return readForDecision(db, actionId, actorId, named)
  const { id, state, settings } = read.plan
  return {
    read,
    role,
    covers: covered,
    successorVersion,
    decisionVersion,
    frame,
    around: { ...rest, plan: { id, state, settings }, leadId: read.priority.leadId },
  }
}

/** The state of a priority, or of the one it is a strand of where that has been delivered: none gets work any more. */
function openOrNot(priorityId: SQL) {
  return sql`(select coalesce(above.state, own.state) from ${priorities} own
    left join ${priorities} above on above.id = own.parent_id and above.state in ('delivered', 'sustained')
    where own.id = ${priorityId})`
}

/** The members of a role who have not left: those who have can neither decide nor keep others from it. */
function members(role: Role) {
  return sql`coalesce((select jsonb_agg(person_id) from ${memberships} join ${people} on ${people.id} = person_id
    where plan_id = ${actions.planId} and role = ${role} and left_on is null), '[]')`
}

/** The action's recommendations that no other live or finished action of the plan answers. */
const soleCover = sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', ${recommendations.id}, 'ref', ${recommendations.ref}) order by ${recommendations.position})
  from ${recommendations} join ${actionRecommendations} mine on mine.recommendation_id = ${recommendations.id}
  where mine.action_id = ${actions.id} and ${otherCover(sql`${recommendations.id}`)} is false
), '[]')`

/** One other live or finished action for each of the action's recommendations that has one. */
const covers = sql`coalesce((
  select jsonb_agg(jsonb_build_object('recommendationId', mine.recommendation_id, 'id', cover.id, 'version', cover.version))
  from ${actionRecommendations} mine cross join lateral (select other.id, other.version
    from ${actionRecommendations} theirs join ${actions} other on other.id = theirs.action_id
    where theirs.recommendation_id = mine.recommendation_id and other.id <> ${actions.id} and other.state not in ${excludedStates}
    order by other.id limit 1) cover
  where mine.action_id = ${actions.id}
), '[]')`

/** Whether another live or finished action than the row at hand answers the recommendation. */
function otherCover(recommendationId: ReturnType<typeof sql>, except = sql`${actions.id}`) {
  const excluded = sql.raw(excludedStates.map((state) => `'${state}'`).join(', '))
  return sql`exists (select from ${actionRecommendations} cover join ${actions} other on other.id = cover.action_id
    where cover.recommendation_id = ${recommendationId} and other.id <> ${except} and other.state not in (${excluded}))`
}
