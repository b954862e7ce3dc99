import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { hasMovedOn } from '#db/connection/errors.ts'
import { content, hashOf, newestDigests } from './sealed-text.ts'

/** The chain of events that belong to no plan. */
const NO_PLAN = '00000000-0000-0000-0000-000000000000'

/** Events as long as this without a seal point to a sealer that does not run, or to seals that were removed. */
const UNSEALED_MINUTES = 5

/**
 * Binds every event that has no seal yet to the chain of its plan, oldest first, a portion a statement. Of two processes
 * that do it at once only one does: what the other saw may lack some of what was sealed meanwhile, so that the rest
 * of its chain would hang on nothing.
 * @returns how many events were sealed; none where another process was first
 */
export async function seal(db: Db, clock: Clock): Promise<number> {
  let sealed = 0
  try {
    for (;;) {
      const portion = await sealPortion(db, clock)
      sealed += portion
      if (portion < PORTION) return sealed
    }
  } catch (error) {
    if (hasMovedOn(error)) return sealed
    throw error
  }
}

/** Events that one statement seals: each waits for the hash before it, and a plan of 5,000 actions would pass its deadline. */
const PORTION = 500

async function sealPortion(db: Db, clock: Clock): Promise<number> {
  const [row] = await rowsOf<{ sealed: number }>(
    db,
    sql`with recursive unsealed as (
        select coalesce(events.plan_id, ${NO_PLAN}) as plan_id, events.id, ${content} as content,
          row_number() over (partition by coalesce(events.plan_id, ${NO_PLAN}) order by events.id) as number
        from events where events.id in (select id from events left join seals on seals.event_id = events.id
          where seals.event_id is null order by id limit ${PORTION})),
      heads as (select distinct on (plan_id) plan_id, position, hash from seals order by plan_id, position desc),
      chain as (
        select unsealed.plan_id, unsealed.number, coalesce(heads.position, 0) + 1 as position, unsealed.id,
          ${hashOf(sql`coalesce(heads.hash, '')`, sql`unsealed.content`)} as hash
        from unsealed left join heads on heads.plan_id = unsealed.plan_id where unsealed.number = 1
        union all
        select unsealed.plan_id, unsealed.number, chain.position + 1, unsealed.id, ${hashOf(sql`chain.hash`, sql`unsealed.content`)}
        from chain join unsealed on unsealed.plan_id = chain.plan_id and unsealed.number = chain.number + 1),
      sealed as (
        insert into seals (plan_id, position, event_id, hash, sealed_at)
        select plan_id, position, id, hash, ${databaseNow(clock)} from chain order by plan_id, position
        on conflict do nothing returning 1)
      select (select count(*)::int from sealed) as sealed, must((select count(*) from sealed) = (select count(*) from chain))`,
  )
  return row?.sealed ?? 0
}

export type ChainHead = { planId: string; position: number; hash: string }

/** Where the chain of each plan ends. Kept elsewhere, it shows later that nothing before it was cut off. */
export async function chainHeads(db: Db): Promise<ChainHead[]> {
  return rowsOf<ChainHead>(
    db,
    sql`select distinct on (plan_id) plan_id as "planId", position, hash from seals order by plan_id, position desc`,
  )
}

/**
 * What does not fit in the chains: each fault is a sentence that names the row that was edited, removed, swapped
 * or left unsealed. A row out of which a text was taken must be just what the redaction left of it.
 */
export async function chainFaults(db: Db, clock: Clock): Promise<string[]> {
  const [broken, unsealed] = await Promise.all([
    rowsOf<{ planId: string; position: number; eventId: string; fault: 'gap' | 'removed' | 'edited' }>(
      db,
      sql`select * from (
          select seals.plan_id as "planId", position, seals.event_id as "eventId",
            case
              when position <> coalesce(lag(position) over chain, 0) + 1 then 'gap'
              when events.id is null then 'removed'
              when seals.hash <> ${hashOf(sql`coalesce(lag(seals.hash) over chain, '')`, content)}
                and redacted.digest is distinct from ${hashOf(sql`''`, content)} then 'edited'
            end as fault
          from seals left join events on events.id = seals.event_id
            left join ${newestDigests} redacted on redacted.event_id = events.id
          window chain as (partition by seals.plan_id order by position)) checked
        where fault is not null order by "planId", position limit 100`,
    ),
    rowsOf<{ id: string; event: string; subject: string }>(
      db,
      sql`select events.id, event, subject_kind || ' ' || subject_id as subject from events
        left join seals on seals.event_id = events.id
        where seals.event_id is null and at < ${databaseNow(clock)} - ${UNSEALED_MINUTES} * interval '1 minute'
        order by events.id limit 100`,
    ),
  ])
  return [
    ...broken.map(
      ({ planId, position, eventId, fault }) =>
        `${sentences[fault](position, eventId)} (chain of plan ${planId})`,
    ),
    ...unsealed.map(
      ({ id, event, subject }) =>
        `event ${id} ('${event}' of ${subject}) has no seal: it was added or unsealed by hand, or no Waymark runs.`,
    ),
  ]
}

const sentences: Record<'gap' | 'removed' | 'edited', (position: number, eventId: string) => string> = {
  gap: (position, eventId) => `the seal before number ${position} (event ${eventId}) was removed`,
  removed: (position, eventId) => `event ${eventId}, sealed as number ${position}, was removed`,
  edited: (position, eventId) =>
    `event ${eventId}, sealed as number ${position}, was edited or swapped after it was sealed`,
}
