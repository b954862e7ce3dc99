import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { excludedStates } from '#workflows/action/action-facts.ts'
import type { Day } from '#workflows/calendar/calendar.ts'

/** A priority as its plan is approved: its actions but those out of the plan, by number, owners and days. */
export type PriorityToApprove = {
  ref: string
  title: string
  lead: string | null
  actions: number
  ownerIds: string[]
  /** The first day on which one of them starts, or is due where none says when it starts. */
  fromOn: Day | null
  /** The last day on which one of them is due. */
  toOn: Day | null
}

/** What the approval of a plan is about: its priorities in their order, and how many recommendations it has. */
export type ToApprove = { priorities: PriorityToApprove[]; recommendations: number }

/** Reads what the approval of a plan is about. */
export async function planToApprove(db: Db, planId: string): Promise<ToApprove> {
  const [priorities, [counted]] = await Promise.all([
    rowsOf<PriorityToApprove>(
      db,
      sql`select priorities.ref, priorities.title, people.name as lead, count(actions.id)::int as actions,
        coalesce(jsonb_agg(distinct actions.owner_id) filter (where actions.owner_id is not null), '[]') as "ownerIds",
        to_char(min(coalesce(actions.start_on, actions.due_on)), 'YYYY-MM-DD') as "fromOn",
        to_char(max(actions.due_on), 'YYYY-MM-DD') as "toOn"
      from priorities left join people on people.id = priorities.lead_id
        left join actions on actions.priority_id = priorities.id and actions.state not in ${excludedStates}
      where priorities.plan_id = ${planId}
      group by priorities.id, people.name order by priorities.position, priorities.id`,
    ),
    rowsOf<{ count: number }>(
      db,
      sql`select count(*)::int as count from recommendations where plan_id = ${planId}`,
    ),
  ])
  return { priorities, recommendations: counted?.count ?? 0 }
}

/** The ids of a plan's actions by what they are known by. */
export async function actionIdsByRef(db: Db, planId: string): Promise<Record<string, string>> {
  const rows = await rowsOf<{ ref: string; id: string }>(
    db,
    sql`select ref, id from actions where plan_id = ${planId}`,
  )
  return Object.fromEntries(rows.map(({ ref, id }) => [ref, id]))
}
