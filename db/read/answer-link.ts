import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import type { DigestLine } from '#db/schema/index.ts'

/** For whom the link in a weekly email opens a page, and what of that email they may still answer by it. */
export type AnswerLink = { personId: string; name: string; lines: DigestLine[] }

/**
 * Days after which a link opens nothing, however late the next weekly email is: a week, and the three days for which
 * an email is tried.
 */
const LINK_DAYS = 10

/**
 * What may be answered by the link in an email: its own lines, of plans that take such answers, as long as the
 * action is still its receiver's. Null where the link has ended: with the next weekly email to them, as they left, or
 * as they were given another address, for the email may lie in a mailbox that is no longer theirs. An email of another
 * weekday is the next one once it has gone: a week that has nothing for them ends only the link of its own weekday.
 */
export async function readAnswerLink(db: Db, clock: Clock, deliveryId: string): Promise<AnswerLink | null> {
  const now = databaseNow(clock)
  const [link] = await rowsOf<AnswerLink>(
    db,
    sql`select people.id as "personId", people.name, coalesce((
        select jsonb_agg(line order by place)
        from jsonb_array_elements(deliveries.link_lines) with ordinality as told(line, place)
          join actions on actions.id = (line ->> 'actionId')::uuid
          join plans on plans.id = actions.plan_id
        where actions.owner_id = people.id and plans.state = 'active' and plans.answers_by_link
      ), '[]') as lines
    from deliveries join people on people.id = deliveries.person_id
    where deliveries.id = ${deliveryId} and link_lines is not null and deliveries.state in ('handedOff', 'sent')
      and people.left_on is null and lower(people.email) = lower(deliveries.to_address)
      and deliveries.created_at > ${now} - ${LINK_DAYS} * interval '1 day'
      and not exists (
        select from events where aggregate_id = people.id and event = 'leave' and at >= deliveries.created_at
      ) and not exists (
        select from deliveries newer where newer.person_id = deliveries.person_id and newer.week is not null
          and newer.due_at > deliveries.due_at
          and (newer.slot = deliveries.slot or newer.state in ('handedOff', 'sent'))
      )`,
  )
  return link ?? null
}
