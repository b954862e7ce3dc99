import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { type DeliveryState, LATE_HOURS, TRY_HOURS } from '#db/schema/index.ts'
import { oneLine, shortened } from '#emails/frame/words.ts'
import { often } from '#workflows/words.ts'
import type { Claim } from './claim.ts'

/** How an attempt ended, with what the mail server or we have to say about it. */
export type Outcome = {
  kind: 'sent' | 'failed' | 'nothingDue' | 'superseded' | 'retry' | 'unknown'
  reply: string
}

/**
 * Times a sender may die over a delivery. It is our own number, from no published rule: far more than restarts of
 * Waymark that happen to meet one email, and few enough that an email that ends each process that takes it is given up
 * after about half an hour, at a lease of a minute each.
 */
const MOST_DEATHS = 25

/**
 * Settles an attempt, where the claim still holds. `retry` puts it back with a growing pause, until it is 72 hours
 * old and has failed; `unknown` leaves it handed off, to be sent once more after a pause, and has failed when that
 * copy went unanswered too.
 * @returns the state it is in now, or null when another sender has claimed it meanwhile
 */
export async function settle(
  db: Db,
  clock: Clock,
  claim: Pick<Claim, 'id' | 'fence' | 'attempts' | 'ambiguous'>,
  { kind, reply }: Outcome,
): Promise<DeliveryState | null> {
  const said = shortened(oneLine(reply), 500)
  if (kind === 'retry') return tryAgain(db, clock, claim, said)
  if (kind === 'unknown' && !claim.ambiguous) return awaitSecondCopy(db, clock, claim, said)
  const state = kind === 'unknown' ? 'failed' : kind
  return written(
    db,
    claim,
    sql`state = ${state}, reply = ${kind === 'unknown' ? `${TWICE_UNANSWERED} ${said}` : said},
      settled_at = ${databaseNow(clock)}, lease_until = null,
      late = late or (${state} = 'sent' and ${databaseNow(clock)} >= due_at + ${LATE_HOURS} * interval '1 hour')`,
  )
}

/**
 * Gives up what no sender may try again: a second copy that was handed off without an answer, and what senders
 * die over again and again.
 */
export async function settleStranded(db: Db, clock: Clock): Promise<void> {
  const now = databaseNow(clock)
  await rowsOf(
    db,
    sql`update deliveries set state = 'failed', settled_at = ${now}, lease_until = null,
      reply = case when state = 'handedOff' then ${TWICE_UNANSWERED} else ${DEADLY} end
    where lease_until <= ${now}
      and ((state = 'handedOff' and ambiguous) or (state = 'sending' and ${deaths} >= ${MOST_DEATHS}))`,
  )
}

/** Claims on a row in hand that ended without a word: each claim counts in both, and each that was settled in one. */
const deaths = sql`(2 * attempts - fence)`

const TWICE_UNANSWERED = 'Handed to the mail server twice without an answer: it may have arrived.'
const DEADLY = `Waymark stopped ${often(MOST_DEATHS)} while it worked on this email.`

function tryAgain(db: Db, clock: Clock, claim: Pick<Claim, 'id' | 'fence' | 'attempts'>, reply: string) {
  const next = sql`(${databaseNow(clock)} + ${pauseMinutes(claim.attempts)} * interval '1 minute')`
  const over = sql`${next} > created_at + ${TRY_HOURS} * interval '1 hour'`
  return written(
    db,
    claim,
    sql`state = case when ${over} then 'failed' else 'queued' end,
      reply = case when ${over} then ${`Gave up after ${TRY_HOURS} hours. ${reply}`} else ${reply} end,
      settled_at = case when ${over} then ${databaseNow(clock)} end,
      next_try_at = ${next}, lease_until = null, handed_off_at = null, fence = fence + 1`,
  )
}

/** Stays handed off: when the lease ends, it is claimed as ambiguous. */
function awaitSecondCopy(
  db: Db,
  clock: Clock,
  claim: Pick<Claim, 'id' | 'fence' | 'attempts'>,
  reply: string,
) {
  const until = sql`${databaseNow(clock)} + ${pauseMinutes(claim.attempts)} * interval '1 minute'`
  return written(
    db,
    claim,
    sql`state = 'handedOff', reply = ${reply}, lease_until = ${until}, fence = fence + 1`,
  )
}

/** 1, 2, 4 … minutes, and an hour at most. */
function pauseMinutes(attempts: number): number {
  return Math.min(60, 2 ** Math.min(attempts - 1, 6))
}

async function written(db: Db, { id, fence }: Pick<Claim, 'id' | 'fence'>, set: ReturnType<typeof sql>) {
  const [row] = await rowsOf<{ state: DeliveryState }>(
    db,
    sql`update deliveries set ${set}
    where id = ${id} and fence = ${fence} and state in ('sending', 'handedOff') returning state`,
  )
  return row?.state ?? null
}
