import jwt from '@fastify/jwt'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type TokenScope, tokenScopes } from '#db/schema/api-access.ts'
import type { TokenKey } from '#server/config.ts'
import { Problem } from '#server/http/problem.ts'

/** How long an access token lives, in seconds. */
export const TOKEN_SECONDS = 15 * 60

const pinned = { algorithm: 'HS256', issuer: 'waymark', audience: 'waymark-api', type: 'at+jwt' } as const

/** What an access token says beside what is pinned. */
type Payload = { sub: string; scope?: TokenScope; sid?: string; tid?: string }

declare module '@fastify/jwt' {
  interface FastifyJWT {
    payload: Payload
    user: Payload
  }
}

/**
 * Access tokens: JWTs with everything pinned that a forger could choose: algorithm, issuer, audience, type, the
 * presence of an expiry, and keys by id from a fixed map. Their time is the machine's, in the demonstration too.
 * @param keys the first signs, all verify
 */
export async function registerTokens(app: FastifyInstance, keys: readonly TokenKey[]): Promise<void> {
  const [signing] = keys
  if (!signing) throw new Error('at least one key for access tokens is needed')
  const secrets = new Map(keys.map(({ id, secret }) => [id, secret]))
  await app.register(jwt, {
    secret: async (_request: FastifyRequest, token: unknown) => {
      const kid = (token as { header?: { kid?: unknown } } | undefined)?.header?.kid
      const secret = typeof kid === 'string' ? secrets.get(kid) : undefined
      if (secret === undefined) throw notAuthenticated()
      return secret
    },
    decode: { complete: true },
    sign: {
      key: signing.secret,
      algorithm: pinned.algorithm,
      iss: pinned.issuer,
      aud: pinned.audience,
      expiresIn: TOKEN_SECONDS * 1_000,
      header: { typ: pinned.type, kid: signing.id },
    } as never,
    verify: {
      algorithms: [pinned.algorithm],
      allowedIss: pinned.issuer,
      allowedAud: pinned.audience,
      checkTyp: pinned.type,
      requiredClaims: ['sub', 'iat', 'exp', 'iss', 'aud'],
    } as never,
  })
}

/**
 * An access token for a person. Without anything it was given for, as the command line gives it, it may write and
 * lives until it expires.
 */
export function signToken(
  app: FastifyInstance,
  personId: string,
  { scope, sessionId, apiTokenId }: Partial<Omit<TokenClaims, 'personId'>> = {},
): string {
  return app.jwt.sign({
    sub: personId,
    ...(scope && { scope }),
    ...(sessionId && { sid: sessionId }),
    ...(apiTokenId && { tid: apiTokenId }),
  })
}

/** What an access token says: whom it is for, what they may do with it, and what it was given for. */
export type TokenClaims = {
  personId: string
  scope: TokenScope
  /** The sign-in of a program that it belongs to. */
  sessionId: string | null
  /** The API token that it was given for. */
  apiTokenId: string | null
}

/** The id of the person an API request's token is for. Throws the one answer to every bad or missing token. */
export async function personOfToken(request: FastifyRequest): Promise<string> {
  return (await claimsOfToken(request)).personId
}

/** What an API request's token says. Throws the one answer to every bad or missing token. */
export async function claimsOfToken(request: FastifyRequest): Promise<TokenClaims> {
  try {
    const { sub, scope = 'write', sid = null, tid = null } = await request.jwtVerify<Payload>()
    const ids = [sub, sid, tid].every(
      (each) => each === null || (typeof each === 'string' && uuid.test(each)),
    )
    if (ids && sub !== null && tokenScopes.includes(scope)) {
      return { personId: sub, scope, sessionId: sid, apiTokenId: tid }
    }
  } catch {
    // Which check failed is of use to a forger only.
  }
  throw notAuthenticated()
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The one answer to every bad or missing token. */
export function notAuthenticated(): Problem {
  return new Problem('notAuthenticated', 'Send a valid access token: Authorization: Bearer <token>.')
}
