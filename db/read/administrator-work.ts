import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { TO_THE_OLD } from '#db/schema/delivery.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import { inReferenceOrder } from '#db/schema/reference-order.ts'
import { liveStates } from '#workflows/action/action-facts.ts'
import { isReadyToAgree } from '#workflows/action/action-requirements.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { ActionRead } from './action-facts.ts'
import { peopleOfPlan } from './people-of.ts'
import { readActions } from './read-actions.ts'

/** An address at which emails of a plan failed, how many of them, and the newest answer of its server. */
export type FailedAddress = {
  planId: string
  plan: string
  name: string
  address: string
  number: number
  reply: string
}

/** An owner who has left, with the references of what they still own. */
export type Leaver = { planId: string; plan: string; name: string; leftOn: Day; refs: string[] }

/** What an administrator has to put right, so that reminders reach the people they are for. */
export type AdministratorWork = {
  failed: FailedAddress[]
  withoutOwner: ActionRead[]
  withoutDate: ActionRead[]
  /** Drafts that have all they need, and wait for the lead or the chair to agree them. */
  toAgree: ActionRead[]
  leavers: Leaver[]
}

/** Whether an email tells an address that it is no longer a person's: where that one fails nobody is missed. */
const toTheOldAddress = sql`(deliveries.kind = 'addressChanged' and deliveries.period like ${`%${TO_THE_OLD}`})`

/** The plans that a person administers, as a condition on `plans`. */
export function administeredBy(personId: string): SQL {
  return sql`exists (select from memberships
    where memberships.plan_id = plans.id and person_id = ${personId} and role = 'administrator')`
}

/**
 * What is to be put right in plans: addresses at which emails failed, live actions without an owner or a due date,
 * drafts that nobody has agreed, and owners who left with work in hand.
 * @param where a condition on `plans`
 * @param news a table `news` to join: each plan by `plan_id`, and `since` when failures of emails are told
 * @param day the London day by which owners have left
 */
export async function administratorWork(
  db: Db,
  { where, news, day }: { where: SQL; news: SQL; day: Day },
): Promise<AdministratorWork> {
  const live = sql`actions.state in ${[...liveStates]}`
  const [failed, unfinished, leavers] = await Promise.all([
    rowsOf<FailedAddress>(
      db,
      sql`select plans.id as "planId", plans.title as plan, people.name, deliveries.to_address as address,
        count(*)::int as number, (array_agg(deliveries.reply order by settled_at desc))[1] as reply
      from plans join ${news} on news.plan_id = plans.id
        join people on people.id in ${peopleOfPlan(sql`plans.id`)}
        join deliveries on deliveries.person_id = people.id
        left join actions on actions.id = deliveries.action_id
      where ${where} and deliveries.state = 'failed' and settled_at > news.since and not ${toTheOldAddress}
        and (actions.plan_id is null or actions.plan_id = plans.id)
      group by plans.id, people.id, deliveries.to_address order by ${inReadingOrder(sql`people.name`)}, deliveries.to_address`,
    ),
    readActions(
      db,
      sql`${where} and ${live} and (actions.owner_id is null or actions.due_on is null or actions.state = 'draft')`,
    ),
    rowsOf<Leaver>(
      db,
      sql`select plans.id as "planId", plans.title as plan, people.name, to_char(left_on, 'YYYY-MM-DD') as "leftOn",
        jsonb_agg(actions.ref order by ${inReferenceOrder(sql`actions.ref`)}) as refs
      from plans join actions on actions.plan_id = plans.id join people on people.id = actions.owner_id
      where ${where} and ${live} and left_on <= ${day}
      group by plans.id, people.id order by ${inReadingOrder(sql`people.name`)}, people.id`,
    ),
  ])
  return {
    failed,
    withoutOwner: unfinished.filter(({ facts }) => facts.ownerId === null),
    withoutDate: unfinished.filter(({ facts }) => facts.dueOn === null),
    toAgree: unfinished.filter(({ facts }) => isReadyToAgree(facts)),
    leavers,
  }
}
