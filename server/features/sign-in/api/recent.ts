import type { FastifyRequest } from 'fastify'
import { isRecentApiSession } from '#db/read/api-access.ts'
import type { Deps } from '#server/deps.ts'
import { Problem } from '#server/http/problem.ts'

/**
 * Refuses what outlasts the sign-in that made it, such as a token, unless that is fresh.
 * @throws Problem 403 that says to sign in again
 */
export async function requireRecent(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  request: FastifyRequest,
): Promise<void> {
  const { sessionId } = request.access ?? { sessionId: null }
  if (sessionId === null || (await isRecentApiSession(db, clock, sessionId))) return
  throw new Problem('signInAgain', 'You signed in more than 15 minutes ago. Sign in with a new code first.')
}
