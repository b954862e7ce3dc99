import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import type { Web } from '#server/ui/web.ts'
import { addMemberPage } from './add-page.ts'
import { rolePage } from './role-page.ts'

/** The pages that make a person a member of a plan, and give them another role. */
export function memberPages(app: FastifyInstance, deps: Deps, web: Web): void {
  addMemberPage(app, deps, web)
  rolePage(app, deps, web)
}
