import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import {
  actionContributors,
  actions,
  measures,
  memberships,
  priorities,
  reports,
  sections,
} from '#db/schema/index.ts'

/**
 * The ids of the plans a person may see: as a member, or as lead, owner, contributor or supplier of figures of anything in it. A
 * subquery, for use with `in`.
 */
export function plansSeenBy(personId: string): SQL {
  return sql`(
    select plan_id from ${memberships} where person_id = ${personId}
    union select plan_id from ${priorities} where lead_id = ${personId}
    union select plan_id from ${measures} where supplier_id = ${personId}
    union select plan_id from ${actions} where owner_id = ${personId}
    union select plan_id from ${actions} join ${actionContributors} on action_id = ${actions.id} where person_id = ${personId}
  )`
}

/**
 * The ids of the plans in which something may wait for a person or be told to them by email: those they see, those whose
 * reports they write or approve, and those of people for whom they stand in. An array, for use with `= any`, so that only
 * these plans are read.
 */
export function plansConcerning(personId: string): SQL {
  const them = sql`(select ${personId}::uuid union select owner_id from deputies where deputy_id = ${personId})`
  return sql`array(
    select plan_id from ${memberships} where person_id in ${them}
    union select plan_id from ${priorities} where lead_id in ${them}
    union select plan_id from ${measures} where supplier_id in ${them}
    union select plan_id from ${actions} where owner_id in ${them}
    union select plan_id from ${actions} join ${actionContributors} on action_id = ${actions.id} where person_id in ${them}
    union select plan_id from ${sections} where author_id in ${them}
    union select plan_id from ${reports} where approver_id in ${them}
  )`
}

/** Whether a plan is in the lists that name no plan: what was withdrawn is read by its address alone. */
export function notWithdrawn(planId: SQL): SQL {
  return sql`(select state from plans where id = ${planId}) <> 'withdrawn'`
}

/** Whether a person may see an action: what one may not see does not exist for them. */
export async function maySeeAction(db: Db, personId: string, actionId: string): Promise<boolean> {
  const rows = await rowsOf(
    db,
    sql`select from ${actions} where ${actions.id} = ${actionId} and ${actions.planId} in ${plansSeenBy(personId)}`,
  )
  return rows.length > 0
}

/** Whether a person may see a plan. */
export async function maySeePlan(db: Db, personId: string, planId: string): Promise<boolean> {
  const rows = await rowsOf(db, sql`select where ${planId}::uuid in ${plansSeenBy(personId)}`)
  return rows.length > 0
}
