import { type SQL, sql } from 'drizzle-orm'
import { digestGroups } from '#db/schema/index.ts'
import { ownersTurn } from '#workflows/owner-work.ts'

/**
 * A select of everybody who owns open work in an active plan, with the lines their digest holds on a day:
 * `person_id`, `name`, `email`, `lines`. An owner of whom nothing is asked has no lines. The rule is that of
 * `ownerGroupOf` and `overdueMilestones`; a property test holds the two to each other.
 * @param week the Monday that names the week: plans that mail from a later week are left out
 * @param day the London day to judge by
 */
export function owedDigests(week: SQL, day: SQL): SQL {
  return sql`
    with open_work as (
      select actions.id, actions.owner_id, actions.due_on, ${ownerGroup(day)} as line_group
      from actions join plans on plans.id = actions.plan_id
      where plans.state = 'active' and plans.digests_from <= ${week} and actions.state in (${list(ownersTurn)})
    ), line as (
      select owner_id, id as action_id, null::uuid as milestone_id, line_group, due_on from open_work
      union all
      select open_work.owner_id, open_work.id, milestones.id, 'overdue', milestones.due_on
      from open_work join milestones on milestones.action_id = open_work.id
      where milestones.state = 'planned' and milestones.due_on < ${day}
    )
    select people.id as person_id, people.name, people.email,
      coalesce(
        jsonb_agg(
          jsonb_build_object('group', line_group, 'actionId', action_id, 'milestoneId', milestone_id)
          order by array_position(array[${list(digestGroups)}], line_group), due_on, action_id, milestone_id
        ) filter (where line_group is not null),
        '[]'
      ) as lines
    from line join people on people.id = line.owner_id
    where people.left_on is null or people.left_on > ${day}
    group by people.id`
}

/** The London day on which a moment falls. */
export function londonDaySql(moment: SQL): SQL {
  return sql`(${moment} at time zone 'Europe/London')::date`
}

function ownerGroup(day: SQL): SQL {
  const silentSince = sql`greatest(actions.last_update_on, actions.agreed_on, actions.start_on)`
  const ahead = sql`actions.state = 'agreed' and actions.start_on > ${day}`
  return sql`case
    when actions.due_on < ${day} then 'overdue'
    when actions.state = 'returned' then 'returned'
    when actions.due_on <= ${day} + plans.due_soon_days then 'dueSoon'
    when (${ahead}) is not true and ${silentSince} <= ${day} - plans.stale_days then 'stale'
  end`
}

function list(names: readonly string[]): SQL {
  return sql.raw(names.map((name) => `'${name}'`).join(', '))
}
