import {
  type ApiTokenShown,
  addApiToken,
  MOST_TOKENS,
  rotateRefreshToken,
  startApiSession,
  useApiToken,
} from '#db/read/api-access.ts'
import type { TokenScope } from '#db/schema/api-access.ts'
import type { Deps } from '#server/deps.ts'
import type { SignIn } from '#server/features/sign-in/service.ts'
import { hashOf, newSecret } from '#server/http/hashes.ts'
import type { TokenClaims } from '#server/http/plugins/tokens.ts'
import { Problem } from '#server/http/problem.ts'

/** What a grant gives: whom an access token is for, and the refresh token that renews it. */
export type Granted = { claims: TokenClaims; refreshToken: string | null }

/** Signs a program in with the digits that were mailed. Throws the one answer to every code that is not good. */
export async function grantByCode(
  deps: Deps,
  signIn: SignIn,
  { challenge, code, program = '' }: { challenge: string; code: string; program?: string | undefined },
): Promise<Granted> {
  const tried = await signIn.tryCode(challenge, code)
  if (!('person' in tried)) {
    throw new Problem(
      'notAuthenticated',
      'The code is not right, was used or is too old. Ask for another one.',
    )
  }
  const refreshToken = newSecret()
  const personId = tried.person.id
  const sessionId = await startApiSession(deps.db, deps.clock, {
    personId,
    program,
    refreshHash: hashOf(refreshToken),
  })
  return { claims: { personId, scope: 'write', sessionId, apiTokenId: null }, refreshToken }
}

/** Renews the access of a program. A refresh token that was used before ends the whole sign-in. */
export async function grantByRefreshToken({ db, clock }: Deps, presented: string): Promise<Granted> {
  const refreshToken = newSecret()
  const rotated = await rotateRefreshToken(db, clock, {
    hash: hashOf(presented),
    newHash: hashOf(refreshToken),
  })
  if (!rotated) {
    throw new Problem('notAuthenticated', 'This refresh token is not good any more. Sign in with a code.')
  }
  return { claims: { ...rotated, scope: 'write', apiTokenId: null }, refreshToken }
}

/** Access for an API token, with its scope. It is renewed by presenting the API token again. */
export async function grantByApiToken({ db, clock }: Deps, presented: string): Promise<Granted> {
  const token = await useApiToken(db, clock, hashOf(presented))
  if (!token)
    throw new Problem('notAuthenticated', 'This API token is not good: unknown, revoked or expired.')
  const { id: apiTokenId, personId, scope } = token
  return { claims: { personId, scope, sessionId: null, apiTokenId }, refreshToken: null }
}

/** A new API token, with its text, which is given out this once. */
export async function newApiToken(
  { db, clock }: Deps,
  personId: string,
  fields: { name: string; scope: TokenScope; expiresInDays: number },
): Promise<ApiTokenShown & { token: string }> {
  const token = `waymark_${newSecret()}`
  const { name, scope, expiresInDays: days } = fields
  const kept = await addApiToken(db, clock, { personId, name, scope, days, hash: hashOf(token) })
  if (!kept)
    throw new Problem(
      'conflict',
      `You have ${MOST_TOKENS} API tokens. Revoke one that nothing uses any more.`,
    )
  return { ...kept, token }
}
