import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findCaller } from '#db/read/api-access.ts'
import type { Person } from '#db/read/people.ts'
import type { Deps } from '#server/deps.ts'
import { Problem } from '#server/http/problem.ts'
import { claimsOfToken, notAuthenticated, type TokenClaims } from './tokens.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who an API request is from; null before its token has been checked. */
    caller: Person | null
    /** What the access token of an API request was given for. */
    access: TokenClaims | null
  }
  interface FastifyContextConfig {
    /** Whether the route answers without an access token. */
    open?: boolean
  }
}

/**
 * Every route of this part of the application needs an access token of a person who has not left, given for
 * something that has not ended since. A token that may only read is refused where anything could change.
 */
export function requireToken(
  app: FastifyInstance,
  { db, clock, requireStrong }: Pick<Deps, 'db' | 'clock'> & { requireStrong: boolean },
): void {
  app.decorateRequest('caller', null)
  app.decorateRequest('access', null)
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.open) return
    request.access = await claimsOfToken(request)
    request.caller = await findCaller(db, clock, request.access)
    if (!request.caller) throw notAuthenticated()
    if (requireStrong && request.access.sessionId !== null) throw codeIsNotEnough()
    if (request.access.scope === 'read' && request.method !== 'GET' && request.method !== 'HEAD') {
      throw new Problem('forbidden', 'This token may only read. Make one that may write, or sign in.')
    }
  })
}

/** Where strong sign-in is required, no program gets in with a code by email. */
export function codeIsNotEnough(): Problem {
  return new Problem(
    'strongSignInRequired',
    'A code by email is not enough here. Sign in on the pages with a passkey or single sign-on, and make an API token for this program on the account page.',
  )
}

/** Who the request is from. */
export function actorOf(request: FastifyRequest): Person {
  if (!request.caller) throw notAuthenticated()
  return request.caller
}

/**
 * Refuses what a program may not do with an API token: give itself or others further access. It takes a person
 * who signed in.
 */
export function requirePerson(request: FastifyRequest): void {
  if (request.access?.apiTokenId == null) return
  throw new Problem('forbidden', 'An API token cannot do this. Sign in with a code, or use the account page.')
}
