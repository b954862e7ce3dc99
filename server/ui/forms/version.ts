import type { FastifyRequest } from 'fastify'
import { Problem } from '#server/http/problem.ts'

/** The version that the person saw when they opened a form, which carries it. */
export function versionSent(request: FastifyRequest): number {
  return versionIn((request.body as { version?: unknown } | null | undefined)?.version)
}

/**
 * A version as a form carries it.
 * @throws Problem 400 for anything else: no page of ours sends it
 */
export function versionIn(value: unknown): number {
  if (typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value)) return Number(value)
  throw new Problem('invalidRequest', 'The form did not arrive as it was shown. Open the page again.')
}
