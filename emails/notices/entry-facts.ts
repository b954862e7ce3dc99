import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { TO_THE_OLD } from '#db/schema/index.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import type { Role } from '#workflows/engine/policy.ts'

/** What an email about a person's own entry tells of, from the event that it is about. */
export type EntryFacts = {
  /** Who did it; null where it was done on the command line. */
  actor: { name: string; email: string } | null
  /** Whether it goes to the address that is no longer theirs. */
  toTheOld: boolean
  /** The address before, of a change of it. */
  oldAddress: string | null
  plan: { id: string; title: string } | null
  /** The role before and after, of a change in a plan; null for none. */
  was: Role | null
  role: Role | null
}

/** Reads what such an email tells of. Null when the history holds no such event. */
export async function entryFacts(db: Db, period: string): Promise<EntryFacts | null> {
  const toTheOld = period.endsWith(TO_THE_OLD)
  const [row] = await rowsOf<Omit<EntryFacts, 'toTheOld'>>(
    db,
    sql`select case when actor.id is null then null else jsonb_build_object('name', actor.name, 'email', actor.email) end as actor,
      payload->'was'->>'email' as "oldAddress",
      case when plans.id is null then null else jsonb_build_object('id', plans.id, 'title', plans.title) end as plan,
      case when plans.id is null then null else payload->>'was' end as was, payload->>'role' as role
    from events left join people actor on actor.id = events.actor_id left join plans on plans.id = events.plan_id
    where events.id = ${toTheOld ? period.slice(0, -TO_THE_OLD.length) : period}`,
  )
  return row ? { ...row, toTheOld } : null
}

/** An arrangement of deputies that ended because one side left, as the email to one of its three sides tells it. */
export type Parted = {
  /** Who left, and who was the other side. */
  leaver: { id: string; name: string }
  other: { id: string; name: string }
  /** Whether the leaver was the deputy of the other. */
  wasDeputy: boolean
}

/** The arrangements of a person that ended with this event of a leaver's. */
export async function partedFacts(db: Db, eventId: string, personId: string): Promise<Parted[]> {
  return rowsOf<Parted>(
    db,
    sql`select jsonb_build_object('id', leaver.id, 'name', leaver.name) as leaver,
      jsonb_build_object('id', other.id, 'name', other.name) as other, deputy_id = leaver.id as "wasDeputy"
    from events join people leaver on leaver.id = events.aggregate_id
      join deputies on leaver.id in (owner_id, deputy_id) and ended_at = events.at
      join people other on other.id = case when owner_id = leaver.id then deputy_id else owner_id end
    where events.id = ${eventId} and ${personId} in (leaver.id, other.id)
      and until_on >= (events.at at time zone 'Europe/London')::date
    order by ${inReadingOrder(sql`other.name`)}, other.id`,
  )
}
