import { sql } from 'drizzle-orm'
import { type ActionFacts, type ActionSurroundings, excludedStates } from '#workflows/action-facts.ts'
import type { Role } from '#workflows/policy.ts'
import { type Db, rowsOf } from '../connect.ts'
import { actionRecommendations, actions, memberships, people, recommendations } from '../schema/index.ts'
import { type ActionRead, readAction } from './action-facts.ts'

export type Decision = { read: ActionRead; around: ActionSurroundings; role: Role | null }

/**
 * Everything a decision about an action depends on: the action, what surrounds it, and the actor's role in its
 * plan. Null when there is no such action.
 * @param named the successor or new owner that the event names, when it names one
 */
export async function readForDecision(
  db: Db,
  actionId: string,
  actorId: string,
  named: { successorId?: string | undefined; newOwnerId?: string | undefined } = {},
): Promise<Decision | null> {
  const [read, [around]] = await Promise.all([
    readAction(db, actionId),
    rowsOf<
      Pick<ActionSurroundings, 'chairIds' | 'soleCoverOf' | 'successor' | 'newOwner'> & { role: Role | null }
    >(
      db,
      sql`select
        (select role from ${memberships} where plan_id = ${actions.planId} and person_id = ${actorId}) as role,
        coalesce((select jsonb_agg(person_id) from ${memberships} where plan_id = ${actions.planId} and role = 'chair'), '[]') as "chairIds",
        ${soleCover} as "soleCoverOf",
        (select jsonb_build_object('id', s.id, 'planId', s.plan_id, 'state', s.state, 'recommendationIds',
            coalesce((select jsonb_agg(recommendation_id) from ${actionRecommendations} where action_id = s.id), '[]'))
          from ${actions} s where s.id = ${named.successorId ?? null}) as "successor",
        (select jsonb_build_object('id', id, 'name', name, 'post', post, 'agencyId', agency_id)
          from ${people} where id = ${named.newOwnerId ?? null} and left_on is null) as "newOwner"
      from ${actions} where ${actions.id} = ${actionId}`,
    ),
  ])
  if (!read || !around) return null
  const { role, ...rest } = around
  const { id, state, settings } = read.plan
  return { read, role, around: { ...rest, plan: { id, state, settings }, leadId: read.priority.leadId } }
}

/** The action's recommendations that no other live or finished action of the plan answers. */
const soleCover = sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', ${recommendations.id}, 'ref', ${recommendations.ref}) order by ${recommendations.position})
  from ${recommendations} join ${actionRecommendations} mine on mine.recommendation_id = ${recommendations.id}
  where mine.action_id = ${actions.id} and ${otherCover(sql`${recommendations.id}`)} is false
), '[]')`

/** Whether another live or finished action than the row at hand answers the recommendation. */
export function otherCover(recommendationId: ReturnType<typeof sql>, except = sql`${actions.id}`) {
  const excluded = sql.raw(excludedStates.map((state) => `'${state}'`).join(', '))
  return sql`exists (select from ${actionRecommendations} cover join ${actions} other on other.id = cover.action_id
    where cover.recommendation_id = ${recommendationId} and other.id <> ${except} and other.state not in (${excluded}))`
}

/** The part of a decision that the machine is asked with. */
export function factsOf(decision: Decision): ActionFacts {
  return decision.read.facts
}
