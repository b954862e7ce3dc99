import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import { actions, events, people, type SubjectKind } from '#db/schema/index.ts'
import type { ActionState } from '#workflows/action/action-facts.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'

/** What of an action a change of it may have moved. */
type Stood = { state: ActionState; dueOn: Day | null; ownerId: string | null; agreed: boolean }

/** One change of an action: how it stood before and afterwards. */
export type ActionChanged = {
  actionId: string
  at: Instant
  actor: { id: string; name: string } | null
  subject: SubjectKind
  event: string
  payload: Record<string, unknown>
  /** Null when the action was new. */
  before: Stood | null
  after: Stood
}

/** The changes of a plan's actions after one moment until another, oldest first. */
export async function actionChanges(
  db: Db,
  planId: string,
  { from, until }: { from: Instant; until: Instant },
): Promise<ActionChanged[]> {
  const rows = await rowsOf<{ changed: ActionChanged }>(
    db,
    sql`select jsonb_build_object('actionId', ${events.aggregateId}, 'at', ${zulu(sql`${events.at}`)},
        'actor', case when ${people.id} is not null then jsonb_build_object('id', ${people.id}, 'name', ${people.name}) end,
        'subject', ${events.subjectKind}, 'event', ${events.event}, 'payload', ${events.payload},
        'before', case when former.after is not null then ${stood(sql`former.after`)} end,
        'after', ${stood(sql`${events.after}`)}) as changed
      from ${events} join ${actions} on ${actions.id} = ${events.aggregateId}
      left join ${events} former on former.aggregate_id = ${events.aggregateId} and former.version = ${events.version} - 1
      left join ${people} on ${people.id} = ${events.actorId}
      where ${events.planId} = ${planId}
        and ${events.at} > ${from}::timestamptz and ${events.at} <= ${until}::timestamptz
      order by ${events.at}, ${events.aggregateId}, ${events.version}`,
  )
  return rows.map(({ changed }) => changed)
}

function stood(after: ReturnType<typeof sql>) {
  return sql`jsonb_build_object('state', ${after}->'state', 'dueOn', ${after}->'dueOn', 'ownerId', ${after}->'ownerId',
    'agreed', coalesce(${after}->'agreedOn', 'null') <> 'null')`
}
