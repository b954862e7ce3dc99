import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import type { Web } from '#server/ui/web.ts'
import { editPersonPage } from './edit-page.ts'
import { handoverPages } from './handover-page.ts'
import { peoplePage } from './list/people-page.ts'
import { personPage } from './person-page.ts'

/** The people of a plan, and the pages of each. */
export function peoplePages(app: FastifyInstance, deps: Deps, web: Web): void {
  peoplePage(app, deps, web)
  personPage(app, deps, web)
  editPersonPage(app, deps, web)
  handoverPages(app, deps, web)
}
