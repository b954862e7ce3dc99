import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { actions, measures, priorities } from '#db/schema/index.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import { inReferenceOrder } from '#db/schema/reference-order.ts'
import { liveStates } from '#workflows/action/action-facts.ts'
import type { Day } from '#workflows/calendar/calendar.ts'

/** A piece of work that was made one person's together with others and is still theirs, as it stands now. */
export type AssignedPiece = {
  eventId: string
  kind: 'action' | 'priority' | 'measure' | 'contribution'
  id: string
  ref: string
  title: string
  plan: { id: string; title: string }
  dueOn: Day | null
  /** Name of the owner of an action that they help with. */
  owner: string | null
  /** Actions of a priority that are still to do. */
  stillToDo: number
}

/** What the email about work that was made one person's at once tells: by a hand-over, or by the approval of a plan. */
export type AssignedFacts = {
  /** Whether any of the plans is active: only of those is anything told. */
  planActive: boolean
  /** Whether a plan's approval made it theirs, and no hand-over. */
  approval: boolean
  /** Who handed it over, or approved the plan. */
  actor: string
  /** Whose it was; null where the hand-over never came to its end. */
  from: string | null
  fromOn: Day | null
  reason: string | null
  /** Priorities first, then what they own, what they supply the figures of, and what they help with. */
  pieces: AssignedPiece[]
}

type Row = AssignedPiece & {
  active: boolean
  theirs: boolean
  approval: boolean
  actor: string | null
  from: string | null
  fromOn: Day | null
  reason: string | null
}

/**
 * Reads what the email about a hand-over, or about the approval of a plan, tells of from its events, and each piece as
 * it is now: what has gone on to another person, or whose plan is not active, is left out. Null where the history holds
 * none of the events.
 * @param wholeId the event of the whole hand-over or approval
 */
export async function assignedFacts(
  db: Db,
  { wholeId, eventIds, personId }: { wholeId: string; eventIds: readonly string[]; personId: string },
): Promise<AssignedFacts | null> {
  const over = sql`state not in ${[...liveStates]}`
  const rows = await rowsOf<Row>(
    db,
    sql`with piece as (
      select events.*, case when subject_kind in ('priority', 'measure') then subject_kind when event in ('transfer', 'agree') then 'action'
        else 'contribution' end as kind
      from events where id in ${[...eventIds]}
    )
    select piece.id as "eventId", piece.kind, piece.aggregate_id as id, coalesce(actions.ref, priorities.ref, measures.ref) as ref,
      coalesce(actions.title, priorities.title, measures.title) as title,
      jsonb_build_object('id', plans.id, 'title', plans.title) as plan, actions.due_on as "dueOn", owner.name as owner,
      (select count(*)::int from ${actions} work where work.priority_id = priorities.id and not work.${over}) as "stillToDo",
      plans.state = 'active' as active,
      case piece.kind
        when 'priority' then priorities.lead_id = ${personId} and priorities.state not in ('delivered', 'sustained')
        when 'measure' then measures.supplier_id = ${personId} and measures.active
        when 'action' then actions.owner_id = ${personId} and not actions.${over}
        else not actions.${over} and exists (select from action_contributors
          where action_id = actions.id and person_id = ${personId})
      end as theirs, coalesce(whole.subject_kind = 'plan', false) as approval,
      actor.name as actor, leaver.name as "from", coalesce(whole.payload, piece.payload)->>'fromOn' as "fromOn",
      coalesce(whole.payload, piece.payload)->>'reason' as reason
    from piece
      join plans on plans.id = piece.plan_id
      left join ${actions} on piece.kind in ('action', 'contribution') and actions.id = piece.aggregate_id
      left join ${priorities} on piece.kind = 'priority' and priorities.id = piece.aggregate_id
      left join ${measures} on piece.kind = 'measure' and measures.id = piece.aggregate_id
      left join people owner on piece.kind = 'contribution' and owner.id = actions.owner_id
      left join people actor on actor.id = piece.actor_id
      left join events whole on whole.id = ${wholeId} and whole.subject_kind in ('person', 'plan')
      left join people leaver on whole.subject_kind = 'person' and leaver.id = whole.subject_id
    order by array_position(array['priority', 'action', 'measure', 'contribution'], piece.kind), ${inReadingOrder(sql`plans.title`)}, actions.due_on,
      ${inReferenceOrder(sql`coalesce(actions.ref, priorities.ref, measures.ref)`)}, piece.id`,
  )
  return rows.length === 0 ? null : factsOf(rows)
}

function factsOf(rows: readonly Row[]): AssignedFacts {
  const first = <T>(of: (row: Row) => T | null): T | null =>
    rows.map(of).find((each) => each !== null) ?? null
  return {
    planActive: rows.some(({ active }) => active),
    approval: rows.some(({ approval }) => approval),
    actor: first(({ actor }) => actor) ?? 'Somebody',
    from: first(({ from }) => from),
    fromOn: first(({ fromOn }) => fromOn),
    reason: first(({ reason }) => reason),
    pieces: rows.filter(({ active, theirs }) => active && theirs),
  }
}
