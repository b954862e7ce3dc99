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
  releaseKey,
  writtenUnder,
} from '#db/read/idempotency.ts'
import { underClaim } from '#db/write/claim.ts'
import type { Deps } from '#server/deps.ts'
import { Problem } from '#server/http/problem.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Read } from './forms.ts'

type Once = Pick<Deps, 'db' | 'clock'>

/** How often, and how long apart, a second press looks whether the first is answered. */
const LOOKS = 100
const APART_MS = 100

/** What tells one showing of a form from another. */
export function onceField(): Html {
  return html`<input type="hidden" name="_once" value="${newId()}">`
}

/**
 * Does what a form asks for once, however often the same form is sent with the same words: whoever presses twice,
 * or reloads, is told what the first press did. Other words in the same form are another wish.
 * @param creates whether it makes something new, so that no version keeps it from being made twice
 * @throws Problem 409 when the first time was saved but its answer was lost, 503 when it is not known yet
 */
export async function doOnce<T>(
  { db, clock }: Once,
  request: FastifyRequest,
  { personId, creates }: { personId: string; creates: boolean },
  work: () => Promise<Read<T>>,
): Promise<Read<T>> {
  const keyed = keyedForm(request, personId)
  if (!keyed) return work()
  const begun = await begin({ db, clock }, keyed)
  if ('answer' in begun) return { ok: true, data: JSON.parse(begun.answer.body) as T }
  const { claim } = begun
  try {
    const done = await (creates ? underClaim(claim.id, work) : work())
    if (done.ok) await keepAnswer(db, claim, { status: 303, headers: {}, body: JSON.stringify(done.data) })
    else await releaseKey(db, claim)
    return done
  } catch (error) {
    const refused = error instanceof Problem && error.status < 500
    // What went wrong is told, and not that the key could not be freed after it.
    await (refused ? releaseKey(db, claim) : endLease(db, clock, claim)).catch(() => {})
    throw error
  }
}

async function begin(
  { db, clock }: Once,
  keyed: KeyedRequest,
): Promise<{ answer: { body: string } } | { claim: Claim }> {
  for (let look = 0; look < LOOKS; look++) {
    const claimed = await claimKey(db, clock, keyed)
    if (claimed.outcome === 'answered') return claimed
    if (claimed.outcome === 'claimed') {
      if (!claimed.again || !(await writtenUnder(db, claimed.claim))) return claimed
      await endLease(db, clock, claimed.claim)
      throw new Problem(
        'answerLost',
        'It was saved the first time, but the answer was lost. Look at what is there before you send anything again.',
      )
    }
    await wait(APART_MS)
  }
  throw new Problem('outcomeUnknown', 'The first press is still being worked on.')
}

/** Undefined for a form that was not shown by us. */
function keyedForm(request: FastifyRequest, personId: string): KeyedRequest | undefined {
  const shown = (request.body as { _once?: unknown } | undefined)?._once
  if (typeof shown !== 'string' || !/^[0-9a-f-]{36}$/.test(shown)) return undefined
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([request.url, request.body]))
    .digest('hex')
  const route = `POST ${request.routeOptions.url ?? ''}`
  return { personId, route, key: `${shown} ${fingerprint}`, fingerprint }
}
