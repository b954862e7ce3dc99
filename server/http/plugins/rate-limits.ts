import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '#server/http/problem.ts'
import { personOfToken } from './tokens.ts'

export type RateLimit = {
  /** Requests that one person may make in a minute; as many come from one address without a person. */
  perMinute: number
  /** Milliseconds that have passed since some moment in the past. */
  elapsedMs: () => number
}

/** Far above what a person does, and below what a program that runs wild does. */
export const usualRateLimit: RateLimit = { perMinute: 600, elapsedMs: () => performance.now() }

const MINUTE_MS = 60_000

/** Nothing is known by then of requests that only fetch a picture or ask whether the process lives. */
const free = /^\/(?:assets\/|healthz$|readyz$)/

/**
 * Limits how many requests a person makes in a minute, over all their tokens and browsers, and how many come from
 * one address without a valid token or session. Says in `RateLimit` how many are left.
 */
export function registerRateLimits(app: FastifyInstance, { perMinute, elapsedMs }: RateLimit): void {
  const taken = countsOfWindow(elapsedMs)

  app.addHook('onRequest', async (request, reply) => {
    if (free.test(request.url)) return
    const [policy, key] = await whoAsks(request)
    const { count, secondsLeft } = taken(`${policy} ${key}`)
    tell(reply, policy, { left: Math.max(0, perMinute - count), secondsLeft })
    if (count <= perMinute) return
    reply.header('retry-after', String(secondsLeft))
    throw new Problem(
      'tooManyRequests',
      `More than ${perMinute} requests in a minute. Wait ${secondsLeft} seconds, then go on.`,
    )
  })

  function tell(
    reply: FastifyReply,
    policy: Policy,
    { left, secondsLeft }: { left: number; secondsLeft: number },
  ) {
    reply
      .header('ratelimit-policy', `"${policy}";q=${perMinute};w=${MINUTE_MS / 1_000}`)
      .header('ratelimit', `"${policy}";r=${left};t=${secondsLeft}`)
  }
}

type Policy = 'person' | 'address'

/** A token that is not valid counts for the address, or guessing tokens would be free. */
async function whoAsks(request: FastifyRequest): Promise<[Policy, string]> {
  if (request.signedIn) return ['person', request.signedIn.id]
  if (request.headers.authorization === undefined) return ['address', request.ip]
  const personId = await personOfToken(request).catch(() => null)
  return personId === null ? ['address', request.ip] : ['person', personId]
}

/** Counts within windows of a minute. All counts are thrown away at the end of each, so that they can't pile up. */
function countsOfWindow(elapsedMs: () => number) {
  let window = -1
  let counts = new Map<string, number>()
  return (key: string): { count: number; secondsLeft: number } => {
    const now = elapsedMs()
    if (Math.floor(now / MINUTE_MS) !== window) {
      window = Math.floor(now / MINUTE_MS)
      counts = new Map()
    }
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    return { count, secondsLeft: Math.ceil(((window + 1) * MINUTE_MS - now) / 1_000) }
  }
}
