import jwt from '@fastify/jwt'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { TokenKey } from '#server/config.ts'
import { Problem } from '#server/problem.ts'

/** How long an access token lives, in seconds. */
export const TOKEN_SECONDS = 15 * 60

const pinned = { algorithm: 'HS256', issuer: 'waymark', audience: 'waymark-api', type: 'at+jwt' } as const

declare module '@fastify/jwt' {
  interface FastifyJWT {
    payload: { sub: string }
    user: { sub: string }
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
      const secret = kid === undefined ? signing.secret : secrets.get(String(kid))
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

/** An access token for a person, as the command line gives it. */
export function signToken(app: FastifyInstance, personId: string): string {
  return app.jwt.sign({ sub: personId })
}

/** The id of the person an API request's token is for. Throws the one answer to every bad or missing token. */
export async function personOfToken(request: FastifyRequest): Promise<string> {
  try {
    const { sub } = await request.jwtVerify<{ sub: string }>()
    if (typeof sub === 'string' && /^[0-9a-f-]{36}$/.test(sub)) return sub
  } catch {
    // Which check failed is of use to a forger only.
  }
  throw notAuthenticated()
}

/** The one answer to every bad or missing token. */
export function notAuthenticated(): Problem {
  return new Problem('notAuthenticated', 'Send a valid access token: Authorization: Bearer <token>.')
}
