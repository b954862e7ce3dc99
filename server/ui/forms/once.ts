import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyRequest } from 'fastify'
import { newId } from '#db/connection/ids.ts'
import {
  type Claim,
  claimKey,
  endLease,
  type KeyedRequest,
  keepAnswer,
  writtenUnder,
} from '#db/read/idempotency.ts'
import { underClaim } from '#db/write/claim.ts'
import type { Deps } from '#server/deps.ts'
import { Problem } from '#server/http/problem.ts'
import { csrfField } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'

type Once = Pick<Deps, 'db' | 'clock'>

/** How often, and how long apart, a second press looks whether the first is answered. */
const LOOKS = 100
const APART_MS = 100

/** What protects a form, and tells one showing of it from another where it carries no version. */
export function onceFields(token: string): Html {
  return html`${csrfField(token)}<input type="hidden" name="_once" value="${newId()}">`
}

/** Does a step under the claim of a form, so that it is known after a crash whether it was done. */
export type Under = <T>(step: () => T) => T

/** How a form is kept from being done twice. */
export type Guard<T> = {
  /** Whose form it is; nobody's is done as often as it is sent. */
  personId: string | undefined
  /** Whether it carries the versions that it rests on: the same words on the same versions are one wish. */
  versioned: boolean
  /** Told where the first time was saved but its answer was lost; a refusal that says so unless told. */
  lost?: () => T
}

/**
 * Does what a form asks for once, however often the same form is sent with the same words: a person who presses
 * twice, or reloads, is told what the first press did. Other words in the same form are another wish.
 * @param work does one step `under` the claim, its last: once that was written, all of it was
 * @throws Problem 409 when the first time was saved but its answer was lost, 503 when it is not known yet
 */
export async function doOnce<T, Undone extends { ok: false }>(
  { db, clock }: Once,
  request: FastifyRequest,
  { personId, versioned, lost = answerLost }: Guard<T>,
  work: (under: Under) => Promise<{ ok: true; data: T } | Undone>,
): Promise<{ ok: true; data: T } | Undone> {
  const keyed = keyedForm(request, { personId, versioned })
  if (!keyed) return work((step) => step())
  const begun = await begin({ db, clock }, keyed)
  if ('answer' in begun) return { ok: true, data: JSON.parse(begun.answer.body) as T }
  const { claim, written } = begun
  try {
    const done = written
      ? { ok: true as const, data: lost() }
      : await work((step) => underClaim(claim.id, step))
    if (done.ok) await keepAnswer(db, claim, { status: 303, headers: {}, body: JSON.stringify(done.data) })
    else await endLease(db, clock, claim)
    return done
  } catch (error) {
    // What went wrong is told, and not that the form could not be freed after it.
    await endLease(db, clock, claim).catch(() => {})
    throw error
  }
}

async function begin(
  { db, clock }: Once,
  keyed: KeyedRequest,
): Promise<{ answer: { body: string } } | { claim: Claim; written: boolean }> {
  for (let look = 0; look < LOOKS; look++) {
    const claimed = await claimKey(db, clock, keyed)
    if (claimed.outcome === 'answered') return claimed
    if (claimed.outcome === 'claimed') {
      const { claim, again } = claimed
      return { claim, written: again && (await writtenUnder(db, claim)) !== null }
    }
    await wait(APART_MS)
  }
  throw new Problem('outcomeUnknown', 'The first press is still being worked on.')
}

function answerLost(): never {
  throw new Problem(
    'answerLost',
    'It was saved the first time, but the answer was lost. Look at what is there before you send anything again.',
  )
}

/** Undefined for a form that was not shown by us. */
function keyedForm(
  request: FastifyRequest,
  { personId, versioned }: Pick<Guard<unknown>, 'personId' | 'versioned'>,
): KeyedRequest | undefined {
  const { _csrf, _once, ...body } = (request.body ?? {}) as Record<string, unknown>
  if (personId === undefined || !(versioned || (typeof _once === 'string' && isId(_once)))) return undefined
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([request.url, _once, body]))
    .digest('hex')
  const route = `POST ${request.routeOptions.url ?? ''}`
  return { personId, route, key: fingerprint, fingerprint }
}

const isId = (text: string): boolean => /^[0-9a-f-]{36}$/.test(text)
