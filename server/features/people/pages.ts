import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import type { Web } from '#server/ui/web.ts'
import { editPersonPage } from './edit-page.ts'
import { handoverPages } from './handover-page.ts'
import { personPage } from './person-page.ts'

/** The pages of one person of a plan. */
export function peoplePages(app: FastifyInstance, deps: Deps, web: Web): void {
  personPage(app, deps, web)
  editPersonPage(app, deps, web)
  handoverPages(app, deps, web)
}
