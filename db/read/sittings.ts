import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import { meetings, packs } from '#db/schema/index.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import type { MeetingState } from '#workflows/meeting/meeting.ts'
import type { Rating } from '#workflows/rating/rating.ts'
import { asOf, meetingsAsAt, onePlan } from './as-at.ts'

/** A sitting of a board whose pack is frozen, with the ratings that the pack tells. */
export type Sitting = {
  id: string
  title: string
  heldOn: Day
  state: MeetingState
  cutOffAt: Instant
  /** Whether it is over on the day that was asked for. */
  over: boolean
  byRating: { key: Rating; count: number }[]
}

/**
 * The newest sittings of a board whose figures were frozen, the newest cut-off first, in one statement.
 * @param moment those that were known then, as they stood; those of now when null
 */
export async function sittingsOf(
  db: Db,
  planId: string,
  today: Day,
  { limit = 8, moment = null }: { limit?: number; moment?: Instant | null } = {},
): Promise<Sitting[]> {
  const then = asOf(moment, (then) => meetingsAsAt(then, onePlan(planId)))
  return rowsOf<Sitting>(
    db,
    sql`${then}select ${meetings.id}, ${meetings.title}, ${meetings.heldOn} as "heldOn", ${meetings.state},
        ${zulu(sql`${meetings.cutOffAt}`)} as "cutOffAt",
        (${meetings.heldOn} < ${today} or ${meetings.state} = 'closed') as over,
        coalesce(${packs.contents}->'summary'->'byRating', '[]') as "byRating"
      from ${meetings} left join ${packs} on ${packs.id} = ${meetings.packId}
      where ${meetings.planId} = ${planId} and ${meetings.cutOffAt} is not null and ${meetings.state} <> 'cancelled'
      order by ${meetings.cutOffAt} desc limit ${limit}`,
  )
}
