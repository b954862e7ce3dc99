import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import type { Web } from '#server/ui/web.ts'
import { takeFileOutPage } from './file-page.ts'
import { takeOutPage } from './take-out-page.ts'

/** Taking out what must not be there: words of a plan, and files. */
export function redactionPages(app: FastifyInstance, deps: Deps, web: Web): void {
  takeOutPage(app, deps, web)
  takeFileOutPage(app, deps, web)
}
