import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { zulu } from '#db/connection/json-sql.ts'
import type { DeliveryKind, DeliveryLine, DigestPart } from '#db/schema/index.ts'
import type { Email } from '#emails/frame/email.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import { londonDaySql } from './owed.ts'

/** A delivery that this sender may work on until its lease ends. */
export type Claim = {
  id: string
  kind: DeliveryKind
  period: string
  /** Week and slot of a weekly digest; null for a notice and for a digest a person asked for. */
  week: Day | null
  slot: string | null
  personId: string
  toName: string
  toAddress: string
  parts: DigestPart[]
  lines: DeliveryLine[]
  dueAt: Instant
  late: boolean
  attempts: number
  /** Grows with each claim and each answer to one: only the holder of the last claim may hand off and settle. */
  fence: number
  /** An earlier copy was handed off without an answer: this one carries the same Message-ID. */
  ambiguous: boolean
  personLeft: boolean
  /** The moment of the claim by the database's clock. */
  at: Instant
}

/**
 * Seconds for which a claim holds, and for which it holds on once the mail server has taken the body. Each is longer
 * than the transport waits in that time (45 and 120 seconds), so that no lease ends under a sender that lives.
 */
const LEASE_SECONDS = 60
const ANSWER_SECONDS = 150

/**
 * Claims the next delivery to send, or gives null when none waits: one that is queued and whose time has come,
 * or one whose sender's lease ran out. Of the latter, what had not been handed off is safe to send; what had been
 * is claimed once more, as ambiguous. Any number of processes share the work: each row goes to one of them.
 */
export async function claimNext(db: Db, clock: Clock): Promise<Claim | null> {
  const now = databaseNow(clock)
  const [claim] = await rowsOf<Claim>(
    db,
    sql`
    with next as (
      select id, state from deliveries
      where ((state = 'queued' and next_try_at <= ${now})
          or (state = 'sending' and lease_until <= ${now})
          or (state = 'handedOff' and lease_until <= ${now} and not ambiguous))
        and (slot is null or week >= (select max(newer.week) from digest_weeks newer where newer.slot = deliveries.slot))
      order by kind <> 'signInCode', next_try_at, id
      limit 1
      for update skip locked
    )
    update deliveries
    set state = 'sending', lease_until = ${now} + ${LEASE_SECONDS} * interval '1 second', fence = fence + 1,
      attempts = attempts + 1, ambiguous = ambiguous or next.state = 'handedOff'
    from next where deliveries.id = next.id
    returning deliveries.id, kind, period, week, slot, person_id as "personId", to_name as "toName",
      to_address as "toAddress", parts, lines, ${zulu(sql`due_at`)} as "dueAt", late, attempts, fence, ambiguous,
      exists (select from people where people.id = person_id and left_on <= ${londonDaySql(now)}) as "personLeft",
      ${zulu(now)} as at`,
  )
  return claim ?? null
}

/** Keeps the email that is about to go on its row. False when the claim was lost: then nothing must be sent. */
export async function keepEmail(
  db: Db,
  claim: Held,
  { subject, text, html, planId = null, link = null }: Email,
): Promise<boolean> {
  const set = sql`subject = ${subject}, text = ${text}, html = ${html}, subject_plan_id = ${planId},
    link_lines = ${link && JSON.stringify(link.lines)}::jsonb`
  return held(db, claim, set, sql`state = 'sending'`)
}

/**
 * Records, before the first byte of the body leaves, that the mail server is taking it: a crash from here on means
 * 'may have gone'. False when the claim was lost: then the body must not be sent.
 */
export async function markHandedOff(db: Db, clock: Clock, claim: Held): Promise<boolean> {
  const now = databaseNow(clock)
  const lease = sql`${now} + ${ANSWER_SECONDS} * interval '1 second'`
  const set = sql`state = 'handedOff', handed_off_at = ${now}, lease_until = ${lease}`
  return held(db, claim, set, sql`state = 'sending' and lease_until > ${now}`)
}

/** What identifies a claim: a row, and the number of the claim on it. */
export type Held = Pick<Claim, 'id' | 'fence'>

async function held(db: Db, { id, fence }: Held, set: SQL, condition: SQL): Promise<boolean> {
  const rows = await rowsOf(
    db,
    sql`update deliveries set ${set} where id = ${id} and fence = ${fence} and ${condition} returning id`,
  )
  return rows.length === 1
}
