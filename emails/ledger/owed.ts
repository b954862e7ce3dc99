import { type SQL, sql } from '#db/connection/drizzle.ts'
import { standsInOn } from '#db/read/deputies.ts'
import { evidenceAsked } from '#db/read/evidence-asks.ts'
import { figureIsMissing, suppliedMeasures } from '#db/read/figures-due.ts'
import { waitedForInReports } from '#db/read/reports-waiting.ts'
import { plansConcerning } from '#db/read/sight.ts'
import { digestGroups, digestParts } from '#db/schema/index.ts'
import { ownersTurn } from '#workflows/action/owner-work.ts'
import { TAKEN_OUT_URL } from '#workflows/redaction/marks.ts'
import { inScope, type Scope } from './mailed-plans.ts'

/**
 * A select of everybody who is owed a digest, one row per person: `person_id`, `name`, `email`, `parts`, `lines`,
 * `number`. Owed are: each owner of open work, with the lines of that day (none where nothing is asked of them);
 * the deputy of such an owner that day; each supplier of a measure of which a figure
 * is missing that day; each author, approver and administrator for whom a report waits; each lead; chair and vice-chair; each administrator. What the
 * latter are told is read when it is sent, so they have no lines. The rule for owners is that of `ownerGroupOf`,
 * `overdueMilestones` and `evidenceOwed`, that for suppliers of `figuresOwed`; property tests hold them to each other.
 * @param scope the plans it is about
 * @param day the London day to judge by
 * @param personId this person alone, for whom no plan is read that does not concern them; everybody where null
 */
export function owedDigests(scope: Scope, day: SQL, personId: string | null = null): SQL {
  const theirs = personId === null ? sql`` : sql` and plans.id = any(${plansConcerning(personId)})`
  const alone = personId === null ? sql`` : sql` and people.id = ${personId}`
  return sql`
    with mailed as (
      select * from plans where ${inScope(scope)}${theirs}
    ), open_work as (
      select actions.id, actions.owner_id, actions.due_on, ${ownerGroup(day)} as line_group
      from actions join mailed plans on plans.id = actions.plan_id
      where actions.state in (${list(ownersTurn)})
    ), line as (
      select owner_id, id as action_id, null::uuid as milestone_id, line_group, due_on from open_work
      union all
      select open_work.owner_id, open_work.id, milestones.id, 'overdue', milestones.due_on
      from open_work join milestones on milestones.action_id = open_work.id
      where milestones.state = 'planned' and milestones.due_on < ${day}
      union all
      select actions.owner_id, actions.id, null, 'evidence', actions.embed_check_on
      from actions join mailed plans on plans.id = actions.plan_id
      where actions.state = 'signedOff' and ${evidenceLacking}
        and (actions.embed_check_on <= ${day} + plans.due_soon_days or ${evidenceAsked})
    ), owner as (
      select owner_id as person_id,
        coalesce(
          jsonb_agg(
            jsonb_build_object('group', line_group, 'actionId', action_id, 'milestoneId', milestone_id)
            order by array_position(array[${list(digestGroups)}], line_group), due_on, action_id, milestone_id
          ) filter (where line_group is not null),
          '[]'
        ) as lines
      from line where owner_id is not null group by owner_id
    ), part as (
      select 'ownerDigest' as kind, person_id, lines from owner
      union all
      select distinct 'deputyDigest', deputy_id, '[]'::jsonb
      from deputies join owner on owner.person_id = deputies.owner_id
      where ${standsInOn(day)}
      union all
      select distinct 'supplierDigest', supplies.id, '[]'::jsonb
      from ${suppliedMeasures(day)} where supplies.id is not null and plans.id in (select id from mailed) and ${figureIsMissing(day)}
      union all
      select distinct 'reportDigest', waited.person_id, '[]'::jsonb
      from (${waitedForInReports(day, sql`plans.id in (select id from mailed)`)}) waited
      union all
      select distinct 'leadDigest', lead_id, '[]'::jsonb from priorities join mailed on mailed.id = priorities.plan_id
      union all
      select distinct case role when 'administrator' then 'administratorDigest' else 'chairDigest' end, person_id, '[]'::jsonb
      from memberships join mailed on mailed.id = memberships.plan_id
      where role in ('chair', 'viceChair', 'administrator')
    )
    select people.id as person_id, people.name, people.email,
      jsonb_agg(part.kind order by array_position(array[${list(digestParts)}], part.kind)) as parts,
      coalesce((jsonb_agg(part.lines) filter (where part.kind = 'ownerDigest')) -> 0, '[]') as lines,
      row_number() over (order by people.id) as number
    from part join people on people.id = part.person_id
    where (people.left_on is null or people.left_on > ${day})${alone}
    group by people.id`
}

/** The London day on which a moment falls. */
export function londonDaySql(moment: SQL): SQL {
  return sql`(${moment} at time zone 'Europe/London')::date`
}

/** What `lacksForCheck` says of the row of `actions` at hand. */
const evidenceLacking = sql`not exists (select from evidence
  where evidence.action_id = actions.id and dated_on > actions.signed_off_on and url <> ${TAKEN_OUT_URL}
  having count(distinct evidence.kind) >= 2 and bool_or(independent))`

/** Whether a digest with these parts and lines has nothing to tell, which is known before it is written. */
export const nothingDueSql: SQL = sql`(parts = '["ownerDigest"]' and lines = '[]')`

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
