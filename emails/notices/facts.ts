import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { oneLine, shortened } from '#emails/frame/words.ts'
import type { ActionFacts, Extension } from '#workflows/action/action-facts.ts'
import type { Day } from '#workflows/calendar/calendar.ts'

/** What a notice may tell: who did what to which action, with the reason and dates where the event has them. */
export type NoticeFacts = {
  planActive: boolean
  plan: string
  actionId: string
  /** Reference and title of the action. */
  ref: string
  title: string
  dueOn: Day | null
  /** Who did it. */
  actor: string
  /** Whether the receiver owns the action now. */
  toOwner: boolean
  /** Reason given with the event. */
  reason: string | null
  /** The closure criterion that a return is about. */
  criterion: string | null
  /** The day from which an action passes to its new owner. */
  fromOn: Day | null
  /** The day of the check whether the change has stuck. */
  embedCheckOn: Day | null
  extension: Pick<Extension, 'reasonCode' | 'previousDueOn' | 'dueOn' | 'decisionReason'> | null
}

type Row = {
  event: string
  payload: { reason?: unknown; criterionId?: unknown; fromOn?: unknown }
  subjectId: string
  actor: string | null
  after: ActionFacts
  plan: string
  planActive: boolean
  ownerId: string | null
}

/**
 * Reads what a notice tells of from the event it is about: the history says what was decided, whatever happened
 * since. Null when there is no such event.
 */
export async function noticeFacts(db: Db, eventId: string, personId: string): Promise<NoticeFacts | null> {
  const [row] = await rowsOf<Row>(
    db,
    sql`select events.event, events.payload, events.subject_id as "subjectId", actor.name as actor, events.after,
      plans.title as plan, plans.state = 'active' as "planActive", actions.owner_id as "ownerId"
    from events
      join actions on actions.id = events.aggregate_id
      join plans on plans.id = actions.plan_id
      left join people actor on actor.id = events.actor_id
    where events.id = ${eventId}`,
  )
  return row ? factsOf(row, personId) : null
}

function factsOf({ payload, subjectId, after, ...row }: Row, personId: string): NoticeFacts {
  const extension = after.extensions.find(({ id }) => id === subjectId)
  return {
    planActive: row.planActive,
    plan: line(row.plan, 120) ?? '',
    actionId: after.id,
    ref: line(after.ref, 40) ?? '',
    title: line(after.title, 200) ?? '',
    dueOn: after.dueOn,
    actor: line(row.actor, 100) ?? 'Somebody',
    toOwner: row.ownerId === personId,
    reason: line(payload.reason, 400),
    criterion: line(after.criteria.find(({ id }) => id === payload.criterionId)?.text, 200),
    fromOn: typeof payload.fromOn === 'string' ? payload.fromOn : null,
    embedCheckOn: after.embedCheckOn,
    extension: extension ? { ...extension, decisionReason: line(extension.decisionReason, 400) } : null,
  }
}

function line(text: unknown, most: number): string | null {
  return typeof text === 'string' && oneLine(text) !== '' ? shortened(oneLine(text), most) : null
}
