import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import { entryKinds } from '#db/schema/index.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { administeredBy } from './administrator-work.ts'
import { peopleOf, peopleOfNone } from './people-of.ts'

/** An invitation that did not reach a person: the mail server refused it, or took it in none of three days. */
export type FailedInvitation = {
  personId: string
  name: string
  /** Where it went, which may have been corrected since. */
  address: string
  /** The mail server's answer, or ours. */
  reply: string
  at: Instant
}

/**
 * Of people who are here and were neither invited again since nor reached by another email.
 * @param who a condition on `people`
 */
function stillFailed(who: SQL): SQL {
  return sql`kind = 'invitation' and state = 'failed' and left_on is null and ${who} and not exists (
    select from deliveries newer where newer.person_id = people.id
      and (newer.due_at, newer.id) > (deliveries.due_at, deliveries.id)
      and (newer.kind = 'invitation' or newer.state = 'sent' and newer.kind not in ${[...entryKinds]}))`
}

const shown = sql`people.id as "personId", people.name, to_address as address, reply, ${zulu(sql`settled_at`)} as at`

/** Those to the people with these ids, by id. */
export async function failedInvitationsTo(
  db: Db,
  personIds: readonly string[],
): Promise<Map<string, FailedInvitation>> {
  if (personIds.length === 0) return new Map()
  const failed = await rowsOf<FailedInvitation>(
    db,
    sql`select ${shown} from deliveries join people on people.id = person_id
      where ${stillFailed(sql`people.id in ${[...personIds]}`)}`,
  )
  return new Map(failed.map((each) => [each.personId, each]))
}

/** One with the plan on whose pages it is put right. */
export type InvitationToPutRight = FailedInvitation & { planId: string; plan: string }

/**
 * Those that an administrator puts right, by name: of the people of a plan of theirs, and of those who are in no plan
 * yet, on the pages of any.
 */
export async function invitationsToPutRight(
  db: Db,
  administratorId: string,
): Promise<InvitationToPutRight[]> {
  const mine = sql`select id, title from plans
    where state not in ('closed', 'withdrawn') and ${administeredBy(administratorId)}`
  return rowsOf<InvitationToPutRight>(
    db,
    sql`select ${shown}, plan.id as "planId", plan.title as plan
    from deliveries join people on people.id = person_id join lateral (
      select id, title from (${mine}) mine
      where people.id in ${peopleOf(sql`(mine.id)`)} or people.id in ${peopleOfNone} order by ${inReadingOrder(sql`title`)}, id limit 1
    ) plan on true
    where ${stillFailed(sql`true`)} order by ${inReadingOrder(sql`people.name`)}, people.id`,
  )
}
