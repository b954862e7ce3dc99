import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  type Claim,
  claimKey,
  endLease,
  type KeptAnswer,
  type KeyedRequest,
  keepAnswer,
  releaseKey,
  removeExpiredKeys,
  type WrittenUnder,
  writtenUnder,
} from '#db/read/idempotency.ts'
import type { SubjectKind } from '#db/schema/index.ts'
import { underClaim } from '#db/write/claim.ts'
import type { Deps } from '#server/deps.ts'
import { type Answers, readingRouteOf, successStatusOf } from '#server/http/answers.ts'
import { Problem } from '#server/http/problem.ts'
import { isWithin, limits } from '#workflows/limits.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The claim that this request's `Idempotency-Key` got; null for requests without one. */
    claim: Claim | null
  }
  interface FastifyContextConfig {
    /** Whether the answer holds what is shown once and must never be kept, so that it can't be replayed. */
    shownOnce?: boolean
    /** Whether the request goes on where it stopped when it is run again, because it writes piece by piece. */
    resumes?: boolean
  }
}

/** How often keys whose day is over are removed. */
const CLEAN_MINUTES = 15

/**
 * `Idempotency-Key` on every POST of the API: a request sent twice is carried out once and answered twice. The
 * key is claimed before the request runs and its answer kept after; the history row in between carries the
 * claim's id, so that a run that died after its change is found again and not repeated.
 * @param answers what each route answers, to tell where what it made is read
 */
export function registerIdempotency(api: FastifyInstance, deps: Deps, answers: Answers): void {
  const { db, clock } = deps
  api.decorateRequest('claim', null)

  // With a callback and not async: what runs after `done` then runs under the claim.
  api.addHook('preHandler', (request, reply, done) => {
    const keyed = keyedRequest(request)
    if (keyed instanceof Problem) return done(keyed)
    if (!keyed) return done()
    begin(keyed).then((begun) => {
      if ('answer' in begun) return void replay(reply, begun.answer)
      request.claim = begun.claim
      if (!begun.written) return underClaim(begun.claim.id, done)
      if (request.routeOptions.config.resumes) return done()
      return answerFromWhatIsThere(request, reply, begun.written).catch(done)
    }, done)
  })

  api.addHook('onSend', async (request, reply, payload) => {
    const { claim } = request
    if (!claim) return
    request.claim = null
    try {
      if (reply.statusCode >= 500) await endLease(db, clock, claim)
      else if (reply.statusCode >= 400) await releaseKey(db, claim)
      else await keepAnswer(db, claim, answerOf(reply, payload))
    } catch (error) {
      // The caller still gets the answer; sent again, the request finds what it changed by the claim's id.
      request.log.warn({ err: error }, 'the answer to an idempotency key was not kept')
    }
  })

  const timer = setInterval(
    () =>
      void removeExpiredKeys(db, clock).catch((error: unknown) =>
        api.log.warn({ err: error }, 'expired keys stay'),
      ),
    CLEAN_MINUTES * 60_000,
  ).unref()
  api.addHook('onClose', () => clearInterval(timer))

  async function begin(
    keyed: KeyedRequest,
  ): Promise<{ answer: KeptAnswer } | { claim: Claim; written: WrittenUnder | null }> {
    const claimed = await claimKey(db, clock, keyed)
    switch (claimed.outcome) {
      case 'answered':
        return claimed
      case 'running':
        throw new Problem(
          'idempotencyRunning',
          'The first request with this Idempotency-Key is still being worked on. Send it again in a few seconds.',
        )
      case 'mismatch':
        throw new Problem(
          'idempotencyMismatch',
          'This Idempotency-Key was sent with another address or body before. Use a new key for a new request.',
        )
      case 'claimed':
        return {
          claim: claimed.claim,
          written: claimed.again ? await writtenUnder(db, claimed.claim) : null,
        }
    }
  }

  /** The change was made, but its answer was lost: the caller gets the resource as it stands now. */
  async function answerFromWhatIsThere(
    request: FastifyRequest,
    reply: FastifyReply,
    written: WrittenUnder,
  ): Promise<void> {
    const address = addressOf(answers, request, written)
    const read =
      address &&
      (await api.inject({
        method: 'GET',
        url: address,
        headers: { authorization: request.headers.authorization ?? '' },
      }))
    if (!read || read.statusCode !== 200) {
      throw new Problem(
        'answerLost',
        'The first request made its change, but the answer was lost. Read what is there; there is nothing to repeat.',
        { more: { subject: { kind: written.subjectKind, id: written.subjectId } } },
      )
    }
    replay(reply, {
      status: successStatusOf(answers, routeOf(request)) ?? 200,
      headers: keptHeaders(read.headers),
      body: read.body,
    })
  }
}

const KEPT_HEADERS = ['content-type', 'etag', 'location', 'cache-control']

function keptHeaders(headers: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])),
  )
}

function answerOf(reply: FastifyReply, payload: unknown): KeptAnswer {
  return {
    status: reply.statusCode,
    headers: keptHeaders(reply.getHeaders()),
    body: typeof payload === 'string' ? payload : '',
  }
}

function replay(reply: FastifyReply, { status, headers, body }: KeptAnswer): void {
  reply.code(status).headers(headers).header('idempotent-replayed', 'true').send(body)
}

/** Undefined for a request that carries no key, or that can be repeated anyway. */
const { idempotencyKey } = limits.request

function keyedRequest(request: FastifyRequest): KeyedRequest | Problem | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined || request.method !== 'POST' || !request.caller) return undefined
  if (typeof key !== 'string' || !/^[\x20-\x7e]+$/.test(key) || !isWithin(idempotencyKey, key)) {
    return new Problem(
      'invalidRequest',
      `Give 'Idempotency-Key' 1 to ${idempotencyKey.most} plain characters, such as a new UUID.`,
    )
  }
  if (request.routeOptions.config.shownOnce) {
    return new Problem(
      'invalidRequest',
      'The answer to this request is shown once and never kept. Send it without Idempotency-Key.',
    )
  }
  const content = JSON.stringify([request.url, request.body ?? null])
  return {
    key,
    personId: request.caller.id,
    route: routeOf(request),
    fingerprint: createHash('sha256').update(content).digest('hex'),
  }
}

function routeOf(request: FastifyRequest): string {
  return `${request.method} ${request.routeOptions.url?.replace(/^\/api\/v1/, '') ?? ''}`
}

const nouns: Record<SubjectKind, string> = {
  plan: 'plans',
  priority: 'priorities',
  measure: 'measures',
  action: 'actions',
  milestone: 'milestones',
  blocker: 'blockers',
  extension: 'extensions',
  person: 'people',
  meeting: 'meetings',
  inspection: 'inspections',
  report: 'reports',
  section: 'sections',
  decision: 'decisions',
  reportTemplate: 'report-templates',
  import: 'imports',
}

/** Where the resource that the lost answer showed can be read. */
function addressOf(
  answers: Answers,
  request: FastifyRequest,
  { subjectKind, subjectId, aggregateId }: WrittenUnder,
): string | null {
  const reading = readingRouteOf(answers, routeOf(request))
  if (!reading) return null
  const id = nouns[subjectKind] === reading.split('/')[1] ? subjectId : aggregateId
  return `/api/v1${reading.replace(':id', id)}`
}
