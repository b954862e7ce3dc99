import { type SQL, sql } from '#db/connection/drizzle.ts'

/**
 * The people of plans: their members, leads, suppliers of figures, owners and contributors. A subquery, for use with `in`.
 * @param plans ids of plans, as a list or a subquery in brackets
 */
export function peopleOf(plans: SQL): SQL {
  return sql`(
    select person_id from memberships where plan_id in ${plans}
    union select lead_id from priorities where plan_id in ${plans} and lead_id is not null
    union select supplier_id from measures where plan_id in ${plans} and supplier_id is not null
    union select owner_id from actions where plan_id in ${plans} and owner_id is not null
    union select person_id from actions join action_contributors on action_id = actions.id where plan_id in ${plans}
  )`
}

/** The people who are listed and take part in no plan. A subquery, for use with `in`. */
export const peopleOfNone = sql`(select id from people
  where id not in (select person_id from memberships) and not exists (select from priorities where lead_id = people.id)
    and not exists (select from measures where supplier_id = people.id)
    and not exists (select from actions where owner_id = people.id)
    and not exists (select from action_contributors where person_id = people.id))`

/** The people of one plan: `peopleOf` for its id. */
export function peopleOfPlan(plan: SQL): SQL {
  return peopleOf(sql`(${plan})`)
}
