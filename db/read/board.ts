import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import { actions, agencies, events, meetings, memberships, people, priorities } from '#db/schema/index.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import type { Role } from '#workflows/engine/policy.ts'
import { asOf, meetingsAsAt, onePlan, tablesAsAt } from './as-at.ts'
import { peopleOfPlan } from './people-of.ts'

/**
 * What the lead said on endorsing each action that waits for the chair, by the action's id.
 * @param moment as it was then; as it is now when null
 */
export async function endorsements(
  db: Db,
  planId: string,
  moment: Instant | null = null,
): Promise<Map<string, string>> {
  const then = asOf(moment, (then) => tablesAsAt(then, onePlan(planId)))
  const until = moment === null ? sql`` : sql` and ${events.at} <= ${moment}::timestamptz`
  const rows = await rowsOf<{ id: string; statement: string | null }>(
    db,
    sql`${then}select distinct on (${events.aggregateId}) ${events.aggregateId} as id, ${events.payload}->>'statement' as statement
      from ${actions} join ${events} on ${events.aggregateId} = ${actions.id}
      where ${actions.planId} = ${planId} and ${actions.state} = 'endorsed'
        and ${events.subjectKind} = 'action' and ${events.event} = 'endorse'${until}
      order by ${events.aggregateId}, ${events.version} desc`,
  )
  return new Map(rows.flatMap(({ id, statement }) => (statement === null ? [] : [[id, statement]])))
}

/**
 * The board's last sitting that is over by a day, by when its figures were frozen. A pack that is frozen for a
 * sitting to come is not the last board yet, or nothing would be left to tell that sitting. Null before the first.
 * @param moment by what was known of the meetings then; by what is known now when null
 */
export async function lastBoard(
  db: Db,
  planId: string,
  today: Day,
  moment: Instant | null = null,
): Promise<{ title: string; cutOffAt: Instant } | null> {
  const then = asOf(moment, (then) => meetingsAsAt(then, onePlan(planId)))
  const [row] = await rowsOf<{ title: string; cutOffAt: Instant }>(
    db,
    sql`${then}select ${meetings.title}, ${zulu(sql`${meetings.cutOffAt}`)} as "cutOffAt" from ${lastSitting(sql`${planId}`, today)}`,
  )
  return row ?? null
}

/** The board's last sitting that is over by a day, by the rule of `lastBoard`: what follows 'from' in a statement. */
export function lastSitting(planId: SQL, today: Day): SQL {
  return sql`${meetings} where ${meetings.planId} = ${planId}
    and ${meetings.cutOffAt} is not null and ${meetings.state} <> 'cancelled'
    and (${meetings.heldOn} < ${today} or ${meetings.state} = 'closed')
    order by ${meetings.cutOffAt} desc limit 1`
}

/** A person of a plan: what they are in it, and what they answer for. */
export type PlanPerson = {
  id: string
  name: string
  post: string
  agency: string | null
  email: string
  leftOn: Day | null
  role: Role | null
  leads: string[]
  /** Actions that they own and that still have to be done. */
  owns: number
  overdue: number
  contributes: number
}

/**
 * Everybody of a plan by name: members, leads, owners and contributors, also those who have left and still answer
 * for something.
 * @param today the London day by which actions are overdue
 */
export async function peopleIn(db: Db, planId: string, today: Day): Promise<PlanPerson[]> {
  const owned = sql`from ${actions} where ${actions.planId} = ${planId} and ${actions.ownerId} = ${people.id}
    and ${actions.state} in ('draft', 'agreed', 'inProgress', 'submitted', 'endorsed', 'returned')`
  return rowsOf<PlanPerson>(
    db,
    sql`select ${people.id}, ${people.name}, ${people.post}, ${agencies.name} as agency, ${people.email}, ${people.leftOn} as "leftOn",
        (select role from ${memberships} where plan_id = ${planId} and person_id = ${people.id}) as role,
        coalesce((select jsonb_agg(${priorities.ref} order by ${priorities.position}) from ${priorities}
          where ${priorities.planId} = ${planId} and ${priorities.leadId} = ${people.id}), '[]') as leads,
        (select count(*)::int ${owned}) as owns,
        (select count(*)::int ${owned} and ${actions.state} <> 'draft' and ${actions.dueOn} < ${today}::date) as overdue,
        (select count(*)::int from action_contributors join ${actions} on ${actions.id} = action_id
          where person_id = ${people.id} and ${actions.planId} = ${planId}) as contributes
      from ${people} left join ${agencies} on ${agencies.id} = ${people.agencyId}
      where ${people.id} in ${peopleOfPlan(sql`${planId}::uuid`)} order by ${inReadingOrder(sql`${people.name}`)}, ${people.id}`,
  )
}
