import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import type { Web } from '#server/ui/web.ts'
import { deputyPages } from './deputy-page.ts'
import { ownEmailsPages } from './own-emails-page.ts'

/** One's own emails, and who gets them in one's place. */
export function mailPages(app: FastifyInstance, deps: Deps, web: Web): void {
  ownEmailsPages(app, deps, web)
  deputyPages(app, deps, web)
}
