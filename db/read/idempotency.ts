import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import type { SubjectKind } from '#db/schema/index.ts'

/** Hours for which the answer to a key is kept, as the design of the API promises. */
export const KEPT_HOURS = 24

/** Longer than any request may take, so that a claim whose lease is over is one of a process that died. */
export const LEASE_SECONDS = 60

export type KeyedRequest = { personId: string; route: string; key: string; fingerprint: string }
export type KeptAnswer = { status: number; headers: Record<string, string>; body: string }
export type Claim = { id: string; fence: number }
export type ClaimOutcome =
  /** `again`: an earlier run was never answered; it may have made the change. */
  | { outcome: 'claimed'; claim: Claim; again: boolean }
  | { outcome: 'answered'; answer: KeptAnswer }
  | { outcome: 'running' }
  | { outcome: 'mismatch' }

type Row = KeptAnswer & { outcome: ClaimOutcome['outcome']; id: string; fence: number; again: boolean }

/**
 * Claims a key for one run of its request, in one statement: no other run begins until the lease is over or
 * the claim is given up. A key whose time is over begins anew.
 */
export async function claimKey(db: Db, clock: Clock, request: KeyedRequest): Promise<ClaimOutcome> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const [row] = await claimOrRead(db, clock, request)
    if (row) return outcomeOf(row)
    // Another process inserted the key between the beginning of the statement and its end: it is visible now.
  }
  return { outcome: 'running' }
}

function outcomeOf({ outcome, id, fence, again, status, headers, body }: Row): ClaimOutcome {
  if (outcome === 'claimed') return { outcome, claim: { id, fence }, again }
  return outcome === 'answered' ? { outcome, answer: { status, headers, body } } : { outcome }
}

function claimOrRead(db: Db, clock: Clock, { personId, route, key, fingerprint }: KeyedRequest) {
  const id = newId()
  const now = databaseNow(clock)
  const expired = sql`kept.expires_at <= ${now}`
  return rowsOf<Row>(
    db,
    sql`with claimed as (
        insert into idempotency_keys as kept (id, person_id, route, key, fingerprint, lease_until, fence, expires_at)
        values (${id}, ${personId}, ${route}, ${key}, ${fingerprint}, ${now} + ${LEASE_SECONDS} * interval '1 second', 1,
          ${now} + ${KEPT_HOURS} * interval '1 hour')
        on conflict (person_id, route, key) do update set
          id = case when ${expired} then excluded.id else kept.id end,
          expires_at = case when ${expired} then excluded.expires_at else kept.expires_at end,
          fingerprint = excluded.fingerprint, lease_until = excluded.lease_until, fence = kept.fence + 1,
          status = null, headers = null, body = null
        where ${expired}
          or (kept.status is null and kept.lease_until <= ${now} and kept.fingerprint = excluded.fingerprint)
        returning kept.id, kept.fence)
      select 'claimed' as outcome, id, fence, id <> ${id} as again, null::int as status, null::jsonb as headers, null as body
        from claimed
      union all
      select case when fingerprint <> ${fingerprint} then 'mismatch' when status is null then 'running' else 'answered' end,
        id, fence, false, status, headers, body
        from idempotency_keys
        where person_id = ${personId} and route = ${route} and key = ${key} and not exists (select from claimed)`,
  )
}

/** Keeps the answer of a run, unless another run has taken over meanwhile. */
export async function keepAnswer(db: Db, { id, fence }: Claim, answer: KeptAnswer): Promise<void> {
  await rowsOf(
    db,
    sql`update idempotency_keys set status = ${answer.status}, headers = ${JSON.stringify(answer.headers)}::jsonb,
      body = ${answer.body} where id = ${id} and fence = ${fence}`,
  )
}

/** Frees the key of a run that was refused. One that changed something all the same stays, to be asked for again. */
export async function releaseKey(db: Db, { id, fence }: Claim): Promise<void> {
  await rowsOf(
    db,
    sql`delete from idempotency_keys where id = ${id} and fence = ${fence}
      and not exists (select from events where events.id = ${id})`,
  )
}

/** Ends the lease of a run that failed, so that the next one may find out how far it came. */
export async function endLease(db: Db, clock: Clock, { id, fence }: Claim): Promise<void> {
  await rowsOf(
    db,
    sql`update idempotency_keys set lease_until = ${databaseNow(clock)} where id = ${id} and fence = ${fence}`,
  )
}

export type WrittenUnder = { subjectKind: SubjectKind; subjectId: string; aggregateId: string }

/** What a run whose answer was lost has changed, or null when it changed nothing. */
export async function writtenUnder(db: Db, { id }: Claim): Promise<WrittenUnder | null> {
  const [row] = await rowsOf<WrittenUnder>(
    db,
    sql`select subject_kind as "subjectKind", subject_id as "subjectId", aggregate_id as "aggregateId"
      from events where id = ${id}`,
  )
  return row ?? null
}

/** Removes the keys whose time is over. Gives how many there were. */
export async function removeExpiredKeys(db: Db, clock: Clock): Promise<number> {
  const removed = await rowsOf(
    db,
    sql`delete from idempotency_keys where expires_at <= ${databaseNow(clock)} returning 1`,
  )
  return removed.length
}
