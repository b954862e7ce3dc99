import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { zulu } from '#db/connection/json-sql.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'

/** Minutes for which a challenge may be answered. */
export const CHALLENGE_MINUTES = 5

/** Passkeys that one person may have at a time. */
export const MOST_PASSKEYS = 10

/** A passkey as its person sees it. */
export type PasskeyShown = { id: string; name: string; createdAt: Instant; usedAt: Instant | null }

/** What is needed to check what a passkey answers. */
export type Passkey = {
  id: string
  personId: string
  email: string
  credentialId: string
  publicKey: string
  counter: number
}

/** Keeps a question for the browser that asked for it; those whose time is over are forgotten. */
export async function keepChallenge(
  db: Db,
  clock: Clock,
  { holderHash, challenge, personId }: { holderHash: string; challenge: string; personId: string | null },
): Promise<void> {
  await rowsOf(
    db,
    sql`with forgotten as (delete from passkey_challenges where not (${isFresh(clock)}))
      insert into passkey_challenges (holder_hash, challenge, person_id, asked_at)
      values (${holderHash}, ${challenge}, ${personId}, ${databaseNow(clock)})`,
  )
}

/** Takes the question that a browser holds, once: null when it was taken before, or has run out. */
export async function takeChallenge(
  db: Db,
  clock: Clock,
  holderHash: string,
): Promise<{ challenge: string; personId: string | null } | null> {
  const [taken] = await rowsOf<{ challenge: string; personId: string | null; fresh: boolean }>(
    db,
    sql`delete from passkey_challenges where holder_hash = ${holderHash}
      returning challenge, person_id as "personId", ${isFresh(clock)} as fresh`,
  )
  return taken?.fresh ? { challenge: taken.challenge, personId: taken.personId } : null
}

/**
 * Adds a passkey. False when the person has as many as one may have, when it is kept already, or when it was
 * to be their first and is not.
 */
export async function addPasskey(
  db: Db,
  clock: Clock,
  passkey: {
    personId: string
    name: string
    credentialId: string
    publicKey: string
    counter: number
    /** May only be added while there is none. */
    first: boolean
  },
): Promise<boolean> {
  const now = databaseNow(clock)
  const most = passkey.first ? 1 : MOST_PASSKEYS
  // The person's row is locked: two passkeys that are added at once see one another.
  const rows = await rowsOf(
    db,
    sql`with owner as materialized (
        select id from people where id = ${passkey.personId} and left_on is null for update
      )
      insert into passkeys (id, person_id, name, credential_id, public_key, counter, created_at, used_at)
      select ${newId()}::uuid, owner.id, ${passkey.name}, ${passkey.credentialId}, ${passkey.publicKey},
        ${passkey.counter}::bigint, ${now}, ${now}
      from owner where (select count(*) from passkeys where person_id = owner.id) < ${most}::int
      on conflict do nothing returning id`,
  )
  return rows.length === 1
}

/** The passkeys of a person, the newest first. */
export async function listPasskeys(
  db: Db,
  personId: string,
): Promise<(PasskeyShown & { credentialId: string })[]> {
  return rowsOf<PasskeyShown & { credentialId: string }>(
    db,
    sql`select id, name, credential_id as "credentialId", ${zulu(sql`created_at`)} as "createdAt",
        ${zulu(sql`used_at`)} as "usedAt"
      from passkeys where person_id = ${personId} order by id desc`,
  )
}

/** The passkey that a browser names, of a person who has not left. */
export async function findPasskey(db: Db, credentialId: string): Promise<Passkey | null> {
  const [passkey] = await rowsOf<Omit<Passkey, 'counter'> & { counter: string }>(
    db,
    sql`select passkeys.id, person_id as "personId", email, credential_id as "credentialId",
        public_key as "publicKey", counter
      from passkeys join people on people.id = person_id
      where credential_id = ${credentialId} and left_on is null`,
  )
  return passkey ? { ...passkey, counter: Number(passkey.counter) } : null
}

/**
 * Notes that a passkey was used, with what its device has counted.
 * @returns false when it has been removed, or counted as far already: then there are two of it
 */
export async function usePasskey(
  db: Db,
  clock: Clock,
  { id, counter }: { id: string; counter: number },
): Promise<boolean> {
  const rows = await rowsOf(
    db,
    sql`update passkeys set counter = ${counter}::bigint, used_at = ${databaseNow(clock)}
      where id = ${id} and (counter < ${counter}::bigint or (counter = 0 and ${counter}::bigint = 0))
      returning id`,
  )
  return rows.length === 1
}

/** Gives a passkey of a person's own another name. False when there is none. */
export async function renamePasskey(
  db: Db,
  personId: string,
  { id, name }: { id: string; name: string },
): Promise<boolean> {
  const rows = await rowsOf(
    db,
    sql`update passkeys set name = ${name} where id = ${id} and person_id = ${personId} returning id`,
  )
  return rows.length === 1
}

/**
 * Removes a passkey of a person's own; no person signs in with it from then on.
 * @param keepOne refuse to remove the last one
 */
export async function removePasskey(
  db: Db,
  personId: string,
  { id, keepOne }: { id: string; keepOne: boolean },
): Promise<'removed' | 'last' | 'none'> {
  const [found] = await rowsOf<{ removed: boolean; known: boolean }>(
    db,
    sql`with owner as materialized (select id from people where id = ${personId} for update),
      removed as (
        delete from passkeys using owner where passkeys.id = ${id} and person_id = owner.id
          and (not ${keepOne}::boolean or (select count(*) from passkeys where person_id = owner.id) > 1)
        returning passkeys.id
      )
      select exists (select from removed) as removed,
        exists (select from passkeys where id = ${id} and person_id = ${personId}) as known`,
  )
  return found?.removed ? 'removed' : found?.known ? 'last' : 'none'
}

function isFresh(clock: Clock) {
  return sql`asked_at > ${databaseNow(clock)} - ${CHALLENGE_MINUTES} * interval '1 minute'`
}
