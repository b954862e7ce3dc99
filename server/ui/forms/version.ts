import type { FastifyRequest } from 'fastify'
import { Problem } from '#server/http/problem.ts'
import { csrfField } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'

/** What protects a form that carries the version it is opened on. */
export function versionFields(token: string, version: number): Html {
  return html`${csrfField(token)}<input type="hidden" name="version" value="${version}">`
}

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
  throw notAsShown()
}

/** The problem of a form that no page of ours sends so. */
export function notAsShown(): Problem {
  return new Problem('invalidRequest', 'The form did not arrive as it was shown. Open the page again.')
}
